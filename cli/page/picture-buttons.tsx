/** Saves a picture of the page as SVG or PNG, with its colours. */
import type { RefObject } from 'preact';
import { save, saveText } from './save.ts';

const pixelsPerUnit = 2;
const styled = [
  'fill',
  'stroke',
  'stroke-width',
  'opacity',
  'font-family',
  'font-size',
  'font-weight',
];

export function PictureButtons({
  name,
  svg,
}: {
  name: string;
  svg: RefObject<SVGSVGElement | null>;
}) {
  return (
    <>
      <button onClick={() => saveText(`${name}.svg`, pictureOf(svg.current!).text)}>
        {name}.svg
      </button>
      <button onClick={() => void savePng(name, svg.current!)}>{name}.png</button>
    </>
  );
}

/** The picture by itself: what the style sheet says of its parts is written into them. */
function pictureOf(svg: SVGSVGElement): { text: string; width: number; height: number } {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const originals = [...svg.querySelectorAll('*')];
  [...copy.querySelectorAll('*')].forEach((part, place) => {
    const style = getComputedStyle(originals[place]);
    for (const name of styled) part.setAttribute(name, style.getPropertyValue(name));
  });
  const { width, height } = svg.viewBox.baseVal;
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.setAttribute('width', String(width));
  copy.setAttribute('height', String(height));
  const ground = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
  const { x, y } = svg.viewBox.baseVal;
  Object.entries({
    x,
    y,
    width,
    height,
    fill: getComputedStyle(document.body).backgroundColor,
  }).forEach(([attribute, value]) => ground.setAttribute(attribute, String(value)));
  copy.prepend(ground);
  return { text: new XMLSerializer().serializeToString(copy), width, height };
}

async function savePng(name: string, svg: SVGSVGElement): Promise<void> {
  const { text, width, height } = pictureOf(svg);
  const image = new Image();
  image.src = `data:image/svg+xml,${encodeURIComponent(text)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = width * pixelsPerUnit;
  canvas.height = height * pixelsPerUnit;
  canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height);
  canvas.toBlob((blob) => blob && save(`${name}.png`, blob));
}
