import assert from 'node:assert/strict';
import { breaksNoRule } from './parts/accessibility.ts';
import { keyboardOf } from './parts/keyboard.ts';
import { askedThemes } from './parts/openPage.ts';
import { trainingSuite } from './training/suite.ts';

trainingSuite('the training page for everyone', (suite) => {
  const { press, tabTo, listsKeys } = keyboardOf(
    () => suite.browserPage,
    () => suite.page.settled(),
  );
  const phase = () => suite.browserPage.evaluate(() => window.fakeTrainer.state.status!.phase);

  it('is walked by the keyboard alone: training, the scrubber, the heads, the views', async () => {
    await suite.page.run(1230);
    await press('Space');
    assert.equal(await phase(), 'paused', 'as long as nothing has the focus');
    await press('.');
    assert.equal(await suite.browserPage.evaluate(() => window.fakeTrainer.state.status!.step), 1231);
    await press('Space');
    assert.equal(await phase(), 'running');
    await press('ArrowLeft', 'ArrowLeft');
    assert.equal((await suite.page.navigation())?.moment, 800);
    await press('End');
    assert.equal((await suite.page.navigation())?.moment, null);

    await tabTo('underhood-rate rate');
    await press('ArrowRight');
    assert.equal(await suite.browserPage.evaluate(() => window.fakeTrainer.state.status!.rateFactor), 1.26);
    await tabTo('underhood-header pause');
    await press('Enter');
    assert.equal(await phase(), 'paused');
    await tabTo('underhood-loss axis');
    await tabTo('underhood-loss button');
    assert.match((await suite.page.meaning.textContent())!, /^ln V: a model that knows nothing but its vocabulary/);

    await tabTo('underhood-scrubber moment');
    await press('Home', 'ArrowRight', 'ArrowRight');
    assert.match((await suite.page.readout.textContent())!, /^At step 400: /);
    await press('PageDown');
    assert.match((await suite.page.readout.textContent())!, /^At step 200: /);

    await tabTo('underhood-training tab-life');
    await press('ArrowRight');
    assert.equal((await suite.page.navigation())?.view, 'blocks');
    await press('Home');
    assert.equal((await suite.page.navigation())?.view, 'life');

    await tabTo('underhood-moment-heads grid');
    await press('Home', 'ArrowDown', 'ArrowRight', 'Enter');
    assert.deepEqual((await suite.page.navigation())?.head, { layer: 1, head: 1 });
    await press('ArrowRight');
    assert.match((await suite.page.readout.textContent())!, /layer 1, head 2 gives/, 'what hover shows, focus shows');
    await tabTo('underhood-moment-head grid');
    await press('ArrowUp', 'End');
    await suite.browserPage.locator('underhood-moment-head p').getByText('gives').waitFor();
    await suite.page.heads.focus();
    await press('Escape');
    assert.equal((await suite.page.navigation())?.head, null);
    await tabTo('underhood-statistics statistic');
    await tabTo('underhood-evaluations summary');
  });

  it('lists its keys', async () => {
    await listsKeys(/pause or resume training/);
  });

  it('reads the moment out at an evaluation and after a gesture, not at every step', async () => {
    await suite.page.run(410);
    await suite.page.readout.evaluate((readout) => {
      const told: string[] = [];
      Object.assign(window, { told });
      new MutationObserver(() => told.push(readout.textContent ?? '')).observe(readout, {
        childList: true,
        characterData: true,
        subtree: true,
      });
    });
    for (const step of [430, 450, 599, 605]) await suite.page.at(step);
    const told = await suite.browserPage.evaluate(() => (window as unknown as { told: string[] }).told);
    assert.equal(new Set(told).size, 1, told.join('\n'));
    assert.match(told[0], /^At step 600: /);
  });

  for (const theme of askedThemes) {
    it(`breaks no rule of accessibility: ${theme}`, async function () {
      this.timeout(180_000);
      const check = (what: string) => breaksNoRule(suite.browserPage, theme, what);
      await suite.open({ theme, width: theme === 'light' ? 600 : 1280 });
      if (theme === 'dark') await check('empty');
      await suite.page.run(1230, 'running', {}, { notices: [{ text: 'Mind the gap.', severity: 'warning' }] });
      await suite.browserPage.getByText('All evaluations as a table').click();
      await suite.page.scrubber.press('ArrowLeft');
      await suite.page.settled();
      await check('life');
      if (theme === 'dark' || theme === 'high-contrast') {
        await suite.browserPage.getByRole('tab', { name: 'Blocks' }).click();
        return check('blocks');
      }
      await suite.browserPage.getByRole('tab', { name: 'Check gradients' }).click();
      await suite.browserPage.locator('#check').click();
      await suite.browserPage.locator('#verdict').waitFor();
      await check('gradients');
    });
  }

  it('speaks Chinese', async () => {
    await suite.page.run(1230, 'running', {}, { language: 'zh-cn' });
    assert.equal(
      await suite.page.heading.textContent(),
      '正在学习 tale：留出损失 1.823 奈特；只懂二元组是 2.452，一无所知是 4.174',
    );
    const english = /\b(the|of|step|loss|rate|held|head|layer|training|gradient|token)\b/gi;
    for (const view of ['成长', '各块', '检查梯度']) {
      await suite.browserPage.getByRole('tab', { name: view }).click();
      await suite.page.settled();
      // The first mention of a token names it in English, too.
      assert.deepEqual(
        (await suite.page.shownWords(english, 'style, blockquote, canvas')).filter((word) => word !== 'token'),
        [],
      );
    }
  });

  for (const width of [500, 800, 1280]) {
    it(`fits ${width} pixels`, async function () {
      this.timeout(60_000);
      await suite.open({ width });
      await suite.page.run(1230, 'running', width === 800 ? { layers: 12, heads: 12 } : {});
      for (const view of ['Life', 'Blocks', 'Check gradients']) {
        await suite.browserPage.getByRole('tab', { name: view }).click();
        await suite.page.settled();
        assert.equal(await suite.page.overflow(), 0, view);
      }
    });
  }

  it('does not jump as training goes on', async () => {
    await suite.page.run(0);
    const parts = ['underhood-loss .frame', '[role="tablist"]', '[role="tabpanel"]'];
    const places = async () => {
      const boxes = await Promise.all(parts.map((part) => suite.browserPage.locator(part).boundingBox()));
      return boxes.map((box) => [box!.x, box!.y, box!.width]);
    };
    const before = await places();
    await suite.page.at(210);
    assert.deepEqual(await places(), before);
    await suite.page.at(1230);
    assert.deepEqual(await places(), before);
  });

  it('only steps through the life of a run for who wants no motion', async () => {
    await suite.page.run(1230);
    assert.equal(await suite.page.button('Play the time-lapse').count(), 0);
    await suite.page.button('Evaluation before').click();
    await suite.page.settled();
    assert.equal((await suite.page.navigation())?.moment, 1000);
  });
});
