import assert from 'node:assert/strict';
import fs from 'node:fs';
import { rgb } from 'd3-color';
import { contrast, distance, fromOklab, type Rgb, readableOn, toOklab } from '../../../src/colours/oklab.ts';
import { palettes } from '../../../src/colours/palettes.ts';
import { buildRamps, colourAt, cssColour, paletteRamps, poles, type Ramp } from '../../../webview/charts/ramps.ts';

const grounds = ['dark', 'light', 'high-contrast', 'high-contrast-light'] as const;
const looks = palettes.flatMap((palette) => grounds.map((name) => ({ palette, name })));
const themes = looks.map(({ palette, name }) => {
  const { variables } = JSON.parse(fs.readFileSync(`test/fixtures/themes/${name}.json`, 'utf8')) as {
    variables: Record<string, string>;
  };
  const read = (variable: string, fallback: string): Rgb => {
    const { r, g, b } = rgb(variables[`--vscode-${variable}`] ?? fallback);
    return [r, g, b];
  };
  const background = read('editor-background', '#1f1f1f');
  const blue = read('charts-blue', '#3794ff');
  const orange = read('charts-orange', '#d18616');
  return {
    name: `${palette}, ${name}`,
    background,
    foreground: read('editor-foreground', '#ccc'),
    ramps:
      palette === 'theme'
        ? buildRamps(background, blue, blue, orange)
        : paletteRamps(palette, background, ...poles(palette)),
  };
});

/** How far apart the colours of neighbouring tenths of a ramp look. */
function strides(ramp: Ramp, from: number, to: number): number[] {
  const stops = Array.from({ length: 11 }, (_, i) => toOklab(colourAt(ramp, from + ((to - from) * i) / 10)));
  return stops.slice(1).map((stop, i) => distance(stops[i], stop));
}

for (const { name, background, foreground, ramps } of themes) {
  describe(`colour ramps, ${name}`, () => {
    it('begin with the background exactly', () => {
      assert.deepEqual(colourAt(ramps.sequential, 0), background);
      assert.deepEqual(colourAt(ramps.diverging, 0.5), background);
    });

    it('are even to the eye', () => {
      const arms = [
        strides(ramps.sequential, 0, 1),
        strides(ramps.diverging, 0.5, 0),
        strides(ramps.diverging, 0.5, 1),
      ];
      for (const arm of arms)
        assert.ok(Math.max(...arm) / Math.min(...arm) < 1.3, arm.map((s) => s.toFixed(3)).join(' '));
    });

    it('run away from the background in lightness all the way', () => {
      const lightness = Array.from({ length: 256 }, (_, i) => toOklab(colourAt(ramps.sequential, i / 255))[0]);
      const direction = Math.sign(lightness[255] - lightness[0]);
      lightness.slice(1).forEach((value, i) => {
        assert.ok((value - lightness[i]) * direction > -0.004, `step ${i}`);
      });
      assert.ok(contrast(colourAt(ramps.sequential, 1), background) > 7);
    });

    it('end cold and warm at the same lightness', () => {
      const [cold, warm] = [toOklab(colourAt(ramps.diverging, 0)), toOklab(colourAt(ramps.diverging, 1))];
      assert.ok(Math.abs(cold[0] - warm[0]) < 0.02);
      assert.ok(cold[2] < 0 && warm[2] > 0, 'blue and orange');
    });

    it('carry text with a contrast of 4.5 on every step', () => {
      for (let i = 0; i < 256; i += 1) {
        const shade = colourAt(ramps.sequential, i / 255);
        assert.ok(contrast(shade, readableOn(shade, [foreground, background])) >= 4.5, `step ${i}`);
      }
    });
  });
}

describe('OKLab', () => {
  it('comes back to the colour it was made of', () => {
    for (const colour of [
      [0, 0, 0],
      [255, 255, 255],
      [17, 130, 240],
      [209, 134, 22],
    ] as const) {
      fromOklab(toOklab(colour)).forEach((channel, i) => {
        assert.ok(Math.abs(channel - colour[i]) < 0.01);
      });
    }
  });

  it('has the published values of white and red', () => {
    const red = toOklab([255, 0, 0]);
    [0.62796, 0.22486, 0.12585].forEach((expected, i) => {
      assert.ok(Math.abs(red[i] - expected) < 1e-4);
    });
    assert.ok(Math.abs(toOklab([255, 255, 255])[0] - 1) < 1e-4);
  });

  it('writes colours as CSS', () => assert.equal(cssColour([1.4, 2.6, 255]), 'rgb(1, 3, 255)'));
});
