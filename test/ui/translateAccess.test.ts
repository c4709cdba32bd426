import assert from 'node:assert/strict';
import { translateViews } from '../../src/protocol/translatePage.ts';
import { breaksNoRule } from './parts/accessibility.ts';
import { keyboardOf } from './parts/keyboard.ts';
import { askedThemes } from './parts/openPage.ts';
import { translateSuite } from './translate/suite.ts';

const text = '我昨天在图书馆看见了他的老师。';

translateSuite('the translate page for everyone', (suite) => {
  const { press, tabTo } = keyboardOf(
    () => suite.browserPage,
    () => suite.page.settled(),
  );
  const measured = () => suite.browserPage.evaluate(() => window.fakeTranslate.measured(3));

  it('is walked by the keyboard alone', async () => {
    await suite.page.run(text);
    await tabTo('underhood-translate-source listbox');
    await press('Home', 'ArrowRight', 'Enter');
    assert.equal((await suite.page.navigation())?.source, 1);
    await tabTo('underhood-translate tab-sideBySide');
    await tabTo('underhood-translate-target listbox');
    await tabTo('underhood-weight-matrix grid');
    await suite.page.tab('sideBySide').focus();
    await press('ArrowRight');
    await tabTo('underhood-translate-step-bar step');
    await press('ArrowRight');
    await tabTo('underhood-translate-beams tr');
    await suite.page.tab('steps').focus();
    await press('ArrowRight');
    await tabTo('underhood-translate-kinds kind-encoder');
    await press('Enter');
    await tabTo('underhood-translate-kind-heads grid');
    await tabTo('underhood-weight-matrix grid');
    await suite.page.tab('kinds').focus();
    await press('ArrowRight');
    await tabTo('underhood-translate-unrolled grid');
    await suite.page.tab('memory').focus();
    await press('ArrowRight');
    await tabTo('underhood-line-chart grid');
    await suite.page.tab('forgetting').focus();
    await press('ArrowRight');
    await tabTo('underhood-translate-parallel measure');
  });

  it('breaks no rule of accessibility', async () => {
    await suite.page.run(text, { beams: 4 });
    await measured();
    for (const view of translateViews) {
      await suite.page.show(view);
      const tables = suite.browserPage.locator('summary');
      for (let i = 0; i < (await tables.count()); i += 1) await tables.nth(i).click();
      await breaksNoRule(suite.browserPage, 'dark', view);
    }
  });

  for (const theme of askedThemes.slice(1)) {
    it(`can be read in the theme ${theme}`, async () => {
      await suite.open({ theme });
      await suite.page.run(text);
      await measured();
      await suite.browserPage.locator('underhood-translate-target [data-token="3"]').nth(2).click();
      for (const view of translateViews) {
        await suite.page.show(view);
        await breaksNoRule(suite.browserPage, theme, view);
      }
    });
  }

  it('speaks Chinese, and fits a narrow page', async () => {
    await suite.open({ width: 500 });
    await suite.page.run(text, { language: 'zh-cn' });
    await measured();
    for (const view of translateViews) {
      await suite.page.show(view);
      const english = await suite.page.shownWords(
        /\b(of|attention|token|layer|head|beam|source|written|state|training)\b/gi,
        'style, .translation, [role="option"]',
      );
      assert.deepEqual(english, [], view);
      for (const width of [1280, 800, 500]) {
        await suite.browserPage.setViewportSize({ width, height: 800 });
        await suite.page.settled();
        assert.equal(await suite.page.overflow(), 0, `${view} at ${width}`);
      }
    }
  });
});
