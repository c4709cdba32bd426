import assert from 'node:assert/strict';
import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import { parseDrawing } from '../../src/road/digits/drawing.ts';
import { nearestNeighbours } from '../../src/road/experiments/nearestNeighbours.ts';
import { startOf } from '../../src/road/field.ts';
import { runNearestNeighbours } from '../../src/road/runs/nearestNeighbours.ts';
import { launchBrowser } from '../harness/browser.ts';
import { root } from '../harness/paths.ts';
import { testContext } from '../road/contextForTests.ts';
import { digits } from '../road/digits.ts';
import { breaksNoRule } from './parts/accessibility.ts';
import { askedThemes } from './parts/openPage.ts';
import { roadSuite } from './road/suite.ts';

/** A page with nothing but a pad, which writes down every drawing that it tells of. */
const script = `
  import { DigitPad } from './webview/road/digitPad.ts';
  import { stringsOf } from './webview/shell/strings.ts';
  customElements.define('underhood-digit-pad', DigitPad);
  const pad = new DigitPad();
  pad.store = { strings: stringsOf('en'), subscribe: () => () => {} };
  pad.label = 'Your own drawing';
  globalThis.told = [];
  pad.addEventListener('change', ({ detail }) => { globalThis.told.push(detail); pad.value = detail; });
  document.body.append(pad);
`;

describe('the pad for a digit of one’s own', () => {
  let browser: Browser;
  let page: Page;
  let bundle: string;

  before(async () => {
    const { outputFiles } = await build({
      stdin: { contents: script, resolveDir: root, loader: 'ts' },
      bundle: true,
      write: false,
      format: 'iife',
    });
    bundle = outputFiles[0].text;
    browser = await launchBrowser();
  });

  after(() => browser?.close());

  beforeEach(async () => {
    page = await browser.newPage();
    await page.setContent('<!doctype html><body class="vscode-dark"></body>');
    await page.addScriptTag({ content: bundle });
    await page.getByRole('application').waitFor();
  });

  afterEach(() => page.close());

  const told = () => page.evaluate(() => (globalThis as unknown as { told: string[] }).told);
  const lastInk = async () => parseDrawing((await told()).at(-1)!)!;

  it('is drawn on with the pointer, and tells when the stroke is done', async () => {
    const box = (await page.getByRole('application').boundingBox())!;
    await page.mouse.move(box.x + 40, box.y + 40);
    await page.mouse.down();
    await page.mouse.move(box.x + 180, box.y + 40, { steps: 5 });
    assert.equal((await told()).length, 0);
    await page.mouse.up();
    assert.equal((await told()).length, 1);
    const ink = await lastInk();
    // Forty pixels down are in the fifth row of eight.
    for (let column = 5; column <= 21; column++) assert.ok(ink[4 * 28 + column] > 0.5, `column ${column}`);
    assert.equal(ink[20 * 28 + 10], 0);
  });

  it('is drawn on by keyboard, erased and cleared', async () => {
    await page.getByRole('application').focus();
    for (let i = 0; i < 5; i++) await page.keyboard.press('Shift+ArrowDown');
    const line = await lastInk();
    for (let row = 14; row <= 19; row++) assert.equal(line[row * 28 + 14], 1);
    assert.equal(await page.locator('output').textContent(), 'Row 20, column 15: ink 9 of 9');
    await page.keyboard.press('Delete');
    assert.equal((await lastInk())[19 * 28 + 14], 0);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Space');
    assert.ok((await lastInk())[19 * 28 + 15] === 1);
    await page.getByRole('button', { name: 'Clear' }).click();
    assert.equal((await told()).at(-1), '');
    assert.ok(await page.getByRole('button', { name: 'Clear' }).isDisabled());
  });

  it('moves without drawing, and stays on the sheet', async () => {
    await page.getByRole('application').focus();
    for (let i = 0; i < 40; i++) await page.keyboard.press('ArrowLeft');
    assert.equal((await told()).length, 0);
    assert.match((await page.locator('output').textContent())!, /column 1:/);
  });

  it('shows a drawing that it is given', async () => {
    await page.evaluate(() => {
      const pad = document.querySelector('underhood-digit-pad') as unknown as { value: string };
      pad.value = `${'.'.repeat(28)}\n`.repeat(14) + `${'9'.repeat(28)}\n`.repeat(14).trimEnd();
    });
    await page.getByText('Row 15, column 15: ink 9 of 9').waitFor({ state: 'attached' });
    await page.getByRole('button', { name: 'Erase' }).click();
    await page.getByRole('application').focus();
    await page.keyboard.press('Space');
    assert.equal((await lastInk())[14 * 28 + 14], 0);
  });
});

roadSuite('the pad on the page of an experiment', (suite) => {
  const settings = startOf(nearestNeighbours.fields);
  const show = async () => {
    const outcome = await runNearestNeighbours(settings, testContext({ digits: async () => digits() }).context);
    const run = { name: 'nearest-neighbours', settings, phase: 'finished', done: 1, outcome, seconds: 0.01 } as const;
    await suite.page.push({ run, notices: [] });
  };

  it('has the experiment run again, with what was drawn', async () => {
    await show();
    await suite.browserPage.getByRole('application', { name: 'Your own drawing' }).focus();
    await suite.browserPage.keyboard.press('Space');
    await suite.page.settled();
    const calls = (await suite.page.calls('run')) as { readonly settings: { readonly drawing: string } }[];
    const ink = parseDrawing(calls.at(-1)!.settings.drawing)!;
    assert.equal(ink[14 * 28 + 14], 1);
  });

  for (const theme of askedThemes) {
    it(`breaks no rule of accessibility in ${theme}`, async () => {
      await suite.open({ theme });
      await show();
      await breaksNoRule(suite.browserPage, theme, 'the pad');
    });
  }
});
