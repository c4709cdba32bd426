import assert from 'node:assert/strict';
import { attentionSuite } from './attention/suite.ts';
import { longText, texts } from './attention/texts.ts';
import { breaksNoRule } from './parts/accessibility.ts';
import { keyboardOf } from './parts/keyboard.ts';
import { askedThemes } from './parts/openPage.ts';

attentionSuite('the attention page for everyone', (suite) => {
  const { press, tabTo, listsKeys } = keyboardOf(
    () => suite.browserPage,
    () => suite.page.settled(),
  );

  it('is walked by the keyboard alone, from the text to the number', async () => {
    await suite.page.run(texts.english);
    await tabTo('underhood-tokens listbox');
    await press('Home', 'ArrowRight', 'ArrowRight');
    assert.match((await suite.page.heading.textContent())!, /Where does ·a look/);
    assert.ok(await suite.browserPage.getByRole('tooltip').isVisible(), 'what hover shows, focus shows');
    await press('Escape');
    assert.equal(await suite.browserPage.getByRole('tooltip').count(), 0);
    await press('End', 'ArrowUp', 'Enter');
    const { query } = (await suite.page.navigation())!;
    assert.ok(query !== null && query < 22, 'the line above');

    await tabTo('underhood-heads grid');
    assert.match((await suite.page.grid.getByRole('gridcell').textContent())!, /Layer 3, head 3, entropy 2\.126/);
    await press('ArrowUp', 'ArrowRight');
    assert.match((await suite.page.heading.textContent())!, /in layer 2, head 4\?/);
    await press('Enter');
    assert.deepEqual((await suite.page.navigation())?.pinned.at(-1), { layer: 2, head: 4 });
    await press('Escape');
    assert.deepEqual((await suite.page.navigation())?.pinned, [{ layer: 3, head: 3 }]);

    await tabTo('underhood-matrix grid');
    await press('Home', 'ArrowDown', 'Enter');
    const cell = (await suite.page.navigation())!;
    assert.deepEqual([cell.query, cell.key], [query + 1, 0]);
    assert.match((await suite.page.matrix.getByRole('gridcell').textContent())!, /to Once: /);
    assert.equal(await suite.page.matrix.getByRole('gridcell').getAttribute('aria-selected'), 'true');
    assert.match((await suite.page.readout.textContent())!, /of its attention to Once/);
    await press('Escape');
    assert.equal((await suite.page.navigation())?.key, null);
    await press('Escape');
    assert.equal((await suite.page.navigation())?.query, null);
  });

  it('lists its keys', async () => {
    await suite.page.run(texts.short);
    await listsKeys(/Home.*End.*jump to the first or the last/s);
  });

  it('moves among pinned heads by arrows', async () => {
    await suite.page.run(texts.short);
    await suite.page.grid.focus();
    await press('Home', 'Enter', 'ArrowRight', 'Enter');
    await suite.browserPage.getByRole('tab', { selected: true }).focus();
    await press('ArrowLeft');
    assert.equal((await suite.page.navigation())?.active, 1);
    await press('Delete');
    assert.equal((await suite.page.navigation())?.pinned.length, 2);
  });

  for (const theme of askedThemes) {
    it(`breaks no rule of accessibility: ${theme}`, async function () {
      this.timeout(180_000);
      const check = (what: string) => breaksNoRule(suite.browserPage, theme, what);
      await suite.open({ theme, width: theme === 'light' ? 600 : 1280 });
      await check('empty');
      await suite.page.run(texts.chinese, undefined, { outdated: true });
      await suite.page.tokens.nth(5).hover();
      await check('matrix');
      for (const view of ['Lines', 'Arithmetic', 'Table'] as const) {
        await suite.page.view(view).click();
        await suite.page.settled();
        await check(view);
      }
      await suite.browserPage.getByLabel('Hide first token').check();
      await press('?');
      await check('keys');
    });
  }

  it('speaks Chinese', async () => {
    const english = /\b(the|of|token that|Show|heads?|weight|layer)\b/gi;
    await suite.page.run(texts.short);
    assert.notEqual((await suite.page.shownWords(english)).length, 0);
    await suite.page.run(texts.chinese, undefined, { language: 'zh-cn', outdated: true });
    await suite.browserPage.getByText('文本在这次运行之后改动过。').waitFor();
    assert.equal(await suite.page.heading.textContent(), '第 3 层第 3 头里，那天 在看哪里？');
    assert.match((await suite.page.readout.textContent())!, /^那天 最关注 .*这一行的熵为 [\d.]+ 比特。$/);
    assert.equal(await suite.browserPage.evaluate(() => document.documentElement.lang), 'zh-CN');
    for (const view of ['连线', '算式', '表格']) {
      await suite.browserPage.getByRole('button', { name: view }).click();
      await suite.page.settled();
    }
    assert.deepEqual(await suite.page.shownWords(english), []);
  });

  for (const text of [texts.short, longText(470)]) {
    it(`fits windows of 600, 800 and 1,280 pixels, with ${text.length} characters`, async function () {
      this.timeout(180_000);
      await suite.page.run(text, { layers: 4, heads: 12, keyValueHeads: 4 });
      for (const width of [600, 800, 1280]) {
        await suite.browserPage.setViewportSize({ width, height: 800 });
        await suite.page.settled();
        const columns = await suite.browserPage.locator('underhood-attention .panes').evaluate((panes) => {
          const [left, right] = [...panes.children].map((pane) => pane.getBoundingClientRect());
          return right.left >= left.right ? 2 : 1;
        });
        assert.equal(await suite.page.overflow(), 0, `${width}`);
        assert.equal(columns, width < 700 ? 1 : 2);
        const side = await suite.page.matrix.locator('canvas').evaluate((canvas) => canvas.clientHeight);
        assert.ok(side > 200, `${side}`);
      }
    });
  }

  it('keeps still for who wants no motion', async () => {
    await suite.page.run(texts.short);
    const moving = await suite.page.tokens
      .first()
      .evaluate((token) => Number.parseFloat(getComputedStyle(token).transitionDuration));
    assert.equal(moving, 0);
    await suite.open({ reducedMotion: false });
    await suite.page.run(texts.short);
    const duration = await suite.page.tokens
      .first()
      .evaluate((token) => Number.parseFloat(getComputedStyle(token).transitionDuration));
    assert.ok(Math.abs(duration - 0.12) < 1e-6);
  });
});
