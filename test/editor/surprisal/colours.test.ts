import assert from 'node:assert/strict';
import fs from 'node:fs';
import { contrast, distance, type Rgb, toOklab } from '../../../src/colours/oklab.ts';
import { stepStarts } from '../../../src/editor/surprisal/scale.ts';

const { colors } = JSON.parse(fs.readFileSync('package.json', 'utf8')).contributes;

/** Parts of 255 of a colour, and its opacity. */
function parsed(hex: string): { rgb: Rgb; alpha: number } {
  const [red, green, blue, alpha = 255] = hex.match(/[0-9a-f]{2}/gi)!.map((part) => Number.parseInt(part, 16));
  return { rgb: [red, green, blue], alpha: alpha / 255 };
}

describe('the colours of surprisal', () => {
  for (const [kind, file] of [
    ['dark', 'dark'],
    ['light', 'light'],
    ['highContrast', 'high-contrast'],
    ['highContrastLight', 'high-contrast-light'],
  ] as const) {
    const { variables } = JSON.parse(fs.readFileSync(`test/fixtures/themes/${file}.json`, 'utf8'));
    const background = parsed(variables['--vscode-editor-background']).rgb;
    const foreground = parsed(variables['--vscode-editor-foreground']).rgb;
    const shown = stepStarts.map((_, index) => {
      const { defaults } = colors.find(({ id }: { id: string }) => id === `underhood.surprisal${index + 1}`);
      const { rgb, alpha } = parsed(defaults[kind]);
      return rgb.map((part, channel) => part * alpha + background[channel] * (1 - alpha)) as unknown as Rgb;
    });

    it(`carry text with a contrast of 4.5: ${file}`, () => {
      shown.forEach((colour, index) => {
        const ratio = contrast(colour, foreground);
        assert.ok(ratio >= 4.5, `step ${index + 1}: ${ratio}`);
      });
    });

    it(`can be told apart, each from the next: ${file}`, () => {
      const all = [background, ...shown].map(toOklab);
      const apart = all.slice(1).map((colour, index) => distance(colour, all[index]));
      assert.ok(Math.min(...apart) > 0.008, apart.join(' '));
      assert.ok(distance(all[0], all[8]) > 0.15);
    });
  }
});
