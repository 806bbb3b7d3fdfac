/** core/ in a real browser: training in web workers of an isolated page, to the bytes of Node. */
import { expect } from 'chai';
import { type BuildOptions, build } from 'esbuild';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { arraySource } from '../../core/corpus/array-source.ts';
import { growthByTopics, growthStages } from '../../core/corpus/growth.ts';
import { kernelSamplerName } from '../../core/sampler/versions.ts';
import { MemoryKeeper } from '../../core/training/session/memory-keeper.ts';
import { TrainingSession } from '../../core/training/session/session.ts';
import type { RunSettings } from '../../core/training/settings.ts';
import { startTrainingThread } from '../../corpora/threads/training-threads.ts';
import { plainSettings } from '../fixtures/train.ts';

const numWords = 40;
/** Documents of 30 words, of four themes of ten words. */
const documents = Array.from({ length: 400 }, (_, document) =>
  Array.from(
    { length: 30 },
    (_, place) => (10 * (document % 4) + ((place * 3 + document) % 10)) % numWords,
  ),
);
const numSweeps = 25;
const documentLengths = Uint32Array.from(documents, (words) => words.length);
const numTokens = documentLengths.reduce((sum, length) => sum + length, 0);
const plain: RunSettings = { ...plainSettings, sampler: kernelSamplerName };
/** Everything that has logarithms, digammas or means in it, and decides what is sampled. */
const guided: RunSettings = {
  ...plain,
  optimize: 'all',
  optimizeEvery: 4,
  optimizeAfter: 8,
  numSamples: 3,
  sampleEvery: 2,
  seedWords: [
    { topic: 2, word: 3, tokens: 20 },
    { topic: 5, word: 17, tokens: 9 },
  ],
};

const browser = ['chromium', 'chromium-browser', 'google-chrome'].find(
  (name) => spawnSync(name, ['--version']).status === 0,
);

describe('core/ in a browser with web workers', function () {
  this.timeout(120_000);

  before(function () {
    if (browser === undefined) this.skip(); // there is no Chromium here
  });

  // Seen to fail: with a worker that never answers "ready", and with another seed in the page.
  for (const numWorkers of [1, 2, 3])
    it(`trains to the bytes that Node gets, with ${numWorkers}`, async () => {
      expect(await trainInBrowser(plain, numWorkers)).to.deep.equal(await trainInNode(plain));
    });

  it('does so by the plain sampler, too', async () => {
    expect(await trainInBrowser(plainSettings, 2)).to.deep.equal(await trainInNode(plainSettings));
  });

  it('does so where the corpus grows', async () => {
    const settings = { ...plain, numTopics: Math.floor(numTokens / 4000) };
    expect(
      growthStages({ numTokens, documentLengths }, settings.numTopics, growthByTopics),
    ).to.have.lengthOf(1);
    expect(await trainInBrowser(settings, 2)).to.deep.equal(await trainInNode(settings));
  });

  // Seen to fail: with one seed token less in the page, and with priors that rest there.
  it('does so with learnt priors, samples and seed words', async () => {
    const inNode = await trainInNode(guided);
    expect(inNode.alpha).not.to.equal(String(Array(8).fill(plain.alpha)));
    expect(await trainInBrowser(guided, 3)).to.deep.equal(inNode);
  });
});

interface Trained {
  readonly outcome: string;
  readonly topics: string;
  /** As decimal numbers, from which the same bits come back. */
  readonly alpha: string;
  readonly beta: number | undefined;
}

/** Serves a page that trains, and sends here what came of it. */
async function trainInBrowser(settings: RunSettings, numWorkers: number): Promise<Trained> {
  const files = new Map([
    ['/', { type: 'text/html', body: '<script src="page.js"></script>' }],
    [
      '/page.js',
      { type: 'text/javascript', body: await bundled(pageScript(settings, numWorkers)) },
    ],
    ['/worker.js', { type: 'text/javascript', body: await bundled(workerScript) }],
  ]);
  let tell: (trained: string) => void;
  const told = new Promise<string>((resolve) => (tell = resolve));
  const server = http.createServer((request, response) => {
    if (request.method === 'POST') text(request).then(tell, tell);
    const file = files.get(request.url ?? '');
    response.writeHead(file ? 200 : 404, {
      'Content-Type': file?.type ?? 'text/plain',
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Cross-Origin-Embedder-Policy': 'require-corp',
    });
    response.end(file?.body);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  const profile = fs.mkdtempSync(path.join(os.tmpdir(), 'gibbon-test-'));
  const flags = ['--headless', '--disable-gpu', '--no-sandbox', `--user-data-dir=${profile}`];
  // In a group of its own, with all its processes. (Containers have no sandbox; the page is ours.)
  const opened = spawn(browser!, [...flags, `http://127.0.0.1:${port}/`], {
    stdio: 'ignore',
    detached: true,
  });
  const ended = once(opened, 'exit');
  try {
    const failed = Promise.race([
      ended.then(() => 'the browser has ended'),
      sleep(60_000, 'the page says nothing', { ref: false }),
    ]).then((outcome) => ({ outcome, topics: '', alpha: '', beta: undefined }));
    return await Promise.race([told.then((says) => JSON.parse(says) as Trained), failed]);
  } finally {
    if (opened.exitCode === null) process.kill(-opened.pid!, 'SIGKILL');
    await ended;
    server.close();
    server.closeAllConnections();
    fs.rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function bundled(contents: string): Promise<string> {
  const resolveDir = fileURLToPath(new URL('../../core', import.meta.url));
  const options = {
    stdin: { contents, resolveDir },
    bundle: true,
    write: false,
    platform: 'browser',
    target: 'es2023',
    logLevel: 'error',
  } as const satisfies BuildOptions;
  return (await build(options)).outputFiles[0].text;
}

const workerScript = `
  import { serveWebWorker } from './index.js';
  serveWebWorker(self);`;

/** The session runs in the page's own thread: it waits by promises alone. */
function pageScript(settings: RunSettings, numWorkers: number): string {
  return `
    import { arraySource, MemoryKeeper, TrainingSession, webWorkers } from './index.js';
    const source = arraySource(${JSON.stringify(documents)}, ${numWords});
    const keeper = new MemoryKeeper(source.documentLengths);
    const session = new TrainingSession({
      run: ${JSON.stringify({ name: 'a', settings, numSweeps })},
      source,
      vocabulary: [],
      keeper,
      numWorkers: ${numWorkers},
      startWorker: webWorkers(() => new Worker('worker.js')),
      checkpointEvery: {},
      warn: () => undefined,
    });
    const tell = (trained) => fetch('/', { method: 'POST', body: JSON.stringify(trained) });
    session.run().then(
      (outcome) => {
        const { topics, priors } = keeper.checkpoint;
        tell({ outcome, topics: String(topics), alpha: String(priors.alpha), beta: priors.beta });
      },
      (error) => tell({ outcome: String(error?.stack), topics: '', alpha: '' }),
    );`;
}

async function trainInNode(settings: RunSettings): Promise<Trained> {
  const source = arraySource(documents, numWords);
  const keeper = new MemoryKeeper(source.documentLengths);
  const session = new TrainingSession({
    run: { name: 'a', settings, numSweeps },
    source,
    vocabulary: [],
    keeper,
    numWorkers: 2,
    startWorker: startTrainingThread,
    checkpointEvery: {},
    warn: () => undefined,
  });
  const outcome = await session.run();
  const { topics, priors } = keeper.checkpoint!;
  return { outcome, topics: String(topics), alpha: String(priors.alpha), beta: priors.beta };
}
