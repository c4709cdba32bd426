import assert from 'node:assert/strict';
import type { PositionsNavigation } from '../../src/protocol/positionsPage.ts';
import { texts } from './attention/texts.ts';
import { positionsSuite } from './positions/suite.ts';

positionsSuite('the positions page', (suite) => {
  const find = (selector: string) => suite.browserPage.locator(selector);
  const fact = (name: string) => find(`underhood-positions-formula [data-fact="${name}"]`).innerText();
  const readout = () => suite.page.readout.innerText();
  const navigation = async () => (await suite.page.navigation()) as PositionsNavigation;
  /** Types a number and leaves its field. */
  const type = async (selector: string, value: string) => {
    await find(selector).fill(value);
    await find(selector).press('Enter');
    await find(selector).blur();
    await suite.page.settled();
  };
  const near = (shown: string, value: number) =>
    assert.ok(
      Math.abs(Number(shown.replace('−', '-')) - value) < 5e-4 * Math.max(1e-3, Math.abs(value)),
      `${shown} is not ${value}`,
    );

  it('shows all schemes without a model, and one of them large', async () => {
    assert.equal(await suite.page.heading.textContent(), 'How does a position become numbers?');
    assert.equal(await suite.browserPage.getByRole('radio').count(), 8);
    assert.equal(await find('#scheme-sinusoid').getAttribute('aria-checked'), 'true');
    near(await fact('value'), Math.sin(10 / 10_000 ** (10 / 200)));
    near((await fact('wavelength')).replace(' positions', ''), 2 * Math.PI * 10_000 ** (10 / 200));
    assert.match(await find('#waves').innerText(), /every 6\.283 positions, the slowest every 57,303/);
    await find('#scheme-none').click();
    assert.match(await readout(), /^There is nothing to see/);
    await find('#scheme-learned').click();
    assert.match(await readout(), /^No model is loaded/);
  });

  it('reads any cell by the keyboard, and pins it', async () => {
    await suite.page.run(texts.chinese);
    await suite.browserPage.evaluate(() => window.fakePositions.cursor(6));
    await suite.page.settled();
    assert.match(await readout(), /^At position 6 /, 'the token under the cursor');
    await suite.browserPage.evaluate(() => window.fakePositions.cursor(null));
    await find('underhood-positions-heatmap [role="grid"]').focus();
    const { keyboard } = suite.browserPage;
    // From the cell in front, 10 and 10.
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowRight']) await keyboard.press(key);
    await suite.page.settled();
    near(await fact('value'), Math.cos(13 / 10_000 ** (10 / 200)));
    assert.match(
      await readout(),
      /^At position 13 \(.+\), dimension 11 is −0\.3415: the cosine of pair 5, which comes round/,
    );
    const lit = await find('underhood-positions-formula [data-symbol].lit').evaluateAll((nodes) =>
      nodes.map((node) => node.textContent),
    );
    assert.deepEqual([...new Set(lit)].sort(), ['i', 'p']);
    assert.deepEqual((await suite.page.calls('hoverToken')).at(-1), { index: 13 });
    await keyboard.press('Enter');
    await keyboard.press('End');
    await keyboard.press('ArrowDown');
    await keyboard.press('Shift+Enter');
    await suite.page.settled();
    assert.deepEqual((await navigation()).pinnedPositions, [13, 14]);
    assert.equal((await navigation()).pinnedDimension, 199);
    assert.match(
      (await suite.browserPage.getByRole('img', { name: /as curves/ }).getAttribute('aria-label')) ?? '',
      /13, 14/,
    );
    await suite.browserPage.getByText('As a table').click();
    const row = suite.browserPage.getByRole('region', { name: 'position 14' }).getByRole('row').nth(38);
    near(await row.getByRole('cell').last().innerText(), Math.cos(14 / 10_000 ** (36 / 200)));
    await find('underhood-positions-heatmap [role="grid"]').focus();
    await keyboard.press('Escape');
    await suite.page.settled();
    assert.deepEqual((await navigation()).pinnedPositions, []);
  });

  it('has the pictures of others: the essay’s axis, its formula as printed', async () => {
    await find('#preset-essayAxis').click();
    assert.match(await find('#shift').innerText(), /From p = 40 to p = 80 .* = 15\.05 dimensions, at d = 200/);
    await suite.browserPage.getByRole('button', { name: 'Let go of position 40' }).click();
    assert.match(await find('#shift').innerText(), /From p = 20 to p = 40/);
    await find('#preset-asPrinted').click();
    assert.match(
      await find('.about').innerText(),
      /longest wave is 9\.065 positions, by the paper's formula 57,303\..*cannot come from this formula/,
    );
    assert.equal(await find('#preset-asPrinted').getAttribute('aria-pressed'), 'true');
    await find('#preset-paper').click();
    assert.equal(await find('#width').inputValue(), '512');
  });

  it('takes any size, also odd ones, one, and what is none', async () => {
    await type('#width', '7');
    await find('underhood-positions-heatmap [role="grid"]').focus();
    await suite.browserPage.keyboard.press('End');
    await suite.page.settled();
    assert.equal(await fact('dimension'), '6');
    assert.equal(await fact('pair'), '3');
    await type('#width', '1');
    await type('#positions', '-5');
    assert.equal(await find('#positions').inputValue(), '1');
    assert.equal(await fact('value'), '0');
    await find('#scheme-rotary').click();
    assert.match(await readout(), /one dimension is no pair/);
  });

  it('draws the loaded model’s own table, bit for bit, in slices', async () => {
    await suite.page.run(texts.chinese, { positions: 3000, width: 800 });
    await find('#scheme-learned').click();
    await suite.page.settled();
    assert.equal(await suite.browserPage.getByText('Something went wrong').count(), 0);
    const slices = (await suite.page.calls('positionTable')) as { from: number; to: number }[];
    assert.ok(slices.length > 1 && slices.every(({ from, to }) => (to - from) * 800 * 4 <= 4 * 2 ** 20));
    const same = await suite.browserPage.evaluate(() => {
      const heatmap = document
        .querySelector('underhood-positions')!
        .shadowRoot!.querySelector('underhood-positions-schemes')!
        .shadowRoot!.querySelector('underhood-positions-detail') as HTMLElement & { table: { data: Float32Array } };
      const { table } = window.fakePositions;
      return heatmap.table.data.length === table.length && heatmap.table.data.every((value, i) => value === table[i]);
    });
    assert.ok(same);
    assert.match(await find('.about').innerText(), /real table of fake-bilingual-8m, 3000 positions of 800 numbers/);
  });

  it('says what went wrong with the table, and goes on saying it', async () => {
    await suite.browserPage.evaluate(() => window.fakePositions.failing.add('positionTable'));
    await suite.page.run(texts.short);
    await find('#scheme-rotary').click();
    await suite.page.settled();
    await suite.browserPage.getByText('Something went wrong: positionTable failed').waitFor();
  });

  it('says what a model without a table has instead', async () => {
    await suite.page.run(texts.short, { kind: 'rotary' });
    await find('#scheme-learned').click();
    assert.match(await readout(), /has no table of positions: it turns queries and keys/);
    await find('#scheme-rotary').click();
    await find('#quantity').selectOption('angle');
    await find('#pairing').selectOption('neighbours');
    assert.match(await find('.about').innerText(), /frequencies of fake-bilingual-8m: θ = 500,000, 12 numbers a head/);
    await suite.page.run(texts.short, { kind: 'alibi' });
    await find('#scheme-alibi').click();
    assert.match(await find('.about').innerText(), /the 4 heads of fake-bilingual-8m/);
    await suite.page.settled();
    assert.match(
      await readout(),
      /Head 0 takes 0\.2500 from a score per token of distance: −2\.500 at a distance of 10/,
    );
  });

  it('compares positions, and says what does not come from their distance', async () => {
    await suite.page.run(texts.chinese);
    await suite.page.tab('similarity').click();
    await suite.page.settled();
    const departure = (scheme: string) => find(`tr[data-scheme="${scheme}"] td.number`).innerText();
    assert.equal(await departure('sinusoid'), '≈ 0');
    assert.match(await find('tr[data-scheme="sinusoid"]').innerText(), /only i − j matters/);
    assert.ok(Number(await departure('pureSine')) > 0.3);
    assert.ok(Number(await departure('learned')) > 0.1);
    assert.match(await readout(), /^Positions 20 and 10, 10 apart: 67\.36\. All pairs 10 apart: 67\.36 on average/);
    assert.match(
      await find('#verdict').innerText(),
      /^Yes: one rotation, by −1 rad, takes dimensions 0 and 1 .* p \+ 1\./,
    );
    await find('#scheme').selectOption('pureSine');
    assert.match(await find('#verdict').innerText(), /^No: dimensions 0 and 1 are the same sine/);
    await find('#measure').selectOption('cosine');
    await find('#scheme').selectOption('learned');
    await suite.page.settled();
    assert.deepEqual(
      (await suite.page.calls('tableSimilarity')).map((request) => (request as { measure: string }).measure),
      ['dot', 'cosine'],
    );
    await find('#scheme').selectOption('none');
    assert.match(await readout(), /^There is nothing to see/);
  });

  it('covers the essay’s sentence, and counts who can be told apart', async () => {
    await suite.page.run(texts.chinese);
    await suite.page.tab('covered').click();
    const count = () => find('#count').innerText();
    assert.equal(await count(), '38 of 50 positions can be told apart');
    assert.match(await readout(), /我 0 cannot be told from 你 44, 0\.01252 away/);
    await find('#uncovered').fill('1');
    assert.equal(await count(), '0 of 50 positions can be told apart');
    await find('#uncovered').fill('4');
    assert.equal(await count(), '50 of 50 positions can be told apart');
    await type('#tolerance', '0.9');
    assert.equal(await count(), '0 of 50 positions can be told apart');
    await find('#own-text').check();
    await find('underhood-positions-heatmap [role="grid"]').focus();
    await suite.browserPage.keyboard.press('ArrowDown');
    await suite.page.settled();
    const label = await suite.browserPage.evaluate(() => window.fakePositions.state.run!.tokens[1].spelling);
    assert.ok((await readout()).includes(`${label} 1`), await readout());
    await find('#scheme').selectOption('none');
    assert.equal(await count(), '0 of 50 positions can be told apart');
  });

  it('is where it was when it is brought back', async () => {
    await suite.page.run(
      texts.short,
      {},
      {
        navigation: {
          ...(await suite.browserPage.evaluate(
            () =>
              (document.body.lastElementChild as unknown as { store: { navigation: PositionsNavigation } }).store
                .navigation,
          )),
          view: 'covered',
          covered: { positions: 9, uncovered: 3, tolerance: 0.1, ownText: true },
        },
      },
    );
    assert.equal(await suite.page.tab('covered').getAttribute('aria-selected'), 'true');
    assert.match(await find('#count').innerText(), /of 9 positions/);
    await suite.page.run(texts.chinese);
    assert.match(await find('#count').innerText(), /of 9 positions/);
  });
});
