import assert from 'node:assert/strict';
import type { PositionsNavigation } from '../../src/protocol/positionsPage.ts';
import { texts } from './attention/texts.ts';
import { positionsSuite } from './positions/suite.ts';

positionsSuite('positions in the loaded model', (suite) => {
  const find = (selector: string) => suite.browserPage.locator(selector);
  const readout = () => suite.page.readout.innerText();
  const press = async (...keys: string[]) => {
    for (const key of keys) await suite.browserPage.keyboard.press(key);
    await suite.page.settled();
  };
  const click = async (selector: string) => {
    await find(selector).click();
    await suite.page.settled();
  };
  const saved = async () => {
    await suite.page.settled();
    return (await suite.page.navigation()) as PositionsNavigation;
  };

  it('says what it needs while no model is loaded', async () => {
    await suite.page.tab('order').click();
    assert.match(await find('underhood-positions-order p').first().innerText(), /none is loaded/);
    await click('#tab-model');
    await click('#choose-model');
    assert.equal((await suite.page.calls('chooseModel')).length, 1);
  });

  it('compares two orders: the encoder without positions cannot tell them apart, all others can', async () => {
    await suite.page.run(texts.chinese);
    await click('#tab-order');
    const panels = find('underhood-positions-setting');
    // What the colours and the differences mean is read before they are met.
    assert.ok((await find('.legend').boundingBox())!.y < (await panels.first().boundingBox())!.y);
    const follows = await panels.locator('#follows').allInnerTexts();
    assert.match(follows[0], /^To it, 我爱你 and 你爱我 are the same: .* up to rounding \(0 at most\)/);
    assert.match(follows[1], /^Positions alone tell 我爱你 from 你爱我/);
    assert.match(follows[2], /leaks in through the mask\.$/);
    assert.match(follows[3], /^Mask and positions together/);
    const numbers = (panel: number) => panels.nth(panel).locator('.number').allInnerTexts();
    assert.deepEqual(await numbers(0), ['0', '0', '0']);
    const listed = (await numbers(2)).sort();
    const said = /differ by (\S+) to (\S+):/.exec(follows[2])!;
    assert.deepEqual(said.slice(1), [listed[0], listed[2]]);
    await panels.nth(2).getByRole('grid').focus();
    await press('ArrowDown', 'ArrowDown');
    assert.match(
      await readout(),
      /^Decoder without positions: 你 comes out differently at position 2 and at position 0/,
    );
    assert.equal(await find('.orders .front').count(), 2);
    await find('#own-text').check();
    await suite.page.settled();
    const asked = (await suite.page.calls('compareOrders')) as { text: string }[];
    assert.deepEqual(asked[0].text, '我爱你');
    assert.equal([...asked[1].text].length, 16);
    assert.ok(texts.chinese.startsWith(asked[1].text));
    assert.equal((await saved()).orderOwnText, true);
    // The essay's three characters have none where the pointer rests.
    await panels.nth(2).locator('[data-token="9"] .difference').hover();
    await suite.page.settled();
    await find('#own-text').evaluate((box) => (box as HTMLInputElement).click());
    await suite.page.settled();
    assert.deepEqual(await numbers(0), ['0', '0', '0']);
  });

  it('tells the tokens other positions, and shows what becomes of the next token and of every head', async () => {
    await suite.page.run(texts.chinese);
    await click('#tab-model');
    const next = find('underhood-positions-next');
    assert.match(
      await readout(),
      /^With the true positions, the likeliest next token is 天, with a probability of 0\.6321/,
    );
    assert.deepEqual(
      await next.locator('#true .number').allInnerTexts(),
      await next.locator('#now .number').allInnerTexts(),
    );
    await click('#kind-shuffle');
    const told = await find('underhood-positions-told .number').allInnerTexts();
    const [displaced] = await suite.browserPage.evaluate(async () => {
      const { calls } = window.fakePositions;
      return calls
        .filter(({ method }) => method === 'displace')
        .map(({ request }) => request)
        .slice(-1);
    });
    assert.deepEqual((displaced as { displacement: unknown }).displacement, { kind: 'shuffle', seed: 1 });
    assert.deepEqual(
      told.map(Number).sort((a, b) => a - b),
      told.map((_, i) => i),
    );
    assert.notDeepEqual(
      told.map(Number),
      told.map((_, i) => i),
    );
    assert.match(
      await readout(),
      /^The likeliest next token was 天 \(0\.6321\) and becomes 人 \(0\.3001\);.* Layer 0, head 2 moves most/,
    );
    await click('#another');
    assert.deepEqual((await saved()).displacement, { kind: 'shuffle', seed: 2 });
    await click('#kind-zero');
    assert.ok((await find('underhood-positions-told .number').allInnerTexts()).every((number) => number === '–'));
    assert.deepEqual((await saved()).displacement, { kind: 'scale', factor: 0 });
    await click('#kind-scale');
    await find('#factor').fill('1.5');
    assert.match(await find('#meaning').innerText(), /multiplied by 1\.5 before/);
    await click('#kind-shift');
    // 64 rows, 37 tokens.
    await find('#by').fill('500');
    await find('#by').blur();
    assert.equal(await find('#by').inputValue(), '27');
    assert.deepEqual((await saved()).displacement, { kind: 'shift', by: 27 });
  });

  it('shows one head before and after, by keyboard and as a table, and keeps the one that is chosen', async () => {
    await suite.page.run(texts.short);
    await click('#tab-model');
    await click('#kind-zero');
    await find('underhood-positions-moved-heads [role="grid"]').focus();
    await press('Home', 'ArrowRight', 'Enter');
    assert.deepEqual((await saved()).head, { layer: 0, head: 1 });
    await find('underhood-positions-head-pair [role="grid"]').focus();
    await press('Home', 'ArrowRight', '+', 'Enter');
    const sentence = await readout();
    const values =
      /^Layer 0, head 1: (.+) gives (\S+) of its attention to (.+) with the true positions, and (\S+) with/.exec(
        sentence,
      );
    assert.ok(values, sentence);
    const wanted = await suite.browserPage.evaluate(() => {
      const pair = document
        .querySelector('underhood-positions')!
        .shadowRoot!.querySelector('underhood-positions-model')!
        .shadowRoot!.querySelector('underhood-positions-displace')!
        .shadowRoot!.querySelector('underhood-positions-head-pair') as HTMLElement & {
        asIs: { pattern: Float32Array; length: number };
        now: { pattern: Float32Array };
      };
      const place = (pair.asIs.length - 1) * pair.asIs.length + 1;
      return [pair.asIs.pattern[place], pair.now.pattern[place]];
    });
    assert.equal(Number(values[2]).toPrecision(3), wanted[0].toPrecision(3));
    assert.equal(Number(values[4]).toPrecision(3), wanted[1].toPrecision(3));
    await suite.browserPage.getByText(/What .+ looks at, as a table/).click();
    await suite.page.settled();
    const row = await find('underhood-curve-table tbody tr').nth(1).getByRole('cell').allInnerTexts();
    assert.deepEqual(row, [values[2], values[4]]);
    await find('underhood-positions-moved-heads [role="grid"]').focus();
    await press('Escape');
    assert.equal((await saved()).head, null);
  });

  it('knows that a model without a table sees distances only', async () => {
    await suite.page.run(texts.short, { kind: 'rotary' });
    await click('#tab-model');
    await click('#kind-shift');
    assert.match(await find('#meaning').innerText(), /RoPE knows only how far two tokens are apart/);
    assert.match(await readout(), /^Nothing moves/);
    await click('#tab-table');
    await click('#to-falloff');
    assert.match(await readout(), /^Layer 0, head 0: with the same tokens, the score is 1\.900 one token back/);
    assert.equal((await saved()).modelPart, 'falloff');
    await find('underhood-positions-falloff-heads [role="grid"]').focus();
    await press('End', 'Enter');
    assert.match(await readout(), /^Layer 1, head 3: /);
    await find('underhood-line-chart [role="grid"]').focus();
    await press('Home', 'ArrowRight', 'ArrowDown');
    assert.match(await readout(), /^Layer 1, head 3, at a distance of 1: .* \(as measured\)\.$/);
    // A shorter text has no such distance.
    await press('End');
    await suite.page.run('the cat', { kind: 'rotary' });
    assert.match(await readout(), /^Layer 1, head 3, at a distance of 1: /);
  });

  it('shows a table as points: lengths, plane and numbers point at the same position', async () => {
    await suite.page.run(texts.short);
    await click('#tab-model');
    await click('#tab-table');
    assert.match(await readout(), /^The shortest row is that of position \d+ .* the longest that of 0 \(2\.130\)/);
    await find('underhood-positions-plane [role="listbox"]').focus();
    await press('Home', 'ArrowRight', 'ArrowRight');
    const read = await readout();
    assert.match(read, /^Position 2: length 0\.\d+, at /);
    assert.deepEqual((await suite.page.calls('hoverToken')).at(-1), { index: 2 });
    await suite.browserPage.getByText('As a table').click();
    const cells = await find('underhood-positions-own-table tbody tr').nth(2).getByRole('cell').allInnerTexts();
    assert.ok(
      cells.every((cell) => read.includes(cell)),
      `${read} ${cells}`,
    );
  });

  it('says why a displacement failed, and asks for no more of it than once', async () => {
    await suite.page.run(texts.short);
    await click('#tab-model');
    await suite.browserPage.evaluate(() => window.fakePositions.failing.add('displace'));
    await click('#kind-zero');
    await suite.browserPage.getByText('Something went wrong: displace failed').waitFor();
    assert.equal((await suite.page.calls('displace')).length, 2);
    await suite.browserPage.evaluate(() => window.fakePositions.failing.clear());
    await click('#kind-asIs');
    assert.match(await readout(), /^With the true positions/);
  });

  it('is where it was when it is brought back, and goes on with the next text', async () => {
    await suite.page.run(texts.short);
    await click('#tab-model');
    await click('#kind-shift');
    await find('#by').fill('9');
    await find('#by').blur();
    await find('underhood-positions-moved-heads [role="grid"]').focus();
    await press('End', 'Enter');
    assert.match(await readout(), /^Layer 1, head 3: 0\.1458 of its attention went elsewhere/);
    await suite.page.tab('model').focus();
    const navigation = await saved();
    const sentence = await readout();
    await suite.open();
    await suite.page.run(texts.short, {}, { navigation });
    assert.equal(await find('#by').inputValue(), '9');
    assert.equal(await readout(), sentence);
    assert.match(await find('h2').allInnerTexts().then(String), /Layer 1, head 3/);
    await suite.page.run(texts.chinese, { kind: 'alibi' });
    assert.match(await find('#meaning').innerText(), /ALiBi knows only/);
    assert.equal(await find('underhood-positions-told .number').count(), 37);
  });
});
