/** The text of an element of XML, without what is about it. */
import type { Attributes, XmlListener } from './xml-listener.ts';

/** In lower case, as old editions have their names in capitals. */
const split = (names: string): ReadonlySet<string> => new Set(names.toLowerCase().split(' '));

/** What is not the text: about it, notes of editors, page heads, and speakers of plays. */
const leftOut = split(
  'teiHeader note fw figDesc speaker castList rdg del front-stub ref-list script style nav object-id',
);
/** A note inside of these is about the text; elsewhere it may be all there is. */
const noted = split(
  'text front body back div div1 div2 div3 p l lg ab sp head q quote said seg list item',
);
/** Of two readings in a `choice` the regular one is taken. */
const irregular = split('orig sic abbr');
/** These stand inside lines, and inside words. */
const inline = split(
  'hi emph foreign distinct mentioned name persName placeName orgName geogName rs seg w m c pc g date num measure time ' +
    'ref ptr q quote soCalled term gloss ex am expan abbr supplied unclear add corr sic reg orig choice app lem subst ' +
    'pb cb gb milestone anchor gap space handShift note a b i em strong u s span sub sup small big tt code cite mark ' +
    'italic bold underline sc monospace xref ext-link styled-content emphasis link',
);
/** A blank line after these: they are what texts may be cut at. */
const paragraphs = split('p ab lg sp div div1 div2 div3 head opener closer sec title abstract');

/**
 * Gathers the text while the tags go by: of the bodies, where there are any, else all of it. What is
 * about the text, or another reading of it, is left out, and so are the names of speakers in plays.
 */
export class XmlText implements XmlListener {
  #all = '';
  #body: string | undefined;
  /** How many elements deep we are in something that is left out, and in bodies. */
  #depthLeftOut = 0;
  #depthOfBody = 0;
  readonly #parents: string[] = [];
  readonly #bodies: ReadonlySet<string>;

  /** @param bodies what bodies are called, in lower case. */
  constructor(bodies: readonly string[] = ['body']) {
    this.#bodies = new Set(bodies);
  }

  open(written: string, attributes: Attributes): void {
    const name = written.toLowerCase();
    if (this.#depthLeftOut > 0 || this.#isLeftOut(name)) this.#depthLeftOut++;
    if (this.#isBody(name)) this.#enterBody();
    if (name === 'lb' || !inline.has(name)) this.#break(name, attributes['break'] === 'no');
    this.#parents.push(name);
  }

  close(written: string): void {
    const name = written.toLowerCase();
    this.#parents.pop();
    if (name !== 'lb' && !inline.has(name)) this.#break(name, false);
    if (this.#depthLeftOut > 0) this.#depthLeftOut--;
    if (this.#isBody(name)) this.#depthOfBody--;
  }

  /** Line ends of the file are no line ends of the text. */
  add(part: string): void {
    if (this.#depthLeftOut > 0) return;
    this.#append(part.replace(/\s+/gu, ' '));
  }

  get result(): string {
    return (this.#body ?? this.#all)
      .replace(/ *\n */gu, '\n')
      .replace(/\n{3,}/gu, '\n\n')
      .trim();
  }

  #isLeftOut(name: string): boolean {
    if (irregular.has(name)) return this.#parents.at(-1) === 'choice';
    if (name === 'note') return this.#parents.some((parent) => noted.has(parent));
    return leftOut.has(name);
  }

  #isBody(name: string): boolean {
    return this.#bodies.has(name);
  }

  #enterBody(): void {
    this.#body ??= '';
    this.#depthOfBody++;
  }

  #break(name: string, isInsideWord: boolean): void {
    if (this.#depthLeftOut > 0) return;
    if (isInsideWord) this.#joinWord();
    else this.#append(paragraphs.has(name) ? '\n\n' : '\n');
  }

  /** A word goes on after this line end; the hyphen before it is the printer's. */
  #joinWord(): void {
    const joined = (text: string): string => text.replace(/[-\u00ad¬]?\s*$/u, '');
    if (this.#depthOfBody > 0) this.#body = joined(this.#body ?? '');
    else this.#all = joined(this.#all);
  }

  #append(part: string): void {
    if (this.#depthOfBody > 0) this.#body += part;
    else this.#all += part;
  }
}
