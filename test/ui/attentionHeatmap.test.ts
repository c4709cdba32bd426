import assert from 'node:assert/strict';
import path from 'node:path';
import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../harness/browser.ts';
import { root } from '../harness/paths.ts';
import { attentionSuite } from './attention/suite.ts';
import { texts } from './attention/texts.ts';

/** Paints the same tiles on both painters and counts the channels that differ by more than one step of the ramp. */
const comparison = `
import { HeatmapPainter } from './webview/charts/heatmap.ts';
import { HeatmapProgram } from './webview/charts/heatmapProgram.ts';
import { Random } from './src/random.ts';
const ramp = Uint8ClampedArray.from({ length: 1024 }, (_, i) => (i % 4 === 3 ? 255 : Math.floor(i / 4)));
globalThis.compare = ({ seed, size, columns = size, isWhole, count, bytes, kind, pixels, step, stepY, from }) => {
  const random = new Random(seed);
  const all = Float32Array.from({ length: count * size * columns }, () => 2 * random.uniform() - 0.5);
  if (!bytes) all[1] = -Infinity;
  const data = bytes ? Uint8Array.from(all, (value) => Math.max(0, Math.min(255, value * 255))) : all;
  const placements = Array.from({ length: count }, (_, tile) => ({
    tile, x: tile * (pixels + 3), y: 2, width: pixels, height: pixels, fromX: from, fromY: from, step, stepY,
  }));
  const [width, height] = [count * (pixels + 3), pixels + 4];
  const read = (kindOfPainter) => {
    const painter = new HeatmapPainter(kindOfPainter);
    painter.setTiles({ count, size, columns, isWhole, data });
    // Larger first: the picture is then the corner of a larger one.
    painter.paint(width + 7, height + 9, placements, { kind, limit: 1 }, ramp);
    const picture = painter.paint(width, height, placements, { kind, limit: 1 }, ramp);
    const canvas = document.createElement('canvas');
    canvas.width = width;
    canvas.height = height;
    const context = canvas.getContext('2d');
    context.drawImage(picture, 0, 0, width, height, 0, 0, width, height);
    return { kind: painter.kind, pixels: context.getImageData(0, 0, width, height).data };
  };
  const [one, other] = [read('webgl2'), read('2d')];
  let different = 0;
  let painted = 0;
  for (let i = 0; i < one.pixels.length; i += 1) {
    if (Math.abs(one.pixels[i] - other.pixels[i]) > 1) different += 1;
    if (i % 4 === 3 && one.pixels[i] > 0) painted += 1;
  }
  return { kinds: [one.kind, other.kind], different, painted };
};
/** As many heatmaps of one cell each, of the value i/count; what colour each paints when it is asked again, in turn. */
globalThis.many = (count, isLost) => {
  const painters = Array.from({ length: count }, () => new HeatmapPainter('webgl2'));
  const paint = (painter, pixels) => {
    const placement = { tile: 0, x: 0, y: 0, width: pixels, height: pixels, fromX: 0, fromY: 0, step: 1 / pixels };
    const picture = painter.paint(pixels, pixels, [placement], { kind: 'linear', limit: 1 }, ramp);
    return picture.getContext('2d').getImageData(0, 0, 1, 1).data[0];
  };
  painters.forEach((painter, i) => {
    painter.setTiles({ count: 1, size: 1, data: Float32Array.of(i / count) });
    paint(painter, 4);
  });
  if (isLost) HeatmapProgram.shared(false).gl.getExtension('WEBGL_lose_context').loseContext();
  const colours = painters.map((painter) => paint(painter, 5));
  return { kinds: [...new Set(painters.map(({ kind }) => kind))], colours };
};
`;

describe('heatmaps by WebGL2 and by the processor', () => {
  let browser: Browser;
  let page: Page;

  before(async () => {
    browser = await launchBrowser();
    page = await browser.newPage();
    const { outputFiles } = await build({
      stdin: { contents: comparison, resolveDir: root, loader: 'ts' },
      bundle: true,
      write: false,
      format: 'iife',
      absWorkingDir: path.resolve(root),
    });
    await page.evaluate(outputFiles[0].text);
  });

  after(() => browser?.close());

  const cases = [
    { name: 'one pixel a cell', size: 40, count: 3, bytes: false, kind: 'linear', pixels: 40, step: 1, from: 0 },
    {
      name: 'several pixels a cell',
      size: 7,
      count: 2,
      bytes: true,
      kind: 'linear',
      pixels: 45,
      step: 7 / 45,
      from: 0,
    },
    {
      name: 'several cells a pixel',
      size: 100,
      count: 2,
      bytes: false,
      kind: 'diverging',
      pixels: 37,
      step: 100 / 37,
      from: 0,
    },
    { name: 'logarithmic', size: 30, count: 1, bytes: true, kind: 'logarithmic', pixels: 90, step: 1 / 3, from: 0 },
    {
      name: 'a part of a matrix',
      size: 64,
      count: 1,
      bytes: false,
      kind: 'diverging',
      pixels: 64,
      step: 0.25,
      from: 31.5,
    },
    {
      name: 'a whole table, wider than high',
      size: 30,
      columns: 90,
      isWhole: true,
      count: 2,
      bytes: false,
      kind: 'diverging',
      pixels: 60,
      step: 1.5,
      stepY: 0.5,
      from: 0,
    },
  ];
  for (const { name, ...request } of cases) {
    it(`are the same picture: ${name}`, async () => {
      const result = await page.evaluate((given) => (globalThis as unknown as Compared).compare(given), {
        seed: 5,
        ...request,
      });
      assert.deepEqual(result.kinds, ['webgl2', '2d']);
      assert.ok(result.painted > 500);
      assert.equal(result.different, 0);
    });
  }

  const count = 20;
  const many = (isLost: boolean) =>
    page.evaluate(([of, lost]) => (globalThis as unknown as Compared).many(of, lost), [count, isLost] as const);
  const expected = Array.from({ length: count }, (_, i) => Math.round((255 * i) / count));

  it('are painted on the graphics card, more of them than a page may have contexts', async () => {
    const { kinds, colours } = await many(false);
    assert.deepEqual(kinds, ['webgl2']);
    assert.ok(
      colours.every((colour, i) => Math.abs(colour - expected[i]) <= 1),
      colours.join(),
    );
  });

  it('are painted by the processor once the graphics card is lost, and new ones on it again', async () => {
    const { kinds, colours } = await many(true);
    assert.deepEqual(kinds, ['2d']);
    assert.ok(
      colours.every((colour, i) => Math.abs(colour - expected[i]) <= 1),
      colours.join(),
    );
    assert.deepEqual((await many(false)).kinds, ['webgl2']);
  });
});

interface Compared {
  compare(request: object): { kinds: string[]; different: number; painted: number };
  many(count: number, isLost: boolean): { kinds: string[]; colours: number[] };
}

attentionSuite('what is drawn on the attention page', (suite) => {
  /** Opacity in the middle of every cell of the matrix, [T, T], found from the first cell, which is of full colour. */
  const opacities = () =>
    suite.page.matrix.locator('canvas').evaluate((canvas: HTMLCanvasElement, tokens: number) => {
      const { data, width, height } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
      const cell = 48;
      const at = (x: number, y: number) => [...data.subarray((y * width + x) * 4, (y * width + x) * 4 + 4)];
      // The first square of one colour from the upper left that is as large as a cell.
      for (let y = 0; y < height - cell; y += 1) {
        for (let x = 0; x < width - cell; x += 1) {
          const corners = [
            at(x + 2, y + 2),
            at(x + cell - 3, y + 2),
            at(x + 2, y + cell - 3),
            at(x + cell - 3, y + cell - 3),
          ];
          if (corners[0][3] !== 255 || corners.some((corner) => corner.join() !== corners[0].join())) continue;
          return Array.from({ length: tokens * tokens }, (_, i) => {
            const [row, column] = [Math.floor(i / tokens), i % tokens];
            return at(x + column * cell + cell / 2, y + row * cell + cell / 2)[3];
          });
        }
      }
      return [];
    }, 6);

  for (const quantity of ['pattern', 'scores', 'raw', 'contribution']) {
    it(`is nothing above the diagonal of the matrix: ${quantity}`, async () => {
      await suite.open({ height: 900 });
      await suite.page.run(texts.short);
      await suite.browserPage.getByLabel('Draw').selectOption(quantity);
      await suite.page.settled();
      const drawn = await opacities();
      assert.equal(drawn.length, 36);
      drawn.forEach((opacity, i) => {
        assert.equal(opacity, i % 6 > Math.floor(i / 6) ? 0 : 255, `row ${Math.floor(i / 6)}, column ${i % 6}`);
      });
    });
  }

  it('is nothing above the diagonal of any thumbnail', async () => {
    await suite.page.run(texts.english);
    const painted = await suite.page.grid.locator('canvas').evaluate((canvas: HTMLCanvasElement) => {
      const { data, width } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
      const opacity = (x: number, y: number) => data[(y * width + x) * 4 + 3];
      const side = (canvas.width - 30) / 8 - 4;
      const pitchY = (canvas.height - 18) / 4;
      let [above, below] = [0, 0];
      for (let head = 0; head < 32; head += 1) {
        const left = 30 + (head % 8) * (side + 4);
        const top = 18 + Math.floor(head / 8) * pitchY;
        for (let y = 4; y < side - 4; y += 1) {
          for (let x = 4; x < side - 4; x += 1) {
            // A cell is two pixels: this far from the diagonal no pixel touches it.
            if (x > y + 3 && opacity(left + x, top + y) > 0) above += 1;
            if (x < y - 3 && opacity(left + x, top + y) > 0) below += 1;
          }
        }
      }
      return { above, below };
    });
    assert.equal(painted.above, 0);
    assert.ok(painted.below > 10_000);
  });

  it('follows the theme', async () => {
    await suite.page.run(texts.english);
    const pictures = new Set<string>();
    for (const theme of ['dark', 'light', 'high-contrast', 'high-contrast-light'] as const) {
      await suite.setTheme(theme);
      await suite.page.settled();
      for (const drawn of [suite.page.grid, suite.page.matrix]) {
        pictures.add(await drawn.locator('canvas').evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL()));
      }
    }
    assert.equal(pictures.size, 8);
  });

  it('is drawn with WebGL2 as well', async () => {
    await suite.open({ withWebgl: true });
    await suite.page.run(texts.short);
    assert.ok(await suite.page.page.evaluate('window.hasDrawnWithWebgl'));
    assert.equal((await opacities()).filter((opacity) => opacity === 255).length, 21);
  });
});
