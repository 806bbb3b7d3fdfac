/** Opens the report: unpacks it and shows it in place of the static table. */
import { render } from 'preact';
import { App } from './app.tsx';
import { Model } from './model.ts';
import { readReport } from './read-report.ts';

async function open(): Promise<void> {
  const report = await readReport(document.getElementById('data')!.textContent);
  render(<App model={new Model(report)} />, document.getElementById('app')!);
  document.documentElement.classList.add('ready');
  performance.mark('ready');
}

open().catch((error: unknown) => {
  const note = document.createElement('p');
  note.className = 'note';
  note.textContent = `This browser can show only the table of topics (${String(error)}).`;
  document.getElementById('static')!.prepend(note);
});
