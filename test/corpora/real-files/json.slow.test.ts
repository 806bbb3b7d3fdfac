// JSON with its texts in places of all kinds.
import { describeRows, type Row } from './file-row.ts';

const fields: readonly Row[] = [
  {
    what: 'bad lines of JSON Lines, left out',
    files: { 'a.jsonl': '{"text":"cargo"}\nno\n{"text":5}\n{"text":"ship"}\n' },
    options: { onBadRows: 'skip' },
    gives: ['cargo', 'ship'],
    reports: /"badRows":\{"count":2/u,
  },
  {
    what: 'a path into JSON',
    files: { 'a.json': '{"data":{"plain":"cargo"}}' },
    options: { textColumns: ['data.plain'] },
    gives: ['cargo'],
  },
  {
    what: 'a path through an array of objects',
    files: { 'a.jsonl': '{"id":1,"body":{"parts":[{"t":"cargo"},{"t":"ship"}]}}\n' },
    options: { textColumns: ['body.parts.t'] },
    gives: ['cargo ship'],
  },
  {
    what: 'the paths, where none is known',
    files: { 'a.jsonl': '{"data":{"plain":"cargo"}}\n' },
    gives: /not clear which field holds the text/u,
  },
  {
    what: 'a list of labels',
    files: { 'a.jsonl': '{"text":"cargo","label":["A","B"]}\n' },
    gives: ['cargo'],
    labels: ['A, B'],
  },
  {
    what: 'an array of texts in a field',
    files: { 'a.jsonl': '{"text":["cargo","ship"],"label":[]}\n' },
    gives: ['cargo ship'],
    labels: [undefined],
  },
  {
    what: 'a field called articleText',
    files: { 'a.jsonl': '{"url":"x","articleText":"cargo","articleDate":"1990"}\n' },
    gives: ['cargo'],
  },
];

describeRows('fields of JSON', fields);
