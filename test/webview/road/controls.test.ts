import assert from 'node:assert/strict';
import fc from 'fast-check';
import { literal } from '../../../src/road/message.ts';
import { bytesOf, pixels } from '../../../src/road/view.ts';
import { samplesOf } from '../../../webview/road/samples.ts';
import { movedSpot, nearestSpot } from '../../../webview/road/spots.ts';
import {
  parsedNumbers,
  parsedRows,
  placeOf,
  valueAt,
  writtenNumbers,
  writtenRows,
} from '../../../webview/road/written.ts';
import '../../harness/seed.ts';

describe('a slider', () => {
  const fields = [
    { kind: 'whole', min: 1, max: 10_000 },
    { kind: 'whole', min: 0, max: 20 },
    { kind: 'real', min: -2, max: 2, scale: 'linear' },
    { kind: 'real', min: 0.001, max: 10, scale: 'log' },
  ] as const;

  it('reaches both ends, and stays inside', () => {
    for (const field of fields) {
      assert.equal(valueAt(field, 0), field.min);
      assert.equal(valueAt(field, 1), field.max);
      for (let place = 0; place <= 1; place += 0.01) {
        const value = valueAt(field, place);
        assert.ok(value >= field.min && value <= field.max);
        if (field.kind === 'whole') assert.ok(Number.isInteger(value));
      }
    }
  });

  it('stands where its number is', () => {
    for (const field of fields) {
      for (const place of [0, 0.25, 0.5, 1]) {
        assert.ok(Math.abs(placeOf(field, valueAt(field, place)) - place) < 0.03, `${field.max} at ${place}`);
      }
      assert.equal(placeOf(field, field.max + 100), 1);
    }
  });
});

describe('numbers that are typed', () => {
  it('are read as they are written, whatever stands between them', () => {
    const number = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 });
    const without = (value: number) => (Object.is(value, -0) ? 0 : value);
    fc.assert(
      fc.property(
        fc.array(fc.array(number, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 4 }),
        (rows) => {
          const clean = rows.map((row) => row.map(without));
          assert.deepEqual(parsedRows(writtenRows(clean)), clean);
          assert.deepEqual(parsedNumbers(writtenNumbers(clean[0])), clean[0]);
        },
      ),
    );
    assert.deepEqual(parsedNumbers('1，2； 3 −4'), [1, 2, 3, -4]);
    assert.deepEqual(parsedNumbers('one'), [Number.NaN]);
    assert.deepEqual(parsedRows('1 2\n\n3 4\n'), [
      [1, 2],
      [3, 4],
    ]);
  });
});

describe('the numbers of a picture', () => {
  const point = (x: number, y: number) => ({ x, y, text: literal(`${x} ${y}`) });
  const spots = [
    [point(10, 10), point(50, 10), point(90, 10)],
    [point(10, 60), point(85, 60)],
  ];

  it('are found under the pointer, where it is near', () => {
    assert.deepEqual(nearestSpot(spots, 52, 14), { row: 0, column: 1 });
    assert.equal(nearestSpot(spots, 300, 300), null);
    const cell = { ...point(100, 100), width: 80, height: 20 };
    assert.deepEqual(nearestSpot([[cell]], 138, 108), { row: 0, column: 0 });
  });

  it('are walked by arrows, from row to row to the nearest', () => {
    const at = { row: 0, column: 2 };
    assert.deepEqual(movedSpot(spots, at, 'ArrowDown'), { row: 1, column: 1 });
    assert.deepEqual(movedSpot(spots, at, 'ArrowRight'), at);
    assert.deepEqual(movedSpot(spots, at, 'ArrowUp'), at);
    assert.deepEqual(movedSpot(spots, at, 'Home'), { row: 0, column: 0 });
    assert.deepEqual(movedSpot(spots, { row: 1, column: 0 }, 'End'), { row: 1, column: 1 });
    assert.equal(movedSpot(spots, at, 'x'), null);
    assert.equal(movedSpot([], at, 'ArrowLeft'), null);
  });
});

describe('a sound', () => {
  it('is the sum of its sines, one part after another, none louder than another sound', () => {
    const oscillators = [{ hertz: 100, amplitude: 3, phase: Math.PI / 2 }];
    const samples = samplesOf(
      [
        { seconds: 0.5, oscillators },
        { seconds: 0.25, oscillators: [] },
      ],
      8000,
    );
    assert.equal(samples.length, 6000);
    assert.ok(Math.abs(samples[800] - 0.6) < 1e-3, 'ten whole waves later it is at its height');
    assert.ok(Math.abs(samples[820]) < 1e-3, 'a quarter of a wave later it is zero');
    assert.equal(samples[0], 0, 'it begins without a click');
    assert.ok(samples.subarray(4000).every((sample) => sample === 0));
    assert.equal(samplesOf([], 8000).length, 0);
  });
});

describe('the bytes of a picture', () => {
  it('come back from their text, which is what everybody else calls base64', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 50 }), (bytes) => {
        assert.equal(pixels(bytes), Buffer.from(bytes).toString('base64'));
        assert.deepEqual([...bytesOf(pixels(bytes))], [...bytes]);
      }),
    );
  });
});
