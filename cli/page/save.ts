/** Saves what the page shows as files. */
import type { Model } from './model.ts';

const numWords = 30;

export function save(name: string, content: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

export function saveText(name: string, text: string): void {
  save(name, new Blob([text], { type: name.endsWith('.svg') ? 'image/svg+xml' : 'text/csv' }));
}

/** All topics that are shown, one a row. */
export function topicsTable(model: Model): string {
  const rows = model.shown.map((topic) => {
    const { label, share, tokens, documents, coherence } = model.report.topics[topic];
    const words = model.topWords[topic].slice(0, numWords).join(' ');
    return [topic, label ?? '', share, tokens, documents, coherence ?? '', words];
  });
  return asCsv([['topic', 'label', 'share', 'tokens', 'documents', 'coherence', 'words'], ...rows]);
}

/** The topics of every listed document, one pair a row. */
export function documentsTable(model: Model): string {
  const rows = model.report.documents.flatMap((document) =>
    model
      .sharesOf(document)
      .filter(({ topic }) => !model.report.topics[topic].hidden)
      .map(({ topic, share, tokens }) => [document.document, document.name, topic, tokens, share]),
  );
  return asCsv([['document', 'name', 'topic', 'tokens', 'share'], ...rows]);
}

/** With the mark by which a spreadsheet knows UTF-8. */
function asCsv(rows: readonly (readonly (string | number)[])[]): string {
  return `\ufeff${rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('')}`;
}

function cell(value: string | number): string {
  const text = String(value);
  // A spreadsheet would run a text that begins like a formula.
  const harmless = typeof value === 'string' && /^[=+\-@\t]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
