import assert from 'node:assert/strict';
import { breaksNoRule } from './parts/accessibility.ts';
import { askedThemes } from './parts/openPage.ts';
import { roadSuite } from './road/suite.ts';

roadSuite("an experiment's page, for everybody", (suite) => {
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

  it('fits into half a screen', async () => {
    for (const width of [1280, 700, 420]) {
      await suite.open({ width });
      await suite.page.showGallery();
      const { scrollWidth, clientWidth } = await suite.browserPage.evaluate(() => {
        const { scrollWidth, clientWidth } = document.documentElement;
        return { scrollWidth, clientWidth };
      });
      assert.ok(scrollWidth <= clientWidth, `${scrollWidth} in ${clientWidth}`);
    }
  });
});
