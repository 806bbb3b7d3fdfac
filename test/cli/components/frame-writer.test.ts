import { expect } from 'chai';
import { Canvas } from '../../../cli/components/canvas.ts';
import { FrameWriter } from '../../../cli/components/frame-writer.ts';

function writerOn(rows: number) {
  const canvas = new Canvas();
  const written: string[] = [];
  const stdout = {
    columns: 10,
    rows,
    write: (text: string) => written.push(text) > 0,
  } as unknown as NodeJS.WriteStream;
  return { canvas, writer: new FrameWriter(stdout, canvas), written };
}

const synchronized = (text: string): string => `\u001b[?2026h${text}\u001b[?2026l`;
const line = (row: number, text: string): string => `\u001b[${row};1H\u001b[2K${text}`;

describe('writing frames', () => {
  it('writes only the lines that have changed', () => {
    const { writer, written } = writerOn(5);
    writer.write('a\nb\nc');
    writer.write('a\nB\nc');
    expect(written[0]).to.equal(synchronized(line(1, 'a') + line(2, 'b') + line(3, 'c')));
    expect(written[1]).to.equal(synchronized(line(2, 'B')));
  });

  it('writes nothing for the same frame again', () => {
    const { writer, written } = writerOn(5);
    writer.write('a');
    writer.write('a');
    expect(written).to.have.lengthOf(1);
  });

  it('puts painted lines in the place of their signs', () => {
    const { canvas, writer, written } = writerOn(5);
    writer.write([canvas.put(0, 'painted'), canvas.put(1, '')].join('\n'));
    expect(written[0]).to.equal(synchronized(line(1, 'painted') + line(2, '')));
  });

  it('clears the lines of a frame that was higher', () => {
    const { writer, written } = writerOn(5);
    writer.write('a\nb');
    writer.write('a');
    expect(written[1]).to.equal(synchronized(line(2, '')));
  });

  it('never writes below the last row, where the terminal would scroll', () => {
    const { writer, written } = writerOn(2);
    writer.write('a\nb\nc');
    expect(written[0]).to.equal(synchronized(line(1, 'a') + line(2, 'b')));
  });

  it('writes the frame whole after the terminal was cleared', () => {
    const { writer, written } = writerOn(5);
    writer.write('a\nb');
    writer.forget();
    writer.write('a\nb');
    expect(written[1]).to.equal(written[0]);
  });
});
