/** A report in Firefox: opened in a frame of a page that counts what it shows, and tells it here. */
import { expect } from 'chai';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { json } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { firefox } from '../../fixtures/browsers.ts';
import { tales, trainedProject, writeReportOf } from '../../fixtures/tales.ts';

interface Counted {
  readonly requests: number;
  readonly topics: number;
  readonly circles: number;
  readonly words: number;
  readonly marks: number;
}

describe('A report in Firefox', function () {
  this.timeout(180_000);

  // Seen to fail: with a circle too few on the map.
  it('opens, and shows all topics, words and marked texts', async function () {
    if (firefox === undefined) this.skip(); // there is no Firefox here
    const folder = mkdtempSync(path.join(tmpdir(), 'gibbon-test-'));
    try {
      await trainedProject(path.join(folder, 'tales.gibbon'), tales(60));
      writeReportOf(path.join(folder, 'tales.gibbon'), path.join(folder, 'tales.html'));
      const counted = await countInFirefox(path.join(folder, 'tales.html'), folder);
      expect(counted).to.include({ requests: 0, topics: 6, circles: 6 });
      expect(counted.words).to.be.within(10, 20);
      expect(counted.marks).to.be.at.least(30);
    } finally {
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    }
  });
});

/** Opens the first document of the largest topic, whose words are marked in its text. */
const counter = `<iframe src="report.html" style="width:1200px;height:900px"></iframe><script>
  const frame = document.querySelector('iframe');
  const all = (selector) => frame.contentDocument.querySelectorAll(selector);
  const until = async (selector) => {
    while (all(selector).length === 0) await new Promise((resolve) => setTimeout(resolve, 50));
  };
  (async () => {
    await until('.ready .topics a');
    const counted = {
      topics: all('.topics a').length, circles: all('.circle').length,
      words: all('.topic-words li').length,
    };
    all('.documents a')[0].click();
    await until('mark');
    counted.marks = all('mark').length;
    counted.requests = frame.contentWindow.performance.getEntriesByType('resource').length;
    await fetch('counted', { method: 'POST', body: JSON.stringify(counted) });
  })();
</script>`;

async function countInFirefox(report: string, folder: string): Promise<Counted> {
  let tell: (counted: Counted) => void;
  const told = new Promise<Counted>((resolve) => (tell = resolve));
  const server = http.createServer((request, response) => {
    response.setHeader('Content-Type', 'text/html');
    if (request.method === 'POST') {
      json(request).then(
        (counted) => tell(counted as Counted),
        () => undefined,
      );
      response.end();
    } else if (request.url === '/report.html') response.end(readFileSync(report));
    else response.end(counter);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  const profile = path.join(folder, 'profile');
  mkdirSync(profile);
  const args = ['--headless', '--no-remote', '--profile', profile, `http://127.0.0.1:${port}/`];
  const opened = spawn(firefox!, args, {
    stdio: 'ignore',
    detached: true,
    env: { ...process.env, HOME: folder },
  });
  const ended = once(opened, 'exit');
  try {
    return await Promise.race([
      told,
      ended.then(() => Promise.reject(new Error('the browser has ended'))),
      sleep(120_000, undefined, { ref: false }).then(() =>
        Promise.reject(new Error('the page says nothing')),
      ),
    ]);
  } finally {
    if (opened.exitCode === null) process.kill(-opened.pid!, 'SIGKILL');
    await ended;
    server.close();
    server.closeAllConnections();
  }
}
