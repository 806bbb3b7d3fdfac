import { expect } from 'chai';
import { decodeKeys } from '../../../cli/components/key-decoder.ts';

const keysOf = (input: string): string[] => decodeKeys(input).keys;

describe('decoding keys', () => {
  it('takes a chunk of several keys apart', () => {
    // Fault once planted: handing on the chunk as one key, as Ink does.
    expect(keysOf('jjk')).to.deep.equal(['j', 'j', 'k']);
    expect(keysOf('j\u001b[B\u001b[Bq')).to.deep.equal(['j', 'down', 'down', 'q']);
  });

  it('knows arrows in both modes, page keys, and the mouse wheel', () => {
    expect(keysOf('\u001b[A\u001bOA\u001b[1;2B')).to.deep.equal(['up', 'up', 'down']);
    expect(keysOf('\u001b[5~\u001b[6~\u001b[H\u001b[4~')).to.deep.equal([
      'pageUp',
      'pageDown',
      'home',
      'end',
    ]);
    expect(keysOf('\u001b[<64;10;5M\u001b[<65;10;5M')).to.deep.equal(['wheelUp', 'wheelDown']);
  });

  it('swallows what it does not know, instead of typing it', () => {
    expect(keysOf('\u001b[<0;10;5M\u001b[200~a')).to.deep.equal(['a']);
  });

  it('keeps the beginning of a sequence for the next chunk', () => {
    expect(decodeKeys('j\u001b[')).to.deep.equal({ keys: ['j'], rest: '\u001b[' });
    expect(decodeKeys('\u001b')).to.deep.equal({ keys: [], rest: '\u001b' });
    expect(decodeKeys('\u001b[<64;1')).to.deep.equal({ keys: [], rest: '\u001b[<64;1' });
  });

  it('tells Escape before another key from a sequence', () => {
    expect(keysOf('\u001bj')).to.deep.equal(['escape', 'j']);
    expect(keysOf('\u001b\u001b[A')).to.deep.equal(['escape', 'up']);
  });

  it('names control keys, and keeps whole characters of all scripts', () => {
    expect(keysOf('\u0003\r\t\u007f')).to.deep.equal(['ctrl-c', 'enter', 'tab', 'backspace']);
    expect(keysOf('ü北👨‍👩‍👧')).to.deep.equal(['ü', '北', '👨‍👩‍👧']);
    expect(keysOf('a\r\nb')).to.deep.equal(['a', 'enter', 'b']);
  });
});
