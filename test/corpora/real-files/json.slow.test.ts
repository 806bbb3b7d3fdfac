// JSON with its texts in places of all kinds.
import { describeRows, type Row, two } from './file-row.ts';

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
  // Seen to fail: the four below, on the version before.
  {
    what: 'an object on one line that holds the list, without an ending',
    files: { answer: '{"status":"ok","articles":[{"text":"cargo ship"},{"text":"violin bow"}]}' },
    gives: two,
    reports: /the list \\"articles\\"/u,
  },
  {
    what: 'the same, longer than what is looked at first',
    files: {
      answer: `{"pad":"${'x'.repeat(70_000)}","rows":{"a":{"text":"cargo ship"}},"all":["violin bow"]}\n`,
    },
    options: { textColumns: ['all'] },
    gives: ['violin bow'],
  },
  {
    what: 'texts by their keys in JSON Lines of one line',
    files: { 'a.jsonl': '{"x":{"text":"cargo ship"},"y":{"text":"violin bow"}}\n' },
    gives: two,
    names: ['x', 'y'],
  },
  {
    what: 'NULs, which are escaped in JSON, and what only looks like one',
    files: { 'a.jsonl': '{"id":"a\\u0000b","text":"cargo\\u0000ship \\\\u0000"}\n' },
    gives: ['cargo ship u0000'],
    names: ['a b'],
  },
  {
    what: 'a first element that is none, left out, and how the others were read',
    files: { 'a.json': '[5,{"text":"cargo ship"},{"text":"violin bow"}]' },
    options: { onBadRows: 'skip' },
    gives: two,
    reports: /"how":"an array","columns":\{"text":\["text"\]/u,
  },
];

describeRows('fields of JSON', fields);
