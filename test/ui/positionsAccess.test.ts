import assert from 'node:assert/strict';
import { texts } from './attention/texts.ts';
import { breaksNoRule } from './parts/accessibility.ts';
import { keyboardOf } from './parts/keyboard.ts';
import { themes } from './parts/openPage.ts';
import { positionsSuite } from './positions/suite.ts';

const views = ['schemes', 'similarity', 'covered'] as const;

positionsSuite('the positions page for everyone', (suite) => {
  const { press, tabTo } = keyboardOf(
    () => suite.browserPage,
    () => suite.page.settled(),
  );
  const overflow = () =>
    suite.browserPage.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

  it('is walked by the keyboard alone: tabs, schemes, settings, heatmap', async () => {
    await suite.page.run(texts.short);
    await tabTo('underhood-positions tab-schemes');
    await press('ArrowRight');
    assert.equal((await suite.page.navigation())?.view, 'similarity');
    await press('Home');
    await tabTo('underhood-positions-strip scheme-sinusoid');
    await press('End');
    assert.equal((await suite.page.navigation())?.scheme, 'alibi');
    await press('ArrowRight', 'ArrowRight');
    assert.equal((await suite.page.navigation())?.scheme, 'index');
    await tabTo('underhood-positions-controls positions');
    await tabTo('underhood-positions-heatmap grid');
    await press('ArrowDown', '+', '+', '-');
    assert.equal(await suite.page.readout.innerText(), 'At position 11, dimension 10 is 11.');
  });

  it('breaks no rule of accessibility', async () => {
    await suite.page.run(texts.chinese);
    for (const view of views) {
      await suite.page.tab(view).click();
      await suite.page.settled();
      if (view === 'schemes') await suite.browserPage.locator('summary').click();
      await breaksNoRule(suite.browserPage, 'dark', view);
    }
    for (const theme of themes.slice(1)) {
      await suite.open({ theme });
      await suite.page.run(texts.chinese);
      await breaksNoRule(suite.browserPage, theme, theme);
    }
  });

  it('speaks Chinese, and fits a narrow page', async () => {
    await suite.open({ width: 600 });
    await suite.page.run(texts.chinese, undefined, { language: 'zh-cn' });
    for (const view of views) {
      await suite.page.tab(view).click();
      await suite.page.settled();
      const english = await suite.browserPage.evaluate(() => {
        const words: string[] = [];
        const visit = (node: Node) => {
          if (node.nodeType === Node.TEXT_NODE) words.push(node.textContent ?? '');
          const { shadowRoot } = node as Element;
          if (shadowRoot) visit(shadowRoot);
          if ((node as Element).localName !== 'style') node.childNodes.forEach(visit);
        };
        visit(document.querySelector('underhood-positions')!);
        return words.join(' ').match(/\b(the|of|positions?|dimensions?|learned|pair|scheme|apart|value)\b/gi) ?? [];
      });
      assert.deepEqual(english, [], view);
      assert.equal(await overflow(), 0, view);
    }
  });
});
