import assert from 'node:assert/strict';
import { positionsViews } from '../../src/protocol/positionsPage.ts';
import { raceStart } from '../../src/protocol/race.ts';
import { texts } from './attention/texts.ts';
import { breaksNoRule } from './parts/accessibility.ts';
import { keyboardOf } from './parts/keyboard.ts';
import { askedThemes } from './parts/openPage.ts';
import { positionsSuite } from './positions/suite.ts';

/** Every view, and within the loaded model every part. */
const places = [...positionsViews, 'table', 'falloff'] as const;

positionsSuite('the positions page for everyone', (suite) => {
  const { press, tabTo } = keyboardOf(
    () => suite.browserPage,
    () => suite.page.settled(),
  );
  const show = async (place: (typeof places)[number]) => {
    if (place === 'table' || place === 'falloff') {
      await suite.page.tab('model').click();
      await suite.browserPage.locator(`#tab-${place}`).click();
    } else await suite.page.tab(place).click();
    await suite.page.settled();
  };
  /** Two races, so that the spread over seeds is there too. */
  const race = async () => {
    await suite.browserPage.evaluate((settings) => {
      window.fakePositions.race({ ...settings, seed: 2 }, 'finished');
      window.fakePositions.race(settings, 'finished');
    }, raceStart);
  };

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

  it('is walked by the keyboard alone: order, positions told, heads, race', async () => {
    await suite.page.run(texts.short);
    await tabTo('underhood-positions tab-schemes');
    await press('ArrowRight', 'ArrowRight', 'ArrowRight');
    await tabTo('underhood-positions-order own-text');
    await tabTo('underhood-positions-setting grid');
    await press('ArrowDown');
    assert.match(await suite.page.readout.innerText(), /^Encoder without positions: 爱 /);
    await suite.page.tab('order').focus();
    await press('ArrowRight');
    await tabTo('underhood-positions-model tab-displace');
    await tabTo('underhood-positions-displace-controls kind-zero');
    await press('Enter');
    await tabTo('underhood-positions-moved-heads grid');
    await press('End', 'Enter');
    await tabTo('underhood-positions-head-pair grid');
    assert.match(await suite.page.readout.innerText(), /^Layer 1, head 3: /);
    await suite.page.tab('model').focus();
    await press('ArrowRight');
    await tabTo('underhood-positions-race-controls start');
    await press('Enter');
    assert.deepEqual(await suite.page.calls('startRace'), [raceStart]);
    await tabTo('underhood-line-chart grid');
    await press('Home');
    assert.match(await suite.page.readout.innerText(), /^no positions, at step 0: /);
  });

  for (const some of [places.slice(0, 4), places.slice(4)]) {
    it(`breaks no rule of accessibility: ${some.join(', ')}`, async () => {
      await suite.page.run(texts.short);
      await race();
      for (const place of some) {
        await show(place);
        const tables = suite.browserPage.locator('summary');
        for (let i = 0; i < (await tables.count()); i += 1) await tables.nth(i).click();
        await breaksNoRule(suite.browserPage, 'dark', place);
      }
    });
  }

  for (const theme of askedThemes.slice(1)) {
    it(`can be read in the theme ${theme}`, async () => {
      await suite.open({ theme });
      await suite.page.run(texts.short);
      await race();
      // What is coloured elsewhere is coloured here too.
      for (const place of ['schemes', 'order', 'model', 'race'] as const) {
        await show(place);
        await breaksNoRule(suite.browserPage, theme, place);
      }
    });
  }

  it('speaks Chinese, and fits a narrow page', async () => {
    await suite.open({ width: 500 });
    await suite.page.run(texts.chinese, undefined, { language: 'zh-cn' });
    await race();
    for (const place of places) {
      await show(place);
      const english = await suite.page.shownWords(
        /\b(the|of|positions?|dimensions?|learned|pair|scheme|apart|value|layer)\b/gi,
      );
      assert.deepEqual(english, [], place);
      for (const width of [800, 500]) {
        await suite.browserPage.setViewportSize({ width, height: 800 });
        await suite.page.settled();
        assert.equal(await suite.page.overflow(), 0, `${place} at ${width}`);
      }
    }
  });
});
