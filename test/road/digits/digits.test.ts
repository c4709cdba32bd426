import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { changed, unchanged } from '../../../src/road/digits/change.ts';
import { readDigits } from '../../../src/road/digits/digitFile.node.ts';
import { parseDigits, pictureOf, pixelCount, splitDigits } from '../../../src/road/digits/digits.ts';
import { drawingText, isBlank, parseDrawing, toMiddle } from '../../../src/road/digits/drawing.ts';
import { packedDigits } from '../../../src/road/digits/packDigits.node.ts';
import { digits } from '../digits.ts';

describe('the digits that are packed', () => {
  it('are six hundred of each', () => {
    const counts = new Array(10).fill(0);
    for (const label of digits().labels) counts[label]++;
    assert.deepEqual(counts, new Array(10).fill(600));
  });

  it('have the inks of the package', () => {
    const sevens: { readonly data: readonly number[] } = createRequire(__filename)('mnist/src/digits/7.json');
    const third = pictureOf(digits(), 3 * 10 + 7);
    third.forEach((ink, i) => void assert.ok(Math.abs(ink - sevens.data[3 * pixelCount + i]) < 0.002));
    assert.ok(third.some((ink) => ink > 0.9));
  });

  it('take less than 1.5 MB', () => {
    assert.ok(gzipSync(packedDigits(__filename), { level: 9 }).length < 1_500_000);
  });

  it('are read back from a file', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'digits-'));
    try {
      await writeFile(path.join(folder, 'digits.bin.gz'), gzipSync(packedDigits(__filename)));
      const { labels, pixels } = await readDigits(path.join(folder, 'digits.bin.gz'));
      assert.deepEqual(labels, digits().labels);
      assert.equal(Buffer.compare(Buffer.from(pixels.buffer), Buffer.from(digits().pixels.buffer)), 0);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('are not read from a file of another length', () => {
    assert.throws(() => parseDigits(new Uint8Array(1000)), /no whole number/);
  });
});

describe('splitting digits', () => {
  const places = (pixels: Float32Array) =>
    Array.from({ length: pixels.length / pixelCount }, (_, i) =>
      pixels.slice(i * pixelCount, (i + 1) * pixelCount).join(),
    );

  it('tests nothing that is stored, and stores more without changing the rest', () => {
    const few = splitDigits(digits(), 20, 30, 4);
    const many = splitDigits(digits(), 50, 30, 4);
    assert.deepEqual(many.tested, few.tested);
    assert.deepEqual(places(many.stored.pixels).slice(0, 20), places(few.stored.pixels));
    const tested = new Set(places(few.tested.pixels));
    assert.ok(places(many.stored.pixels).every((picture) => !tested.has(picture)));
  });

  it('refuses more than there are', () => {
    assert.throws(() => splitDigits(digits(), 6000, 1, 1), /6000 digits only/);
  });
});

describe('changing pictures', () => {
  const picture = () => Float32Array.from({ length: pixelCount }, (_, i) => i / pixelCount);

  it('moves what is there and loses what leaves', () => {
    const moved = changed(picture(), { ...unchanged, right: 2, down: -3 });
    for (let row = 0; row < 28; row++) {
      for (let column = 0; column < 28; column++) {
        const from = row + 3 < 28 && column >= 2 ? picture()[(row + 3) * 28 + column - 2] : 0;
        assert.equal(moved[row * 28 + column], from);
      }
    }
  });

  it('leaves no ink where everything leaves', () => {
    assert.ok(isBlank(changed(picture(), { ...unchanged, right: 28 })));
  });

  it('inverts', () => {
    assert.deepEqual(
      changed(picture(), { ...unchanged, isInverted: true }),
      picture().map((ink) => 1 - ink),
    );
  });

  it('changes every picture by itself', () => {
    const two = Float32Array.of(...picture(), ...picture());
    const moved = changed(two, { ...unchanged, down: 1 });
    assert.deepEqual(moved.slice(0, pixelCount), moved.slice(pixelCount));
  });
});

describe('a drawing', () => {
  it('survives being written and read, to its nine inks', () => {
    const seven = pictureOf(digits(), 7);
    const again = parseDrawing(drawingText(seven))!;
    again.forEach((ink, i) => void assert.ok(Math.abs(ink - seven[i]) <= 0.5 / 9 + 1e-6));
    assert.equal(drawingText(again), drawingText(seven));
  });

  it('is empty where nothing is written', () => {
    assert.ok(isBlank(parseDrawing('')!));
  });

  for (const [what, text] of [
    ['too few lines', `${'.'.repeat(28)}\n`.repeat(27)],
    ['a line too long', `${'.'.repeat(29)}\n`.repeat(28)],
    ['another sign', `${'x'.repeat(28)}\n`.repeat(28)],
  ] as const) {
    it(`is none with ${what}`, () => void assert.equal(parseDrawing(text), null));
  }

  it('is brought to the middle by its centre of mass', () => {
    const seven = pictureOf(digits(), 7);
    const home = toMiddle(seven);
    const away = changed(seven, { ...unchanged, right: 3, down: -2 });
    assert.deepEqual(toMiddle(away), { right: home.right - 3, down: home.down + 2 });
    assert.ok(Math.abs(home.right) <= 1 && Math.abs(home.down) <= 1);
  });
});
