import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import type { Rgb } from '../../../src/colours/oklab.ts';
import { curveColours, palettes } from '../../../src/colours/palettes.ts';
import { literal } from '../../../src/road/message.ts';
import { outcomeHtml } from '../../../src/road/picture/html.ts';
import { colourAt, paletteRamps, poles } from '../../../webview/charts/ramps.ts';
import { root } from '../../harness/paths.ts';
import { gallery } from '../../ui/road/gallery.ts';

const style = fs.readFileSync(path.join(root, 'media/preview/road.css'), 'utf8');

/** Grounds of VS Code's own themes, and the selectors of the rules that are for them. */
const grounds: readonly { readonly rgb: Rgb; readonly selector: (name: string) => string }[] = [
  { rgb: [31, 31, 31], selector: (name) => name },
  { rgb: [255, 255, 255], selector: (name) => `.vscode-light ${name},\n.vscode-high-contrast-light ${name}` },
];

/** What the rule of a selector declares. */
function declared(selector: string): Record<string, string> {
  const [, body] = style.split(`\n${selector} {\n`);
  assert.ok(body, `${selector} has a rule`);
  return Object.fromEntries(
    [...body.split('}')[0].matchAll(/--([\w-]+): (#\w+);/g)].map(([, name, hex]) => [name, hex]),
  );
}

const hex = (colour: Rgb) => `#${colour.map((channel) => Math.round(channel).toString(16).padStart(2, '0')).join('')}`;

describe('the style of results in a preview', () => {
  for (const palette of palettes) {
    if (palette === 'theme') continue;
    it(`has the colours that a page has with ${palette}, on dark and on light grounds`, () => {
      for (const { rgb, selector } of grounds) {
        const { diverging } = paletteRamps(palette, rgb, ...poles(palette));
        const curves: [string, string][] = curveColours(palette, rgb, 6).map((colour, i) => [
          `curve-${i}`,
          hex(colour),
        ]);
        assert.deepEqual(declared(selector(`.hood-${palette}`)), {
          ...Object.fromEntries(curves),
          cold: hex(colourAt(diverging, 0)),
          warm: hex(colourAt(diverging, 1)),
        });
      }
    });
  }

  it('is told the palette by every result, and lets it replace each colour of the theme', () => {
    for (const palette of palettes) {
      const html = outcomeHtml({ ...gallery, headline: literal('A result') }, 'en', palette);
      assert.match(html, new RegExp(`^<section class="hood-result hood-${palette}">`));
    }
    const rules = style.split('}').filter((rule) => /\.(s\d|bar|warm|cold|hood-view mark)\b/.test(rule));
    const fixed = rules.filter((rule) => /(fill|stroke|--shade): rgb/.test(rule));
    assert.ok(rules.length > 8);
    assert.deepEqual(fixed, []);
  });
});
