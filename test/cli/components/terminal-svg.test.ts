import { expect } from 'chai';
import { terminalSvg } from '../../../cli/components/terminal-svg.ts';

describe('a screen as SVG', () => {
  const svgOf = (screen: string) => terminalSvg(screen, { columns: 10, rows: 2, title: 'a' });
  const boxes = (svg: string) => svg.match(/<rect x=[^>]*>/g) ?? [];

  // Seen to fail: with blank cells left out.
  it('has the ground of inverse cells, with letters in them or none', () => {
    const [blank] = boxes(svgOf('\u001b[7;38;5;32m   \u001b[0m'));
    expect(blank).to.include('width="').and.include('fill="#0087d7"'); // xterm's 32
    expect(boxes(svgOf('\u001b[7;38;5;32m 12 \u001b[0m'))).to.have.lengthOf(1);
    expect(boxes(svgOf('   '))).to.deep.equal([]);
  });

  // Seen to fail: letters on the ground of their own colour.
  it('has letters of another colour on that ground', () => {
    const svg = svgOf('\u001b[7mab\u001b[0m');
    const ground = /fill="([^"]+)"/.exec(boxes(svg)[0]!)![1];
    const letters = /<text [^>]*fill="([^"]+)"/.exec(svg)![1];
    expect(letters).to.not.equal(ground);
  });

  it('has texts of strangers as text', () => {
    expect(svgOf('<a>&"')).to.include('&lt;a&gt;&amp;').and.not.include('<a>');
  });
});
