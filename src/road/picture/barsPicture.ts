import { message } from '../message.ts';
import { writtenAlike } from '../numbers.ts';
import type { BarsView } from '../view.ts';
import { scaleOf } from './axes.ts';
import type { Drawing, Picture, Spot } from './picture.ts';
import { type Lettering, rounded, type Shape, shape, shortenedTo, widthOf, words } from './shape.ts';

const pitch = 24;

/** Bars lie, so that their names can be read; each has its number at its end. */
export function barsPicture({ bars, value }: BarsView, { width, say }: Drawing): Picture {
  const names = bars.map(({ name }) => say(name));
  const lettering = bars.map(({ isMarked }): Lettering => ({ isStrong: isMarked }));
  const wide = names.map((name, place) => widthOf(name, lettering[place]));
  const left = Math.min(width * 0.4, Math.max(0, ...wide) + 12);
  const right = width - 78;
  const bottom = 6 + pitch * bars.length;
  const written = writtenAlike(bars.map((bar) => bar.value ?? Number.NaN));
  const scale = scaleOf(
    { ...value },
    [...(value.scale === 'log' ? [] : [0]), ...bars.map((bar) => bar.value)],
    [left, right],
  );
  const zero = (value.scale === 'log' ? undefined : scale.at(0)) ?? left;
  const shapes: Shape[] = [];
  for (const { value: mark, label } of scale.ticks) {
    const x = scale.at(mark);
    if (x === undefined || x < left - 0.5 || x > right + 0.5) continue;
    shapes.push(shape('line', { class: 'rule', x1: rounded(x), x2: rounded(x), y1: 4, y2: bottom }));
    if (label !== '') shapes.push(words(label, x, bottom + 11, { anchor: 'middle' }));
  }
  const spots = bars.map(({ name, value: number, isMarked }, place): Spot[] => {
    const middle = 4 + pitch * (place + 0.5);
    const end = (number === null ? undefined : scale.at(number)) ?? zero;
    shapes.push(
      words(shortenedTo(names[place], left - 10, lettering[place]), left - 8, middle, {
        anchor: 'end',
        style: isMarked ? 'name strong' : 'name',
      }),
    );
    shapes.push(
      shape('rect', {
        class: isMarked ? 'bar marked' : 'bar',
        ...{ x: rounded(Math.min(zero, end)), y: middle - 7, width: rounded(Math.abs(end - zero)), height: 14 },
      }),
    );
    shapes.push(words(written[place], Math.max(end, zero) + 6, middle, { style: 'number' }));
    const text = message('picture.bar', { name, value: number ?? '–', title: value.title });
    return [{ x: width / 2, y: middle, width, height: pitch, text }];
  });
  shapes.push(shape('line', { class: 'axis', x1: rounded(zero), x2: rounded(zero), y1: 4, y2: bottom }));
  shapes.push(words(say(value.title), (left + right) / 2, bottom + 28, { anchor: 'middle' }));
  return { width, height: bottom + 38, shapes, spots };
}
