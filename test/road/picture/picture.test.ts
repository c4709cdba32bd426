import assert from 'node:assert/strict';
import { literal, roadText } from '../../../src/road/message.ts';
import { bitmapAddress } from '../../../src/road/picture/bitmap.ts';
import { outcomeHtml } from '../../../src/road/picture/html.ts';
import { pictureOf } from '../../../src/road/picture/picture.ts';
import { shortenedTo, svgText, widthOf } from '../../../src/road/picture/shape.ts';
import { twinOf } from '../../../src/road/picture/twin.ts';
import { type PlotView, pixels } from '../../../src/road/view.ts';
import { everyView, gallery } from '../../ui/road/gallery.ts';

const plot: PlotView = {
  kind: 'plot',
  title: literal('Plot'),
  x: { title: literal('x') },
  y: { title: literal('y') },
  lines: [{ name: literal('line'), x: [0, 1, 2, 3], y: [0, 1, null, 4] }],
};

describe('a picture', () => {
  it('stands within its width and height, at every width', () => {
    for (const width of [200, 360, 760]) {
      for (const view of everyView) {
        const picture = pictureOf(view, width, 'en');
        if (!picture) continue;
        for (const { x, y } of picture.spots.flat()) {
          assert.ok(
            x >= 0 && x <= picture.width && y >= 0 && y <= picture.height,
            `${view.kind} at ${width}: ${x}, ${y}`,
          );
        }
        for (const shape of picture.shapes) assert.ok(!/NaN|undefined|Infinity/.test(svgText(shape)), svgText(shape));
      }
    }
  });

  it('is made of a matrix as large as one may be in a saved view', () => {
    const names = (count: number) => Array.from({ length: count }, (_, i) => literal(i));
    const [rows, columns] = [names(400), names(500)];
    const values = Array.from({ length: rows.length * columns.length }, (_, i) => i);
    const parts = { title: literal('Matrix'), value: literal('number'), range: 'positive' } as const;
    const { spots } = pictureOf({ kind: 'matrix', ...parts, rows, columns, values }, 760, 'en')!;
    assert.deepEqual([spots.length, spots[0].length], [400, 500]);
  });

  it('has a spot for every number, in words', () => {
    const { spots } = pictureOf(plot, 400, 'en')!;
    assert.deepEqual(
      spots.map((row) => row.map(({ text }) => roadText('en', text))),
      [['line: y 0 at x 0', 'line: y 1 at x 1', 'line: y 4 at x 3']],
    );
  });

  it('has a spot for every mark across it, and for what stands on an arrow', () => {
    const told = (kind: 'plot' | 'graph') => {
      const view = everyView.find((one) => one.kind === kind)!;
      return pictureOf(view, 400, 'en')!.spots.map((row) => row.map(({ text }) => roadText('en', text)));
    };
    assert.deepEqual(told('plot').at(-1), ['learned: 100 (Steps)', 'knowing nothing: 1 (Loss, nats)']);
    assert.deepEqual(told('graph'), [
      ['a = 2, derivative 3', 'from a to c: × 3', 'c = 6, derivative 1'],
      ['b = 3, derivative 2', 'from b to c: × 2'],
    ]);
  });

  it('places numbers by their axes: equal steps, or equal factors', () => {
    const [linear] = pictureOf(plot, 400, 'en')!.spots;
    const left = linear[1].x - linear[0].x;
    assert.ok(Math.abs(linear[2].x - linear[1].x - 2 * left) < 0.1);
    const x = { title: literal('x'), scale: 'log' } as const;
    const line = { name: literal('line'), x: [0, 1, 10, 100], y: [1, 1, 1, 1] };
    const [logarithmic] = pictureOf({ ...plot, x, lines: [line] }, 400, 'en')!.spots;
    assert.equal(logarithmic.length, 3, 'zero has no place on it');
    const factor = logarithmic[1].x - logarithmic[0].x;
    assert.ok(Math.abs(logarithmic[2].x - logarithmic[1].x - factor) < 0.1);
  });

  it('labels powers of ten where an axis spans many, the small ones shortly', () => {
    const y = { title: literal('y'), scale: 'log' } as const;
    const line = { name: literal('line'), x: [1, 2], y: [2e-9, 3] };
    const texts = pictureOf({ ...plot, y, lines: [line] }, 400, 'en')!.shapes.map(({ content }) =>
      content.filter((part) => typeof part === 'string').join(''),
    );
    assert.ok(texts.includes('10⁻⁸'), texts.join('; '));
    assert.ok(texts.every((text) => !/×/.test(text)));
  });

  it('labels large powers of ten shortly as well, and all of an axis alike', () => {
    const y = { title: literal('y'), scale: 'log' } as const;
    const textsUpTo = (most: number) =>
      pictureOf({ ...plot, y, lines: [{ name: literal('line'), x: [1, 2], y: [1, most] }] }, 400, 'en')!.shapes.map(
        ({ content }) => content.filter((part) => typeof part === 'string').join(''),
      );
    const large = textsUpTo(3e9);
    assert.ok(large.includes('10⁶') && large.includes('10⁴'), large.join('; '));
    assert.ok(large.every((text) => !text.includes(',')));
    assert.ok(textsUpTo(30_000).includes('10,000'));
  });

  it('names the points of a short series beside them, those of a long one only where they are pointed at', () => {
    const points = (count: number) => {
      const numbers = Array.from({ length: count }, (_, i) => i);
      return [{ name: literal('points'), x: numbers, y: numbers, labels: numbers.map((i) => literal(`label ${i}`)) }];
    };
    const texts = (count: number) =>
      pictureOf({ ...plot, lines: [], points: points(count) }, 400, 'en')!.shapes.map(({ content }) =>
        content.filter((part) => typeof part === 'string').join(''),
      );
    assert.ok(texts(5).includes('label 3'));
    assert.ok(!texts(40).includes('label 3'));
  });

  it('breaks its line where a number is missing', () => {
    const path = pictureOf(plot, 400, 'en')!.shapes.find(({ attributes }) => attributes.class === 'line s0');
    assert.equal(String(path?.attributes.d).match(/M/g)?.length, 2);
  });

  it('is drawn of nothing, too', () => {
    for (const view of [
      { ...plot, lines: [] },
      { ...plot, lines: [{ name: literal('one'), x: [1], y: [1] }] },
    ]) {
      const picture = pictureOf(view, 400, 'en')!;
      for (const shape of picture.shapes) assert.ok(!/NaN|Infinity/.test(svgText(shape)), svgText(shape));
    }
  });
});

describe('a picture of pixels', () => {
  it('is a bitmap from its lowest line up, ink dark and paper light', () => {
    const address = bitmapAddress(pixels([0, 255, 128, 0, 0, 0]), 3, 2, 'grey');
    const bytes = Buffer.from(address.split(',')[1], 'base64');
    assert.equal(bytes.toString('latin1', 0, 2), 'BM');
    assert.deepEqual([bytes.readInt32LE(18), bytes.readInt32LE(22), bytes.readUInt16LE(28)], [3, 2, 8]);
    assert.equal(bytes.readUInt32LE(2), bytes.length);
    const start = bytes.readUInt32LE(10);
    assert.deepEqual([...bytes.subarray(start)], [0, 0, 0, 0, 0, 255, 128, 0]);
    assert.deepEqual([...bytes.subarray(54, 57)], [255, 255, 255]);
    assert.ok(bytes[54 + 4 * 255] < 32);
  });
});

describe('words of a picture', () => {
  it('are cut where there is no room, a wide sign counting as one', () => {
    assert.ok(widthOf('中文') > widthOf('ab'));
    assert.equal(shortenedTo('short', 100), 'short');
    const cut = shortenedTo('a text that is far too long', 60);
    assert.ok(cut.endsWith('…') && widthOf(cut) <= 60, cut);
  });

  it('are given the room that strong letters need', () => {
    // Advance widths of DejaVu Sans Bold, which is wider than other fonts of interfaces, at 11 pixels.
    for (const [text, drawn] of [
      ['large, taught by the small', 161.5],
      ['MMMM wide 97.6 %', 122.8],
      ['attention with words', 129.9],
      ['queries and keys 123', 132.2],
      ['老师教的大模型', 77],
    ] as const) {
      const measured = widthOf(text, { isStrong: true });
      assert.ok(measured >= drawn && measured < drawn * 1.1, `${text}: ${measured}`);
      const bars = [{ name: literal(text), value: 1, isMarked: true as const }];
      const { shapes } = pictureOf({ kind: 'bars', title: plot.title, bars, value: { title: plot.title } }, 480, 'en')!;
      const [name] = shapes.filter(({ content }) => content[0] === text);
      assert.ok(Number(name.attributes.x) >= drawn, `${text} ends at ${name.attributes.x}`);
    }
  });
});

describe('the table of a view', () => {
  it('has all its numbers', () => {
    const numbers = (view: (typeof everyView)[number]) =>
      twinOf(view).rows.flatMap((row) => row.filter((cell) => typeof cell === 'number'));
    assert.deepEqual(numbers(plot), [0, 0, 1, 1, 2, 3, 4]);
    assert.deepEqual(
      numbers(everyView[0]),
      [100, 1, 1, 4, 10, 2, 100, 1000, 0.5, 1, 4, 10, 3, 100, 2, 1000, 1, 5, 3.5, 50, 1.5],
    );
    assert.deepEqual(numbers(everyView[1]), [81.2, 53]);
    assert.deepEqual(numbers(everyView[2]), [1, 0.3, 0.7, 0.2, -0.3, 0.5]);
    for (const view of everyView) {
      const { columns, rows } = twinOf(view);
      for (const row of rows) assert.equal(row.length, columns.length, view.kind);
    }
  });

  it('has what stands on the arrows of a graph, and the marks of lines that share their places', () => {
    const words = (view: (typeof everyView)[number]) =>
      twinOf(view).rows.map((row) =>
        row.map((cell) => (typeof cell === 'object' && cell !== null ? roadText('en', cell) : cell)),
      );
    const graph = everyView.find(({ kind }) => kind === 'graph')!;
    assert.deepEqual(words(graph).slice(-2), [
      ['a → c', '× 3', null],
      ['b → c', '× 2', null],
    ]);
    const marked = { ...plot, marks: [{ axis: 'y' as const, at: 2.5, name: literal('by chance') }] };
    assert.deepEqual(words(marked)[0], ['by chance', null, 2.5]);
  });

  it('has lines side by side where they share their places', () => {
    const two = { ...plot, lines: [plot.lines![0], { ...plot.lines![0], name: literal('other') }] };
    const { columns, rows } = twinOf(two);
    assert.deepEqual(
      columns.map((column) => roadText('en', column)),
      ['x', 'line', 'other'],
    );
    assert.deepEqual(rows[3], [3, 4, 4]);
  });
});

describe('a result as HTML', () => {
  it('has everything, without scripts, styles or text that is taken for HTML', () => {
    const html = outcomeHtml({ ...gallery, headline: literal('<script>alert(1)</script> & "more"') }, 'zh-cn', 'theme');
    assert.ok(!/<script|style=|onload/i.test(html));
    assert.ok(html.includes('&lt;script&gt;') && html.includes('不对'));
    assert.equal(html.match(/<svg/g)?.length, 5);
    assert.equal(html.match(/<figure/g)?.length, everyView.length);
    assert.equal(html.match(/<\/svg>/g)?.length, 5);
  });
});
