import { expect } from 'chai';
import { folded, placeInText } from '../../../cli/page/folded.ts';

/** What a search marks in a text. */
function marked(text: string, wanted: string): string {
  const place = folded(text).indexOf(folded(wanted));
  const end = place + folded(wanted).length;
  return text.slice(placeInText(text, place), placeInText(text, end));
}

describe('A search in the texts of a report', () => {
  // Seen to fail: in lower case alone, where the dot of İ is a sign of its own.
  it('finds İstanbul by istanbul, however its dot is written, and marks just it', () => {
    for (const written of ['İstanbul', 'I\u0307stanbul', 'ISTANBUL', 'istanbul']) {
      const text = `İzmir, İznik, I\u0307ncirlik and ${written}, again`;
      expect(marked(text, 'istanbul'), written).to.equal(written);
      expect(marked(text, 'İSTANBUL'), written).to.equal(written);
      expect(marked(text, ', again')).to.equal(', again');
      expect(marked(text, 'izmir')).to.equal('İzmir');
      expect(marked('I\u0307n', 'i')).to.equal('I\u0307');
      expect(marked('I\u0307n', 'n')).to.equal('n');
    }
  });

  it('marks other texts where they are', () => {
    expect(marked('Straße und STRASSE', 'strasse')).to.equal('STRASSE');
    expect(marked('ΟΔΟΣ', 'οδος')).to.equal('ΟΔΟΣ');
    expect(marked('a 🙂 b', '🙂')).to.equal('🙂');
  });
});
