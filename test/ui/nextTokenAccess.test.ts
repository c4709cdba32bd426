import assert from 'node:assert/strict';
import { longText, texts } from './attention/texts.ts';
import { nextTokenSuite } from './nextToken/suite.ts';
import { breaksNoRule } from './parts/accessibility.ts';
import { keyboardOf } from './parts/keyboard.ts';
import { askedThemes } from './parts/openPage.ts';

nextTokenSuite('the next-token page for everyone', (suite) => {
  const { press, tabTo, listsKeys } = keyboardOf(
    () => suite.browserPage,
    () => suite.page.settled(),
  );
  const writeOn = async () => {
    await suite.browserPage.locator('#write').click();
    await suite.browserPage.locator('underhood-continue .end').getByText(/30/).waitFor();
    await suite.page.settled();
    await suite.page.written.nth(2).click();
    await suite.page.settled();
  };

  it('is walked by the keyboard alone: tabs, text, list, settings, draws', async () => {
    await suite.page.run(texts.english);
    await tabTo('underhood-next-token tab-next');
    await press('ArrowRight');
    assert.equal((await suite.page.navigation())?.view, 'continue');
    await press('ArrowLeft');
    assert.equal((await suite.page.navigation())?.view, 'next');

    await tabTo('underhood-reading-strip listbox');
    await press('Home', 'ArrowRight', 'ArrowRight');
    assert.ok(await suite.browserPage.getByRole('tooltip').isVisible(), 'what hover shows, focus shows');
    await press('Enter');
    assert.equal((await suite.page.navigation())?.position, 2);
    await press('Escape', 'Escape');
    assert.equal((await suite.page.navigation())?.position, null);

    await tabTo('underhood-ranked-list grid');
    await press('Home', 'ArrowDown');
    assert.match((await suite.page.readout.textContent())!, / is rank 2 of 4,096: logit /);
    await press('Enter', 'End');
    assert.match((await suite.page.readout.textContent())!, / is rank 10 of 4,096: /);
    assert.equal(await suite.page.list.locator('#row-1').getAttribute('aria-selected'), 'true');
    await press('Escape');
    assert.equal(await suite.page.list.locator('[aria-selected="true"]').count(), 0);

    await tabTo('underhood-draws draw');
    await press('Enter');
    await suite.browserPage.locator('.explained').getByText('of 1,000 times').waitFor();

    await tabTo('underhood-sampling temperature');
    await press('ArrowLeft', 'ArrowLeft');
    assert.ok(Math.abs((await suite.page.navigation())!.sampling.temperature - 0.9) < 1e-9);
    assert.equal(await suite.browserPage.locator('#temperature').getAttribute('aria-valuetext'), '0.9');
  });

  it('reads the focused row out as the settings change under it', async () => {
    await suite.page.run(texts.english);
    await suite.page.list.focus();
    await press('Home', 'ArrowDown', 'Enter');
    await suite.page.type('topK', '1');
    assert.match((await suite.page.readout.textContent())!, /is rank 2 of .*; dropped by the filters\.$/);
  });

  it('lists its keys', async () => {
    await suite.page.run(texts.short);
    await listsKeys(/move among tokens, rows, alternatives or branches/);
  });

  for (const theme of askedThemes) {
    it(`breaks no rule of accessibility: ${theme}`, async function () {
      this.timeout(180_000);
      const check = (what: string) => breaksNoRule(suite.browserPage, theme, what);
      await suite.open({ theme, width: theme === 'light' ? 600 : 1280 });
      await check('empty');
      await suite.page.run(texts.chinese, undefined, { outdated: true });
      await suite.page.places.nth(9).click();
      await suite.page.type('topP', '0.5');
      await suite.browserPage.locator('#draw').click();
      await check('next');
      await suite.browserPage.locator('#numbers').click();
      await check('numbers');
      await press('Escape');
      await suite.page.type('temperature', '9');
      await check('a number that was refused');
      await suite.page.tab('Continue').click();
      await check('nothing written');
      await writeOn();
      await check('continue');
      await suite.page.tab('The essay’s example').click();
      await check('example');
      await press('?');
      await check('keys');
    });
  }

  it('speaks Chinese', async () => {
    await suite.page.run(texts.chinese, undefined, { language: 'zh-cn' });
    assert.equal(await suite.page.heading.textContent(), '…忘记不了那天，忘记不了前天的那天 之后是什么？');
    await suite.page.places.nth(20).click();
    await suite.browserPage.getByText('这里实际出现的是').waitFor();
    await suite.browserPage.locator('#draw').click();
    await suite.page.settled();
    assert.match(
      (await suite.page.readout.textContent())!,
      /在 4,096 个中排第 \d+：logit [\d.]+，概率 .*抽中 \d+ 次。$/,
    );
    const english = /\b(the|of|tokens?|rank|probability|drawn|after|kept|seed|write|branch)\b/gi;
    for (const view of ['续写', '文章的例子', '下一个词元']) {
      await suite.browserPage.getByRole('tab', { name: view }).click();
      await suite.page.settled();
      // The first mention of a token names it in English, too.
      assert.deepEqual(
        (await suite.page.shownWords(english)).filter((word) => word !== 'token'),
        [],
      );
    }
  });

  for (const text of [texts.short, longText(470)]) {
    it(`fits windows of 600, 800 and 1,280 pixels, with ${text.length} characters`, async function () {
      this.timeout(180_000);
      const fits = async (check = async (_: number) => {}) => {
        for (const width of [600, 800, 1280]) {
          await suite.browserPage.setViewportSize({ width, height: 800 });
          await suite.page.settled();
          assert.equal(await suite.page.overflow(), 0, `${width}`);
          await check(width);
        }
      };
      await suite.page.run(text);
      await suite.page.slide('topP', 0.5);
      await suite.browserPage.locator('#draw').click();
      await fits(async (width) => {
        const list = (await suite.page.list.boundingBox())!;
        const settings = (await suite.browserPage.locator('underhood-sampling').boundingBox())!;
        if (width < 1000) assert.ok(settings.y >= list.y + list.height, 'the answer before the settings');
        else assert.ok(settings.x >= list.x + list.width, 'settings beside the list');
      });
      await suite.page.tab('Continue').click();
      await writeOn();
      await fits();
      await suite.page.tab('The essay’s example').click();
      await suite.page.settled();
      await fits();
    });
  }

  it('has the ten likeliest tokens on the first screen of half a small window, whatever the text', async () => {
    const cut = 'The text takes 393 tokens; only the last 256 of them were used, the most that can be run here.';
    for (const [text, language] of [
      [texts.short, 'en'],
      [longText(470), 'en'],
      [texts.chinese, 'zh-cn'],
    ] as const) {
      const notices = text === texts.short ? [] : [{ text: cut, severity: 'warning' as const }];
      await suite.page.run(text, undefined, { language, notices });
      for (const width of [610, 800]) {
        await suite.browserPage.setViewportSize({ width, height: 705 });
        await suite.page.settled();
        const foot = (await suite.browserPage.locator('footer').boundingBox())!;
        const tenth = (await suite.page.rows.nth(9).boundingBox())!;
        assert.ok(tenth.y + tenth.height <= foot.y, `${width}, ${text.length} characters: ${tenth.y} of ${foot.y}`);
      }
    }
  });

  it('does not jump when an answer arrives or a setting is moved', async () => {
    await suite.page.run(texts.english);
    const parts = [suite.page.list, suite.page.rest, suite.browserPage.locator('underhood-sampling')];
    const placeOnPage = (part: Element) => {
      const { left, top, width, height } = part.getBoundingClientRect();
      return [left, top + window.scrollY, width, height].map(Math.round);
    };
    const places = () => Promise.all(parts.map((part) => part.evaluate(placeOnPage)));
    const before = await places();
    await suite.page.slide('topP', 0.4);
    assert.deepEqual(await places(), before);
    await suite.page.slide('temperature', 0);
    assert.deepEqual(await places(), before);
    await suite.browserPage.locator('#draw').click();
    await suite.page.settled();
    assert.deepEqual(await places(), before);
  });

  it('keeps still for who wants no motion', async () => {
    const duration = () =>
      suite.page.places.first().evaluate((token) => Number.parseFloat(getComputedStyle(token).transitionDuration));
    await suite.page.run(texts.short);
    assert.equal(await duration(), 0);
    const drawn = await suite.browserPage.locator('underhood-draws').evaluate(async (draws) => {
      draws.shadowRoot!.querySelector<HTMLElement>('#draw')!.click();
      await new Promise((resolve) => requestAnimationFrame(resolve));
      return draws.shadowRoot!.querySelector('.explained')!.textContent!;
    });
    assert.match(drawn, /of 1,000 times/);
    await suite.open({ reducedMotion: false });
    await suite.page.run(texts.short);
    assert.ok(Math.abs((await duration()) - 0.12) < 1e-6);
  });
});
