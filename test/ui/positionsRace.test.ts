import assert from 'node:assert/strict';
import type { PositionsNavigation } from '../../src/protocol/positionsPage.ts';
import { type RaceSettings, type RaceState, raceStart } from '../../src/protocol/race.ts';
import { positionsSuite } from './positions/suite.ts';

positionsSuite('the race of the position schemes', (suite) => {
  const find = (selector: string) => suite.browserPage.locator(selector);
  const readout = () => suite.page.readout.innerText();
  const click = async (selector: string) => {
    await find(selector).click();
    await suite.page.settled();
  };
  const race = async (settings: RaceSettings, phase: RaceState['phase'], done?: number) => {
    await suite.browserPage.evaluate(([own, how, count]) => window.fakePositions.race(own, how, count), [
      settings,
      phase,
      done,
    ] as const);
    await suite.page.settled();
  };
  const row = (scheme: string) => find(`underhood-positions-contestants tr[data-scheme="${scheme}"]`);

  beforeEach(() => suite.page.tab('race').click());

  it('says how long it takes, starts with what is set, is paused, resumed and stopped, and goes on', async () => {
    assert.match(await find('.expected').innerText(), /at most about 4 min on two cores/);
    assert.equal(await readout(), 'No race has been run yet.');
    await find('#steps').fill('2400');
    await find('#seed').fill('-3');
    await find('#seed').blur();
    assert.match(await find('.expected').innerText(), /at most about 8 min/);
    await click('#start');
    assert.deepEqual(await suite.page.calls('startRace'), [{ ...raceStart, steps: 2400, seed: 0 }]);
    assert.match(
      await find('#progress').innerText(),
      /^Running · 0 of 8 are through · no positions: step 1,200 of 2,400/,
    );
    assert.equal(await readout(), 'Nobody is through yet.');
    await click('#pause');
    assert.match(await find('#progress').innerText(), /^Paused/);
    await click('#resume');
    await click('#stop');
    assert.match(await find('#progress').innerText(), /^Stopped/);
    assert.equal((await find('#start').innerText()).trim(), 'Go on');
    for (const method of ['pauseRace', 'resumeRace', 'stopRace']) {
      assert.equal((await suite.page.calls(method)).length, 1, method);
    }
  });

  it('follows the contestants, one after the other, in curves, numbers and words', async () => {
    await race(raceStart, 'running', 3);
    assert.match(await row('pureSine').innerText(), /all 1,200 steps.*2\.300 *\t?.*3\.100.*\+0\.8000/s);
    assert.match(await row('sinusoid').innerText(), /step 600 of 1,200/);
    assert.match(await row('alibi').innerText(), /waits/);
    assert.match(await find('#verdict').innerText(), /can be said when/);
    assert.match(await readout(), /^3 of 8 are through\. So far pure sine is best up to position 64 \(2\.300/);
    const lines = await suite.browserPage.locator('#steps.later, underhood-line-chart').count();
    assert.equal(lines, 2);
    await find('underhood-line-chart#steps [role="grid"]').focus();
    await suite.browserPage.keyboard.press('Home');
    await suite.page.settled();
    assert.match(await readout(), /^no positions, at step 0: 5\.\d+ nats per token on held-out text/);
    await find('underhood-line-chart#positions [role="grid"]').focus();
    await suite.browserPage.keyboard.press('End');
    await suite.page.settled();
    assert.match(await readout(), /at positions 240–255, which it was never trained on: 2\.800/);
  });

  it('judges the essay, says that one race is one seed, and what a layer norm erases', async () => {
    await race(raceStart, 'finished');
    assert.equal(await find('#verdict').getAttribute('data-verdict'), 'roughly');
    assert.match(
      await find('#verdict').innerText(),
      /^Half so here: .* Beyond 64 tokens the loss of pure sine changes by \+0\.8000 .*place, by \+1\.200; .* by \+2\.350\. One race is one seed \(1\)/,
    );
    assert.match(
      await find('#erased').innerText(),
      /^Index times vector learned just what no positions did: .* 0 nats/,
    );
    assert.match(
      await readout(),
      /^RoPE is best up to position 64 \(2 nats per token\), and ALiBi beyond it \(2\.120\)/,
    );
    assert.equal(await find('#start').isDisabled(), true);
    assert.match(await find('.expected').innerText(), /same numbers again/);
    assert.equal(await row('rotary').locator('.best').innerText(), '2');
    assert.equal(await find('underhood-positions-contestants .best').count(), 2);
    await click('#explain-rotary');
    assert.deepEqual(await suite.page.calls('explainContestant'), [{ scheme: 'rotary' }]);
    await suite.browserPage.getByText('Loss by position as a table').click();
    const cells = await find('underhood-curve-table tbody tr').last().innerText();
    assert.match(cells, /^240–255\s+2\.800\s+2\.900\s+3\.100/);
  });

  it('shows races that are kept again, and the spread over their seeds', async () => {
    for (const seed of [3, 2, 1]) await race({ ...raceStart, seed }, 'finished');
    await race({ ...raceStart, steps: 40, seed: 1 }, 'stopped', 2);
    await find('#kept').selectOption('english-stories-1200-2');
    await suite.page.settled();
    assert.deepEqual(await suite.page.calls('showRace'), [{ ...raceStart, seed: 2 }]);
    assert.equal(await find('#seed').inputValue(), '2');
    assert.match(await find('#seeds').innerText(), /^Of 3 races, the claim holds in 0, half in 3, and not in 0/);
    assert.match(await find('#seeds-name').innerText(), /^From 3 seeds: 1, 2, 3$/);
    const alibi = await find('underhood-positions-verdict tbody tr').last().innerText();
    assert.match(alibi, /^ALiBi\s+2\.110 2\.100 … 2\.120\s+2\.130 2\.120 … 2\.140/);
    assert.ok(!(await find('#verdict').innerText()).includes('One race is one seed'));
  });

  it('shows what is kept when the page is brought back, and says why a race failed', async () => {
    await race({ ...raceStart, seed: 5 }, 'finished');
    await suite.page.tab('order').click();
    await suite.page.push({ race: undefined });
    await suite.page.tab('race').click();
    await suite.page.settled();
    assert.deepEqual(await suite.page.calls('showRace'), [{ ...raceStart, seed: 5 }]);
    assert.equal(((await suite.page.navigation()) as PositionsNavigation).race.seed, 5);
    await suite.browserPage.evaluate(() => {
      const { race } = window.fakePositions.state;
      const error = { code: 'training.diverged', parameters: { step: 1200, block: '1' } } as const;
      const contestants = race!.contestants.map((one, i) =>
        i === 0 ? { ...one, phase: 'failed' as const, error } : one,
      );
      window.fakePositions.push({ race: { ...race!, contestants } });
    });
    await suite.browserPage
      .getByText('diverged at step 1,200: its numbers stopped being finite, first in “layer 1”')
      .waitFor();
    await suite.browserPage.evaluate(() => {
      const { state } = window.fakePositions;
      const error = { code: 'race.running', parameters: {} } as const;
      window.fakePositions.push({ race: { ...state.race!, phase: 'failed', error } });
    });
    await suite.page.settled();
    assert.match(await find('#failed').innerText(), /^A race is being run already/);
  });
});
