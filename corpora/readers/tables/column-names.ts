/** Names that columns and fields are often given. */

const names = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/u));

/** In the order of preference: a `body` is rather the text than a `title` is. */
const textNames = names(`
  text texts fulltext full_text body content contents abstract article document speech transcript
  review comment message tweet post description summary passage paragraph sentence utterance
  question answer story lyrics plot caption note notes remarks verbatim response feedback
  texte texto testo tekst inhalt contenido contenu volltext inhoud`);
const idNames = names(`
  id doc_id docid document_id name identifier uri url uuid guid doi pmid filename file_name file key
  document_name record_id tweet_id post_id`);
const labelNames = names('label labels class category categories topic tag tags genre section');
const otherNames = names(`
  title titles headline subject author authors speaker user username source date datetime time timestamp
  year month day created created_at published publication_date language lang country party gender age
  city state region rating score stars likes count journal publisher volume issue page pages keywords
  number num no nr index rank type kind status email link place location split target sentiment value
  jahr datum autor titel auteur titre date_publication fecha autor titulo année anno sprache`);

/** `question_text`, `TextDE`, `article body` fall into `question`, `text` and so on. */
function partsOf(name: string): string[] {
  return name
    .trim()
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\d]+/u)
    .filter((part) => part !== '');
}

function plain(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/gu, '_');
}

/** Whether the name is just one that people call columns by. */
export function isUsualName(name: string): boolean {
  const whole = plain(name);
  return [textNames, idNames, labelNames, otherNames].some((known) => known.has(whole));
}

/** Whether people call columns so. */
export function isKnownName(name: string): boolean {
  const whole = plain(name);
  return isUsualName(name) || (whole.length <= 40 && partsOf(name).length <= 3 && isTextName(name));
}

function isTextName(name: string): boolean {
  return textNames.has(plain(name)) || partsOf(name).some((part) => textNames.has(part));
}

/**
 * The name among these under which the text is likely to stand: one that is called `text`, `body`
 * or the like, else the only one with such a word in it, else the first of those whose last word
 * it is.
 */
export function likelyTextName(all: readonly string[]): string | undefined {
  for (const known of textNames) {
    const exact = all.find((name) => plain(name) === known);
    if (exact !== undefined) return exact;
  }
  const isMeasure = (name: string): boolean =>
    /(?:^|[^a-z])(?:id|ids|no|nr|num|number|count|length|len|date|type|lang|language|url|author|title)$/iu.test(
      partsOf(name).join(' '),
    );
  const likely = all.filter((name) => !isMeasure(name) && isTextName(name));
  const withText = likely.filter((name) => partsOf(name).includes('text'));
  if (withText.length === 1) return withText[0];
  return likely.length === 1 ? likely[0] : undefined;
}

export function likelyIdName(all: readonly string[]): string | undefined {
  return all.find((name) => idNames.has(plain(name)));
}

export function likelyLabelName(all: readonly string[]): string | undefined {
  return all.find((name) => labelNames.has(plain(name)));
}
