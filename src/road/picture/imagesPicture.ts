import { message } from '../message.ts';
import { writtenNumber } from '../numbers.ts';
import type { ImagesView } from '../view.ts';
import { bitmapAddress } from './bitmap.ts';
import type { Drawing, Picture, Spot } from './picture.ts';
import { rounded, type Shape, shape, shortenedTo, widthOf, words } from './shape.ts';

/** Small pictures in rows as they fit, each with its caption. */
export function imagesPicture(
  { images, width: wide, height: high, range, reach }: ImagesView,
  { width, say }: Drawing,
): Picture {
  const captions = images.map(({ caption }) => say(caption));
  const scale = Math.max(1, Math.min(4, Math.round((images.length <= 12 ? 84 : 56) / Math.max(wide, high))));
  const [drawnWidth, drawnHeight] = [wide * scale, high * scale];
  const captionWidths = images.map(({ isMarked }, index) => widthOf(captions[index], { isStrong: isMarked }));
  const cell = Math.max(drawnWidth, Math.min(140, Math.max(0, ...captionWidths))) + 12;
  const perRow = Math.max(1, Math.floor(width / cell));
  const line = drawnHeight + 30;
  const shapes: Shape[] = [];
  const spots: Spot[][] = [];
  for (const [index, { pixels, caption, isMarked }] of images.entries()) {
    const [row, column] = [Math.floor(index / perRow), index % perRow];
    const x = column * cell + (cell - drawnWidth) / 2;
    const y = row * line + 4;
    const href = bitmapAddress(pixels, wide, high, range);
    shapes.push(shape('image', { class: 'pixels', x: rounded(x), y, width: drawnWidth, height: drawnHeight, href }));
    const frame = { x: rounded(x - 1.5), y: y - 1.5, width: drawnWidth + 3, height: drawnHeight + 3 };
    shapes.push(shape('rect', { class: isMarked ? 'frame marked' : 'frame', ...frame }));
    const style = isMarked ? 'name strong' : 'name';
    const middle = column * cell + cell / 2;
    shapes.push(
      words(shortenedTo(captions[index], cell - 6, { isStrong: isMarked }), middle, y + drawnHeight + 12, {
        anchor: 'middle',
        style,
      }),
    );
    spots[row] ??= [];
    const text = message('picture.image', { caption });
    spots[row].push({ x: middle, y: y + drawnHeight / 2, width: drawnWidth + 6, height: drawnHeight + 6, text });
  }
  let height = spots.length * line + 4;
  if (range === 'signed' && reach !== undefined) {
    const legend = message('picture.signed', { least: writtenNumber(-reach), most: writtenNumber(reach) });
    shapes.push(words(say(legend), 4, height + 8));
    height += 20;
  }
  return { width, height, shapes, spots };
}
