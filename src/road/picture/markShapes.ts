import type { PlotView } from '../view.ts';
import type { Scale, Square } from './axes.ts';
import { boxOf, type LabelPlace, type Labels } from './labels.ts';
import { rounded, type Shape, shape, shortenedTo, widthOf, words } from './shape.ts';

/** From one name above the square to the next. */
export const markLine = 14;
/** From a level mark to the middle of its name above or below it. */
const beside = 7;

interface Mark {
  readonly at: number;
  readonly text: string;
}

/** The marks of one axis that have a place inside the square, from the least place on. */
export function placedMarks(
  marks: NonNullable<PlotView['marks']>,
  axis: 'x' | 'y',
  scale: Scale,
  [least, most]: readonly [number, number],
  say: (text: NonNullable<PlotView['marks']>[number]['name']) => string,
): Mark[] {
  return marks
    .flatMap((mark): Mark[] => {
      const at = mark.axis === axis ? scale.at(mark.at) : undefined;
      return at === undefined || at < least || at > most ? [] : [{ at, text: say(mark.name) }];
    })
    .sort((a, b) => a.at - b.at);
}

/**
 * Upright marks are flags: each has its name at its upper end, a line of its own for each name, and no mark crosses the name
 * of another. From the lowest line up, one is named whose name lies between the marks that go on upwards.
 */
export function uprightShapes(marks: readonly Mark[], { top, bottom }: Square, width: number): Shape[] {
  const shapes: Shape[] = [];
  const rest = [...marks];
  for (let y = top - 8; rest.length > 0; y -= markLine) {
    const sides = rest.flatMap(({ at, text }, place) => {
      const toRight = (rest[place + 1]?.at ?? width) - at - 8;
      const toLeft = at - (rest[place - 1]?.at ?? 0) - 8;
      return [
        { place, room: toRight, isRight: true, fits: widthOf(text) <= toRight },
        { place, room: toLeft, isRight: false, fits: widthOf(text) <= toLeft },
      ];
    });
    const best =
      sides.findLast(({ fits, isRight }) => fits && isRight) ??
      sides.find(({ fits }) => fits) ??
      sides.reduce((a, b) => (b.room > a.room ? b : a));
    const [{ at, text }] = rest.splice(best.place, 1);
    const anchor = best.isRight ? 'start' : 'end';
    shapes.push(
      shape('line', { class: 'mark', x1: rounded(at), x2: rounded(at), y1: y - 6, y2: bottom }),
      words(shortenedTo(text, best.room), at + (best.isRight ? 5 : -5), y, { anchor, style: 'mark-name' }),
    );
  }
  return shapes;
}

/**
 * Level marks have their names above them or, where another mark is near above, below; where there are some on both sides,
 * further away, with a line that leads to it.
 */
export function levelShapes(marks: readonly Mark[], { left, right }: Square, labels: Labels): Shape[] {
  const lines = marks.map(({ at }) =>
    shape('line', { class: 'mark', x1: left, x2: right, y1: rounded(at), y2: rounded(at) }),
  );
  const names = marks.flatMap(({ at, text }, place) => {
    const cut = shortenedTo(text, right - left - 8);
    const along = (y: number): LabelPlace[] => [
      { x: right - 4, y, anchor: 'end' },
      { x: left + 4, y, anchor: 'start' },
      ...[0.5, 0.25, 0.75].map((share) => ({ x: left + share * (right - left), y, anchor: 'middle' as const })),
    ];
    const isNear = (other: number | undefined) => other !== undefined && Math.abs(other - at) < 2 * beside;
    const own = [
      ...(isNear(marks[place - 1]?.at) ? [] : along(at - beside)),
      ...(isNear(marks[place + 1]?.at) ? [] : along(at + beside + 1)),
    ];
    const name = labels.put(cut, own, 'mark-name');
    if (name) return [name];
    for (const away of [20, -20, 34, -34, 48, -48, 62, -62]) {
      for (const where of along(at + away)) {
        const led = labels.put(cut, [where], 'mark-name');
        if (led) return [led, leader(boxOf(cut, where), at)];
      }
    }
    return [];
  });
  return [...lines, ...names];
}

/** From the middle of a name's nearer side straight to its mark. */
function leader({ left, right, top, bottom }: ReturnType<typeof boxOf>, at: number): Shape {
  const x = rounded((left + right) / 2);
  return shape('line', {
    class: 'leader',
    x1: x,
    x2: x,
    y1: rounded(at),
    y2: rounded(at < top ? top + 1 : bottom - 1),
  });
}
