/**
 * A key as screens know it: a printable character as itself ("j", "/"), every other key by name
 * ("up", "pageDown", "ctrl-c", "wheelUp").
 */
export type Key = string;

const sequences: Record<string, Key> = {
  '[A': 'up',
  '[B': 'down',
  '[C': 'right',
  '[D': 'left',
  '[H': 'home',
  '[F': 'end',
  '[1~': 'home',
  '[4~': 'end',
  '[7~': 'home',
  '[8~': 'end',
  '[5~': 'pageUp',
  '[6~': 'pageDown',
  '[3~': 'delete',
  '[Z': 'shift-tab',
};

const controls: Record<string, Key> = {
  '\r': 'enter',
  '\n': 'enter',
  '\t': 'tab',
  '\u007f': 'backspace',
  '\b': 'backspace',
};

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/**
 * Takes the bytes of a terminal apart into keys. Several keys may arrive in one chunk (a held key
 * over a slow line, a paste), and one key in several; `rest` is what may still become one.
 */
export function decodeKeys(input: string): { keys: Key[]; rest: string } {
  const keys: Key[] = [];
  let text = input;
  while (text !== '') {
    if (text.startsWith('\u001b')) {
      const sequence = takeSequence(text);
      if (sequence === undefined) return { keys, rest: text };
      if (sequence.key !== undefined) keys.push(sequence.key);
      text = text.slice(sequence.length);
    } else {
      const plain = /^[^\u001b]+/.exec(text)![0];
      for (const { segment } of graphemes.segment(plain)) {
        const key = plainKey(segment);
        if (key !== undefined) keys.push(key);
      }
      text = text.slice(plain.length);
    }
  }
  return { keys, rest: '' };
}

function plainKey(segment: string): Key | undefined {
  // "\r\n" is one grapheme, and one press of Enter.
  const named = controls[segment] ?? controls[segment[0]!];
  if (named !== undefined) return named;
  const code = segment.charCodeAt(0);
  if (code >= 1 && code <= 26) return `ctrl-${String.fromCharCode(code + 96)}`;
  return code < 32 ? undefined : segment;
}

/** The key of the escape sequence that the text begins with; undefined while it is incomplete. */
function takeSequence(text: string): { key: Key | undefined; length: number } | undefined {
  const mouse = /^\u001b\[<(\d+);\d+;\d+[Mm]/.exec(text);
  if (mouse !== null) return { key: wheel(Number(mouse[1])), length: mouse[0].length };
  // "ESC O A" is what arrows send in application mode.
  const complete = /^\u001b(?:\[[0-9;<?]*[ -/]*[@-~]|O[A-Za-z])/.exec(text);
  if (complete !== null) {
    const body = complete[0]
      .slice(1)
      .replace(/^O/, '[')
      .replace(/^\[1;\d+(?=[A-Z])/, '[');
    return { key: sequences[body], length: complete[0].length };
  }
  if (/^\u001b(?:\[[0-9;<?]*|O)?$/.test(text)) return undefined;
  return { key: 'escape', length: 1 };
}

function wheel(button: number): Key | undefined {
  if (button === 64) return 'wheelUp';
  return button === 65 ? 'wheelDown' : undefined;
}
