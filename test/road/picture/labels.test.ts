import assert from 'node:assert/strict';
import fc from 'fast-check';
import { noodles } from '../../../src/road/experiments/noodles.ts';
import { startOf } from '../../../src/road/field.ts';
import { literal } from '../../../src/road/message.ts';
import { type Box, boxOf, overlap } from '../../../src/road/picture/labels.ts';
import { type Picture, pictureOf } from '../../../src/road/picture/picture.ts';
import { type Shape, widthOf } from '../../../src/road/picture/shape.ts';
import { runBackPropagation } from '../../../src/road/runs/backPropagation.ts';
import { runNoodles } from '../../../src/road/runs/noodles.ts';
import type { PlotView, View } from '../../../src/road/view.ts';
import { everyView } from '../../ui/road/gallery.ts';
import { testContext } from '../contextForTests.ts';
import '../../harness/seed.ts';

interface Words extends Box {
  readonly text: string;
}

const widths = Array.from({ length: 23 }, (_, i) => 320 + 40 * i);

/** Where the words of a picture stand; of turned ones, as they are turned. */
function wordsOf({ shapes }: Picture): Words[] {
  return shapes
    .filter(({ tag }) => tag === 'text')
    .map(({ attributes, content }) => {
      const text = content.join('');
      const [x, y] = [Number(attributes.x), Number(attributes.y)];
      const box = boxOf(text, { x, y, anchor: attributes['text-anchor'] as 'start' | 'middle' | 'end' });
      if (attributes.transform === undefined) return { text, ...box };
      const [along, half] = [widthOf(text), (box.bottom - box.top) / 2];
      const below = attributes['text-anchor'] === 'middle' ? along / 2 : 0;
      return { text, left: x - half, right: x + half, top: y + below - along, bottom: y + below };
    });
}

/** Without the air around them: lines of words may touch. */
function bare({ left, right, top, bottom }: Box): Box {
  return { left: left + 0.5, right: right - 0.5, top: top + 1, bottom: bottom - 1 };
}

function check(picture: Picture, what: string): void {
  const all = wordsOf(picture);
  for (const [place, one] of all.entries()) {
    const { left, right, top, bottom } = bare(one);
    const isInside = left >= 0 && right <= picture.width && top >= -2 && bottom <= picture.height + 2;
    assert.ok(isInside, `${what}: “${one.text}” leaves the picture`);
    for (const other of all.slice(0, place)) {
      assert.ok(!overlap(bare(one), bare(other)), `${what}: “${one.text}” over “${other.text}”`);
    }
  }
}

const isMark = ({ attributes }: Shape) => attributes.class === 'mark';
const isUpright = ({ attributes }: Shape) => attributes.x1 === attributes.x2;

const number = fc.double({ min: 0.01, max: 1000, noNaN: true });
const name = fc.stringMatching(/^[a-zW0-9]{1,12}( [a-z]{1,8}){0,3}$/).map(literal);
const mark = fc.record({ axis: fc.constantFrom('x' as const, 'y' as const), at: number, name });
const point = fc.record({ x: number, y: number, label: name });
const axis = fc.record({ title: name, scale: fc.constantFrom('linear' as const, 'log' as const) });
const plots = fc
  .record({
    axes: fc.tuple(axis, axis),
    lines: fc.array(fc.tuple(name, fc.array(fc.tuple(number, number), { minLength: 1, maxLength: 8 })), {
      maxLength: 3,
    }),
    points: fc.array(point, { maxLength: 12 }),
    marks: fc.array(mark, { maxLength: 6 }),
  })
  .map(
    ({ axes: [x, y], lines, points, marks }): PlotView => ({
      kind: 'plot',
      title: literal('Plot'),
      ...{ x, y, marks },
      lines: lines.map(([name, at]) => ({ name, x: at.map(([x]) => x), y: at.map(([, y]) => y) })),
      points: [
        {
          name: literal('points'),
          x: points.map(({ x }) => x),
          y: points.map(({ y }) => y),
          labels: points.map(({ label }) => label),
        },
      ],
    }),
  );

describe('the words of a picture', () => {
  it('neither lie over each other nor leave it, in any pane and both languages', async () => {
    const cook = (place: 'sea-level' | 'lhasa') =>
      runNoodles({ ...startOf(noodles.fields), place, learned: 'sea-level' }, testContext().context);
    const computed = [
      await cook('sea-level'),
      await cook('lhasa'),
      await runBackPropagation({ a: 0.5, b: -1.5, c: 0.5 }, testContext().context),
    ];
    const views: View[] = [...everyView, ...computed.flatMap(({ views }) => views)];
    for (const language of ['en', 'zh-cn'] as const) {
      for (const width of widths) {
        for (const view of views) {
          const picture = pictureOf(view, width, language);
          if (picture) check(picture, `${view.kind} at ${width}`);
        }
      }
    }
  });

  it('are placed apart whatever is marked and labelled', () => {
    fc.assert(
      fc.property(plots, fc.constantFrom(...widths), (plot, width) => {
        check(pictureOf(plot, width, 'en')!, `at ${width}`);
      }),
    );
  });

  it('name upright marks at their ends, and no mark crosses the name of another', () => {
    fc.assert(
      fc.property(plots, fc.constantFrom(...widths), (plot, width) => {
        const { shapes } = pictureOf(plot, width, 'en')!;
        for (const [place, flag] of shapes.entries()) {
          if (!isMark(flag) || !isUpright(flag)) continue;
          const [at, end, text] = [Number(flag.attributes.x1), Number(flag.attributes.y1), shapes[place + 1]];
          const box = boxOf(text.content.join(''), {
            x: Number(text.attributes.x),
            y: Number(text.attributes.y),
            anchor: text.attributes['text-anchor'] as 'start' | 'end',
          });
          assert.ok(Math.abs(end + 6 - Number(text.attributes.y)) < 0.01);
          assert.ok(Math.min(Math.abs(box.left - at), Math.abs(box.right - at)) < 5.1);
          for (const other of shapes.filter((one) => isMark(one) && isUpright(one))) {
            const { x1, y1 } = other.attributes;
            const crosses = Number(x1) > box.left && Number(x1) < box.right && Number(y1) < box.bottom - 1;
            assert.ok(!crosses, `a mark at ${x1} crosses “${text.content.join('')}”`);
          }
        }
      }),
    );
  });
});
