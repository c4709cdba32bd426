import assert from 'node:assert/strict';
import { rgb } from 'd3-color';
import type { Page } from 'playwright-core';
import { contrast, type Rgb } from '../../src/colours/oklab.ts';
import { roadText } from '../../src/road/message.ts';
import { pictureOf } from '../../src/road/picture/picture.ts';
import { breaksNoRule } from './parts/accessibility.ts';
import { keyboardOf } from './parts/keyboard.ts';
import { askedThemes, readTheme, themes } from './parts/openPage.ts';
import { everyView } from './road/gallery.ts';
import { roadSuite } from './road/suite.ts';

/** What has the focus, and the line around it. */
interface Ring {
  readonly name: string;
  readonly style: string;
  /** CSS pixels. */
  readonly width: number;
  readonly colour: string;
}

function focusRing(page: Page): Promise<Ring> {
  return page.evaluate(() => {
    let element = document.activeElement!;
    while (element.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    const host = (element.getRootNode() as ShadowRoot).host?.localName ?? '';
    const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(element);
    const line = { style: outlineStyle, width: Number.parseFloat(outlineWidth), colour: outlineColor };
    return { name: `${host} ${element.id || element.localName}`, ...line };
  });
}

function channels(css: string): Rgb {
  const { r, g, b } = rgb(css);
  return [r, g, b];
}

roadSuite("an experiment's page, for everybody", (suite) => {
  const { press, tabTo } = keyboardOf(
    () => suite.browserPage,
    () => suite.page.settled(),
  );

  for (const theme of askedThemes) {
    it(`breaks no rule of accessibility in ${theme}`, async () => {
      await suite.open({ theme });
      await suite.page.cook({ place: 'kunming' }, 'A rule is enough.');
      await breaksNoRule(suite.browserPage, theme, 'noodles');
      await suite.page.showGallery();
      await breaksNoRule(suite.browserPage, theme, 'every view');
      const buttons = suite.browserPage.locator('[data-table]');
      for (let i = 0; i < (await buttons.count()); i++) await buttons.nth(i).click();
      await breaksNoRule(suite.browserPage, theme, 'every table');
    });
  }

  it('has every number of every picture read out by the keyboard', async () => {
    await suite.page.showGallery();
    const pictures = everyView.flatMap((view) => pictureOf(view, 400, 'en') ?? []);
    await suite.browserPage.locator('#keys').focus();
    for (const { spots } of pictures) {
      await tabTo('underhood-picture grid');
      const rows = spots.map((row) => row.map(({ text }) => roadText('en', text)));
      for (const [down, row] of rows.entries()) {
        if (down > 0) await suite.browserPage.keyboard.press('ArrowDown');
        await suite.browserPage.keyboard.press('Home');
        for (const [across, text] of row.entries()) {
          if (across > 0) await suite.browserPage.keyboard.press('ArrowRight');
          assert.equal(await suite.page.readout.textContent(), text);
        }
        await suite.browserPage.keyboard.press('End');
        assert.equal(await suite.page.readout.textContent(), row.at(-1));
      }
      await press('Escape');
      assert.match((await suite.page.readout.textContent())!, /^81\.2 %/);
    }
  });

  it('has the notes of a text read out by the keyboard, as under the pointer', async () => {
    await suite.page.showGallery();
    const { keyboard } = suite.browserPage;
    await suite.page.picture('Nearest digits').focus();
    await tabTo('underhood-text group');
    const told = async () => suite.page.readout.textContent();
    assert.equal(await told(), '“dragon”: 3.21');
    for (const [key, text] of [
      ['ArrowRight', '“sleeps”: −1.40'],
      ['Home', '“dragon”: 3.21'],
      ['ArrowLeft', '“dragon”: 3.21'],
      ['End', '“sleeps”: −1.40'],
    ]) {
      await keyboard.press(key);
      assert.equal(await told(), text, key);
    }
    await press('Escape');
    assert.match((await told())!, /^81\.2 %/);
    await suite.browserPage.locator('underhood-text .piece').first().hover();
    await suite.page.settled();
    assert.equal(await told(), '“dragon”: 3.21');
  });

  it('shows in every theme where the focus is, at every place that Tab leads to', async () => {
    await suite.page.showGallery();
    for (const theme of themes) {
      await suite.setTheme(theme);
      await suite.browserPage.locator('#model').focus();
      const stops: Ring[] = [];
      for (let i = 0; i < 60 && stops.at(-1)?.name !== 'underhood-formula div'; i += 1) {
        await suite.browserPage.keyboard.press('Tab');
        stops.push(await focusRing(suite.browserPage));
      }
      const names = stops.map(({ name }) => name).join(', ');
      for (const element of ['road-controls', 'picture', 'sound', 'text', 'view', 'formula']) {
        assert.ok(names.includes(`underhood-${element} `), `${element} in ${names}`);
      }
      const background = readTheme(theme).variables['--vscode-editor-background'];
      for (const { name, style, width, colour } of stops) {
        assert.ok(style !== 'none' && width >= 1, `${name} in ${theme}: ${style} of ${width} px`);
        const seen = contrast(channels(colour), channels(background));
        assert.ok(seen >= 3, `${name} in ${theme}: ${colour} has a contrast of ${seen}`);
      }
    }
  });

  it('fits into half a screen', async () => {
    for (const width of [1280, 700, 420]) {
      await suite.open({ width });
      await suite.page.showGallery();
      assert.equal(await suite.page.overflow(), 0, `${width}`);
    }
  });
});
