import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../harness/browser.ts';

describe('the browser of the tests', () => {
  let browser: Browser;
  let page: Page;

  before(async () => {
    browser = await launchBrowser();
    page = await browser.newPage();
  });

  after(() => browser?.close());

  it('draws with WebGL2, as the heatmaps do', async () => {
    assert.ok(await page.evaluate(() => document.createElement('canvas').getContext('webgl2') !== null));
  });

  it('has a font with Chinese characters', async () => {
    const different = await page.evaluate(() => {
      const canvas = document.createElement('canvas');
      const context = canvas.getContext('2d')!;
      // A font without them draws the same box for both.
      return ['力', '学']
        .map((character) => {
          context.clearRect(0, 0, canvas.width, canvas.height);
          context.font = '40px sans-serif';
          context.fillText(character, 0, 50);
          return context.getImageData(0, 0, 60, 60).data.join();
        })
        .every((drawn, index, all) => index === 0 || drawn !== all[0]);
    });
    assert.ok(different);
  });
});
