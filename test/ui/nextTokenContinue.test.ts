import assert from 'node:assert/strict';
import { texts } from './attention/texts.ts';
import { nextTokenSuite } from './nextToken/suite.ts';

nextTokenSuite('continuing on the next-token page', (suite) => {
  const button = (name: string) => suite.browserPage.getByRole('button', { name, exact: true });
  const branches = () => suite.browserPage.locator('underhood-branches [role="option"]');
  const alternatives = () => suite.browserPage.locator('underhood-alternatives [role="option"]');
  const written = async () => {
    const nodes = await suite.browserPage.evaluate(() => window.fakeReader.state.continuation!.nodes);
    return { nodes, tip: await suite.browserPage.evaluate(() => window.fakeReader.state.continuation!.tip) };
  };
  const write = async (count: number) => {
    await suite.browserPage.locator('#count').fill(String(count));
    await suite.browserPage.locator('#count').blur();
    await button('Write on').click();
    await suite.browserPage.getByText(/^Written: /).waitFor();
    await suite.page.settled();
  };

  beforeEach(async () => {
    await suite.page.run(texts.chinese);
    await suite.page.tab('Continue').click();
  });

  it('invites to write, after the end of the text', async () => {
    assert.match((await suite.page.heading.textContent())!, /^How could the text go on after …/);
    await suite.browserPage.getByText('Write on to see the model continue').waitFor();
    const own = await suite.browserPage.locator('underhood-written .own').allTextContents();
    assert.deepEqual(own.slice(-2), ['的', '那天']);
    assert.ok(await button('Insert into document').isDisabled());
    assert.ok(await button('Stop').isDisabled());
  });

  it('writes as many tokens as were asked for, each with its probability', async () => {
    await write(8);
    const [request] = await suite.page.calls('continueText');
    const { sampling } = (await suite.page.navigation())!;
    assert.deepEqual(request, { after: null, sampling, count: 8 });
    assert.equal(await suite.page.written.count(), 8);
    const { nodes } = await written();
    const shown = await suite.page.written.locator('.probability').allTextContents();
    nodes.forEach(({ probability }, node) => {
      const isSmall = probability < 0.005;
      const isRight = isSmall ? shown[node] === '<.01' : Math.abs(Number(shown[node]) - probability) <= 0.0051;
      assert.ok(isRight, `${shown[node]} ${probability}`);
    });
    await suite.browserPage.getByText('Written: 8 tokens in this branch').waitFor();
    await suite.page.written.nth(2).hover();
    const facts = (await suite.browserPage.getByRole('tooltip').textContent())!;
    assert.ok(facts.includes(`probability ${nodes[2].probability.toPrecision(4)}, rank ${nodes[2].rank}`), facts);
  });

  it('goes on by a step, from the end of the branch', async () => {
    await write(3);
    await button('Step').click();
    await suite.page.settled();
    assert.equal(await suite.page.written.count(), 4);
    const request = (await suite.page.calls('continueText')).at(-1) as { after: number; count: number };
    assert.deepEqual([request.after, request.count], [2, 1]);
  });

  it('stops when told to', async () => {
    await suite.browserPage.evaluate(() => {
      window.fakeReader.pace = 120;
    });
    await button('Write on').click();
    await suite.page.written.nth(1).waitFor();
    await suite.browserPage.getByText(/^Writing: \d+ tokens/).waitFor();
    assert.ok(await button('Write on').isDisabled());
    await button('Stop').click();
    await suite.browserPage.getByText(/^Stopped after \d+ tokens/).waitFor();
    const count = await suite.page.written.count();
    await suite.browserPage.waitForTimeout(300);
    assert.equal(await suite.page.written.count(), count);
  });

  it('says that the model ended the text', async () => {
    await suite.browserPage.evaluate(() => {
      window.fakeReader.room = 5;
    });
    await button('Write on').click();
    await suite.browserPage.getByText('The model ended the text here, after 5 tokens').waitFor();
  });

  it('shows the alternatives of a written token, and branches where one is chosen', async () => {
    await write(6);
    const before = await written();
    await suite.page.written.nth(2).click();
    const own = before.nodes[2].alternatives;
    const shown = await alternatives().locator('.number').allTextContents();
    assert.deepEqual(
      shown.slice(0, 5),
      own.map(({ probability }) => probability.toPrecision(4)),
    );
    const other = own.findIndex(({ id }) => id !== before.nodes[2].id);
    await alternatives().nth(other).click();
    await suite.page.settled();
    assert.deepEqual((await suite.page.calls('branch')).at(-1), { node: 2, id: own[other].id });
    assert.equal(await suite.page.written.count(), 3);
    assert.equal(await suite.browserPage.locator('underhood-written .chosen').count(), 1);
    assert.equal(await alternatives().nth(other).getAttribute('aria-selected'), 'true', 'the chosen one is open now');
    assert.equal(await branches().count(), 3, 'the text, the first branch, and the new one');
    await button('Step').click();
    await suite.page.settled();
    assert.equal(await suite.page.written.count(), 4);

    // Back to the first branch, which lost nothing.
    await branches().nth(1).click();
    await suite.page.settled();
    assert.equal(await suite.page.written.count(), 6);
    assert.deepEqual((await suite.page.calls('showBranch')).at(-1), { tip: 5 });
    assert.equal((await written()).tip, 5);
  });

  it('goes back to a written token, or to the text, to write on from there', async () => {
    await write(6);
    await suite.page.written.nth(1).click();
    const selected = suite.browserPage.locator('underhood-alternatives [aria-selected="true"]');
    await selected.click();
    await suite.page.settled();
    assert.equal(await suite.page.written.count(), 2);
    await branches().first().click();
    await suite.page.settled();
    assert.equal(await suite.page.written.count(), 0);
    assert.deepEqual((await suite.page.calls('showBranch')).at(-1), { tip: null });
  });

  it('is walked by the keyboard: tokens, alternatives, branches', async () => {
    await write(4);
    const strip = suite.browserPage.locator('underhood-written .strip');
    const press = async (...keys: string[]) => {
      for (const key of keys) await suite.browserPage.keyboard.press(key);
      await suite.page.settled();
    };
    await strip.focus();
    await press('End', 'ArrowLeft', 'Enter');
    assert.equal(await suite.page.written.nth(2).getAttribute('aria-selected'), 'true');
    await suite.browserPage.locator('underhood-alternatives ul').focus();
    const chosen = await alternatives().evaluateAll((all) => all.findIndex((one) => one.ariaSelected === 'true'));
    await press('Home', ...(chosen === 0 ? ['ArrowDown'] : []), 'Enter');
    assert.equal((await suite.page.calls('branch')).length, 1);
    await suite.browserPage.locator('underhood-branches ul').focus();
    await press('Home', 'ArrowDown', 'Enter');
    assert.deepEqual((await suite.page.calls('showBranch')).at(-1), { tip: 3 });
    await strip.focus();
    await press('Escape', 'Escape');
    await suite.browserPage.getByText('Choose a written token to see').waitFor();
  });

  it('inserts into the document, where that can be done', async () => {
    await write(2);
    await button('Insert into document').click();
    await suite.page.settled();
    assert.equal((await suite.page.calls('insertContinuation')).length, 1);
    await suite.page.push({ canInsert: false });
    assert.ok(await button('Insert into document').isDisabled());
  });

  it('writes the same with the same seed', async () => {
    await write(6);
    const { nodes } = await written();
    await suite.page.run(texts.chinese);
    await write(6);
    assert.deepEqual(
      (await written()).nodes.map(({ id }) => id),
      nodes.map(({ id }) => id),
    );
    await suite.page.run(texts.chinese);
    await suite.browserPage.locator('#seed').fill('99');
    await write(6);
    assert.notDeepEqual(
      (await written()).nodes.map(({ id }) => id),
      nodes.map(({ id }) => id),
    );
  });
});
