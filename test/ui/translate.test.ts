import assert from 'node:assert/strict';
import type { TranslateNavigation } from '../../src/protocol/translatePage.ts';
import { translateSuite } from './translate/suite.ts';

const short = '我爱你';
const long = '我昨天在图书馆看见了他的老师。';

translateSuite('the translate page', (suite) => {
  const find = (selector: string) => suite.browserPage.locator(selector);
  const readout = () => suite.page.readout.innerText();
  const saved = async () => (await suite.page.navigation()) as TranslateNavigation;
  const press = async (...keys: string[]) => {
    for (const key of keys) await suite.browserPage.keyboard.press(key);
    await suite.page.settled();
  };
  const click = async (selector: string) => {
    await find(selector).click();
    await suite.page.settled();
  };
  const shade = (strip: string, token: number) =>
    find(`${strip} [data-token="${token}"]`).evaluate((node) => (node as HTMLElement).style.backgroundColor);

  it('says what to do while nothing was translated, and has an example', async () => {
    assert.equal(await suite.page.heading.textContent(), 'How does a sentence become another one?');
    assert.match((await find('underhood-header #model').textContent()) ?? '', /3 systems/);
    await suite.page.show('forgetting');
    assert.match(await readout(), /^Over 12 characters/, 'this is about no sentence');
    await suite.page.show('sideBySide');
    await suite.browserPage.getByRole('button', { name: `${short}。`, exact: true }).click();
    await suite.page.shown();
    assert.deepEqual(await suite.page.calls('translateText'), [{ text: `${short}。` }]);
    assert.match((await suite.page.heading.textContent()) ?? '', /What becomes of 我爱你/);
  });

  it('puts the systems side by side, and links what was written with where it looked', async () => {
    await suite.page.run(short);
    assert.deepEqual(
      await find('underhood-translate-system .translation').allInnerTexts(),
      Array(3).fill('I love you.'),
    );
    assert.equal(await find('underhood-weight-matrix').count(), 2);
    assert.match(await find('#none').innerText(), /one state of 24 numbers\. That is the point/);
    // A token that was written lights where it looked: in the source, and in its row.
    await find('underhood-translate-target [data-token="1"]').nth(1).hover();
    await suite.page.settled();
    const read = await readout();
    const looked = /chose ·love with probability (\S+), looking most at 爱 \((\S+)\), then at 我 \((\S+)\)\.$/.exec(
      read,
    );
    assert.ok(looked, read);
    const shades = [await shade('underhood-translate-source', 1), await shade('underhood-translate-source', 3)];
    assert.ok(shades[0] !== '' && shades[0] !== shades[1], shades.join());
    // In the RNN that looks back at nothing there is nothing to light.
    await find('underhood-translate-target [data-token="1"]').first().hover();
    await suite.page.settled();
    assert.match(
      await readout(),
      /^RNN to RNN chose ·love .*, looking at nothing: it has only its state of 24 numbers\.$/,
    );
    // A token of the source lights who looked at it.
    await find('underhood-translate-source [data-token="1"]').hover();
    await suite.page.settled();
    assert.match(
      await readout(),
      /^爱 was looked at most for ·love \(\S+\) by RNN with attention\. 爱 was .* by Transformer\.$/,
    );
    assert.deepEqual((await suite.page.calls('hoverToken')).at(-1), { index: 1 });
    // By keyboard, over the cells; the table says the same.
    await find('underhood-weight-matrix [role="grid"]').first().focus();
    await press('Home', 'ArrowUp', 'ArrowUp', 'ArrowUp', 'ArrowUp', 'ArrowDown', 'ArrowRight', 'Enter');
    assert.match(
      await readout(),
      new RegExp(`^RNN with attention: when it chose ·love, ${looked[2]} of its attention was on 爱`),
    );
    assert.equal((await saved()).target, 1);
    assert.equal((await saved()).source, 1);
    await suite.browserPage.getByText('Weights as a table').first().click();
    await suite.page.settled();
    const cells = find('underhood-curve-table').first().locator('tbody tr').nth(1).getByRole('cell');
    assert.equal((await cells.allInnerTexts())[1], looked[2]);
    await find('underhood-weight-matrix [role="grid"]').first().focus();
    await press('Escape');
    assert.equal((await saved()).target, null);
  });

  it('lets the systems be chosen, goes on where one fails, and keeps at least one', async () => {
    await suite.page.run(short);
    const boxes = find('underhood-translate-systems input');
    await suite.browserPage.evaluate(() => window.fakeTranslate.failingFolders.add('/models/underhood-zh-en-rnn'));
    await boxes.nth(1).uncheck();
    await suite.page.shown();
    assert.deepEqual((await suite.page.calls('chooseSystems')).at(-1), {
      folders: ['/models/underhood-zh-en-rnn', '/models/underhood-zh-en-marian'],
    });
    assert.equal(await find('.error').innerText(), 'The text is too long for it.');
    assert.equal(await find('underhood-translate-system .translation').count(), 1);
    await boxes.nth(0).uncheck();
    await suite.page.shown();
    assert.ok(await boxes.nth(2).isDisabled());
    await click('#add');
    await suite.page.shown();
    assert.match(await find('underhood-translate-system h2').last().innerText(), /^own-rnn/);
    assert.match(await find('underhood-translate-system .none').innerText(), /does not translate/);
    await suite.browserPage.getByRole('button', { name: 'Take own-rnn off the list' }).click();
    await suite.page.shown();
    assert.equal(await find('underhood-translate-system').count(), 1);
  });

  it('replays the writing token by token, greedily and with four beams', async () => {
    await suite.page.run(short);
    await suite.page.show('steps');
    const written = () => find('underhood-translate-beams td.text').allInnerTexts();
    const rows = () => find('#decoder').evaluate((matrix) => (matrix as HTMLElement & { grown: number }).grown);
    assert.match(await readout(), /^Transformer has read \[start\] and would go on with I \(probability 0\.9/);
    assert.equal(await rows(), 1);
    await find('#step').focus();
    await press('ArrowRight', 'ArrowRight');
    assert.equal((await saved()).step, 2);
    assert.equal(await rows(), 3);
    assert.match((await written())[0].replaceAll(/\s+/g, ' '), /^\[start\] I ?·love/);
    const numbers = await find('underhood-translate-candidates .number').allInnerTexts();
    assert.equal(numbers.length, 8);
    assert.equal(await find('underhood-translate-candidates li.on').count(), 1);
    assert.match(await find('#parallel').innerText(), /all rows are computed in one parallel pass/);
    await press('End');
    assert.match(await readout(), /^Transformer wrote “I love you\.”/);
    assert.match((await find('#beams-4').getAttribute('title'))!, /keeps the four likeliest texts/);
    await click('#beams-4');
    await suite.page.shown();
    await find('#step').focus();
    await press('Home', 'ArrowRight');
    assert.equal((await written()).length, 4);
    const on = await find('underhood-translate-candidates li.on').count();
    assert.ok(on >= 1, 'some of the first text go on');
    await find('underhood-translate-beams tr[data-beam="0"]').focus();
    await press('ArrowDown');
    assert.match(await readout(), /^Transformer, text 2: /);
    assert.equal((await saved()).beam, 1);
    await find('#step').focus();
    await press('End');
    assert.match(await readout(), /^Transformer chose “I love you\.” out of 4 texts/);
    // The replay goes on by itself, and halts at the end.
    await find('#step').focus();
    await press('Home');
    await find('#play').click();
    await suite.browserPage.waitForFunction(() => ((window.fakePage.saved as { step?: number }).step ?? 0) >= 1);
    await find('#play').click();
    // What was asked in one language is shown in the other.
    await suite.page.push({ language: 'zh-cn' });
    assert.equal(await find('#decoder').count(), 1);
    await suite.page.push({ language: 'en' });
    // Without attention there is nothing that grows.
    await suite.browserPage.getByRole('button', { name: 'RNN to RNN' }).click();
    await suite.page.settled();
    assert.equal(await find('underhood-weight-matrix').count(), 0);
    assert.match(await find('#parallel').innerText(), /has to go step by step too/);
  });

  it('shows three kinds of attention, all heads and one large', async () => {
    await suite.page.run(long);
    await suite.page.show('kinds');
    for (const [kind, rows, columns] of [
      ['encoder', 16, 16],
      ['decoder', 10, 10],
      ['cross', 10, 16],
    ] as const) {
      await click(`#kind-${kind}`);
      const grid = find('underhood-weight-matrix [role="grid"]');
      assert.equal(await grid.getAttribute('aria-rowcount'), String(rows), kind);
      assert.equal(await grid.getAttribute('aria-colcount'), String(columns), kind);
    }
    assert.match(await find('#meaning').innerText(), /keys and values from the encoder/);
    await find('underhood-translate-kind-heads [role="grid"]').focus();
    await press('Home', 'ArrowRight', 'Enter');
    assert.deepEqual((await saved()).head, { layer: 0, head: 1 });
    await find('underhood-weight-matrix [role="grid"]').focus();
    await press('End');
    assert.match(await readout(), /^Layer 0, head 1: <\/s> gives \S+ of its attention to <\/s> \(rank \d+ of 16\)\.$/);
    // Nothing looks at what comes later.
    await click('#kind-decoder');
    await find('underhood-weight-matrix [role="grid"]').focus();
    await press('ArrowUp', 'End', 'ArrowRight');
    assert.match(await readout(), /: ·yesterday gives \S+ of its attention to ·yesterday \(rank \d+ of 9\)\.$/);
    // The next sentence has no cell where the focus is.
    await click('#kind-encoder');
    await find('underhood-weight-matrix [role="grid"]').focus();
    await press('End', 'ArrowLeft');
    await suite.page.run(short);
    assert.equal(await find('underhood-weight-matrix [role="grid"]').getAttribute('aria-rowcount'), '4');
    assert.match(await readout(), /^Layer 1, head 0: point at a cell/);
    // The RNN has one kind only.
    await suite.browserPage.getByRole('button', { name: 'RNN with attention' }).click();
    await suite.page.settled();
    assert.match(await find('#meaning').innerText(), /one kind only, of one head/);
    assert.equal(await find('#kind-encoder').count(), 0);
  });

  it('unrolls the RNN, says what is left of each token, and where the transformer looked instead', async () => {
    await suite.page.run(long);
    await suite.page.show('memory');
    assert.match(
      await readout(),
      /^In the last state, <\/s> \(\S+\) weighs \S+ times as much as 我 \(\S+\): the RNN forgets/,
    );
    await suite.browserPage.getByText('What is left of each token, as a table').click();
    const table = () => find('underhood-curve-table tbody tr').first().getByRole('cell').allInnerTexts();
    await find('underhood-translate-unrolled [role="grid"]').focus();
    await press('Home');
    const read = await readout();
    const [left, weight] = await table();
    assert.match(
      read,
      new RegExp(
        `^我: ${left} of it is left .* the transformer gave it ${weight} of its attention when it chose I\\.$`,
      ),
    );
    await press('ArrowDown', 'ArrowDown');
    assert.match(await readout(), /^after 我, number 1 of the state is /);
    await find('underhood-translate-target [role="listbox"]').focus();
    await press('End', 'Enter');
    assert.notEqual((await table())[1], weight, 'another token looked elsewhere');
    await find('underhood-translate-systems input').nth(2).uncheck();
    await suite.page.shown();
    assert.equal((await table()).length, 1);
    assert.equal(await suite.browserPage.getByText('Choose the transformer above').count(), 1);
  });

  it('charts what was measured, and measures training when it is told to', async () => {
    await suite.page.run(short);
    await suite.page.show('forgetting');
    assert.equal(
      await readout(),
      'Over 12 characters (423 held-out sentences): Transformer 44.80, RNN with attention 40.40, RNN to RNN 28.20. ' +
        'Looking back beats handing over one state. ' +
        'Without recurrence it is at least as good as with attention and recurrence.',
    );
    await find('underhood-line-chart [role="grid"]').focus();
    await press('Home', 'ArrowRight');
    assert.equal(await readout(), 'RNN to RNN, 7–9 characters (830 sentences): 45, 52 on the shortest.');
    await click('#measure-exact');
    assert.match(await find('tbody tr').first().innerText(), /32\s%|32\.00\s%/);
    await suite.page.show('parallel');
    assert.match(await find('#schematic').innerText(), /RNN: 4 steps[\s\S]*Transformer: 2 steps/);
    assert.equal(await suite.browserPage.getByText('(schematic)').count(), 1);
    await click('#measure');
    assert.equal((await suite.page.calls('measureSpeeds')).length, 1);
    assert.equal(await suite.browserPage.getByText('1 of 3 lengths measured…').count(), 1);
    assert.match(await readout(), /On texts of 16 tokens .* here the RNN is 1\.059 times as fast/);
    await suite.browserPage.evaluate(() => window.fakeTranslate.measured(3));
    await suite.page.settled();
    assert.match(await readout(), /transformer on 29,300 tokens a second, the RNN on 5,120: 5\.723 times as many\.$/);
    await suite.browserPage.getByText('The speeds as a table').click();
    await suite.page.settled();
    assert.equal(await find('underhood-curve-table tbody tr').count(), 3);
  });

  it('is where it was when it is brought back, and begins anew with another sentence', async () => {
    const navigation: TranslateNavigation = {
      ...{ view: 'kinds', source: 2, target: 4, system: '/models/underhood-zh-en-marian', step: 3, beam: 0 },
      ...{ kind: 'encoder', head: { layer: 1, head: 3 }, measure: 'exact' },
    };
    await suite.page.run(long, { navigation });
    assert.match(await readout(), /^Layer 1, head 3: 天 gives /);
    await suite.page.show('steps');
    assert.match(await suite.browserPage.locator('.at').innerText(), /^3 of 10/);
    await suite.page.run(short);
    assert.match(await suite.browserPage.locator('.at').innerText(), /^0 of 5/);
    await suite.page.settled();
    assert.equal((await saved()).target, null);
    assert.equal((await saved()).system, '/models/underhood-zh-en-marian');
  });
});
