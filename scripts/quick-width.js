// Stands for the package string-width where the command is bundled: that one compiles tables of all
// of Unicode's emoji as soon as it is loaded and asked, a twelfth of a second before the first frame, and a frame
// that is drawn through Ink holds nothing but characters that take one cell (cli/components/canvas.ts).
const oneCellEach = /^[\x20-\x7e\ue000-\uf8ff]*$/;

let widthOfAny;

export default function stringWidth(text, options) {
  if (typeof text === 'string' && oneCellEach.test(text)) return text.length;
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- the bundler puts it in, to be run only here
  widthOfAny ??= require('string-width').default;
  return widthOfAny(text, options);
}
