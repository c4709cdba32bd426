import assert from 'node:assert/strict';
import fs from 'node:fs';
import { contrast, distance, luminance, type Rgb, toOklab } from '../../src/colours/oklab.ts';
import { curveColours, editorShades, paletteColour } from '../../src/colours/palettes.ts';

function parsed(hex: string): { rgb: Rgb; alpha: number } {
  const [red, green, blue, alpha = 255] = hex.match(/[0-9a-f]{2}/gi)!.map((part) => Number.parseInt(part, 16));
  return { rgb: [red, green, blue], alpha: alpha / 255 };
}

/** As somebody sees it who has no green cones (Machado, Oliveira and Fernandes 2009, deuteranomaly of severity 1). */
function withoutGreen([red, green, blue]: Rgb): Rgb {
  const linear = [red, green, blue].map((channel) => (channel / 255) ** 2.2);
  const rows = [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ];
  return rows.map((row) => {
    const value = row.reduce((sum, weight, i) => sum + weight * linear[i], 0);
    return 255 * Math.max(0, Math.min(1, value)) ** (1 / 2.2);
  }) as unknown as Rgb;
}

describe('palettes for colour-blind eyes', () => {
  it('are the published ones', () => {
    // The ends of matplotlib's tables (van der Walt and Smith 2015; Nuñez, Anderton and Renslow 2018).
    assert.deepEqual(paletteColour('viridis', 0), [68, 1, 84]);
    assert.deepEqual(paletteColour('viridis', 1), [253, 231, 37]);
    for (const [position, table] of [
      [0, [0, 32, 76]],
      [1, [255, 234, 70]],
    ] as const) {
      const far = paletteColour('cividis', position).map((channel, i) => Math.abs(channel - table[i]));
      assert.ok(Math.max(...far) <= 8, `${far}`);
    }
  });

  for (const palette of ['viridis', 'cividis'] as const) {
    for (const [file, kind] of [
      ['dark', 'dark'],
      ['light', 'light'],
      ['high-contrast', 'dark'],
      ['high-contrast-light', 'light'],
    ] as const) {
      const { variables } = JSON.parse(fs.readFileSync(`test/fixtures/themes/${file}.json`, 'utf8'));
      const background = parsed(variables['--vscode-editor-background']).rgb;
      const foreground = parsed(variables['--vscode-editor-foreground']).rgb;
      const shown = editorShades(palette, kind, 8).map((hex) => {
        const { rgb, alpha } = parsed(hex);
        return rgb.map((part, channel) => part * alpha + background[channel] * (1 - alpha)) as unknown as Rgb;
      });

      it(`${palette} carries text with a contrast of 4.5: ${file}`, () => {
        for (const colour of shown) assert.ok(contrast(colour, foreground) >= 4.5, `${contrast(colour, foreground)}`);
      });

      it(`${palette} draws six curves that stand out, each apart from the others without green cones: ${file}`, () => {
        const curves = curveColours(palette, background, 6);
        for (const colour of curves) assert.ok(contrast(colour, background) >= 3, `${contrast(colour, background)}`);
        const seen = curves.map((colour) => toOklab(withoutGreen(colour)));
        const pairs = seen.flatMap((one, i) => seen.slice(i + 1).map((other) => distance(one, other)));
        assert.ok(Math.min(...pairs) > 0.05, pairs.map((pair) => pair.toFixed(3)).join(' '));
        // Two curves, the usual number, are as far apart as any.
        assert.ok(pairs[0] > 0.95 * Math.max(...pairs), pairs.map((pair) => pair.toFixed(3)).join(' '));
      });

      it(`${palette} is ordered by luminance, and told apart without green cones: ${file}`, () => {
        const all = [background, ...shown];
        const direction = kind === 'dark' ? 1 : -1;
        all.slice(1).forEach((colour, i) => {
          assert.ok(direction * (luminance(colour) - luminance(all[i])) > 0.003, `step ${i + 1}`);
          const apart = distance(toOklab(withoutGreen(colour)), toOklab(withoutGreen(all[i])));
          assert.ok(apart > 0.008, `step ${i + 1}: ${apart}`);
        });
      });
    }
  }
});
