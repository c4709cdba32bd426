import assert from 'node:assert/strict';
import { texts } from './attention/texts.ts';
import { likeliest, softmaxOf } from './nextToken/fakeReading.ts';
import { near } from './nextToken/numbers.ts';
import { nextTokenSuite } from './nextToken/suite.ts';

nextTokenSuite('the next-token page', (suite) => {
  /** Tokens of the English text, which have places 0 to 26. */
  const end = 27;

  describe('before a reading', () => {
    it('says what to do, and shows the example all the same', async () => {
      await suite.browserPage.getByText('this page shows what the model expects there').waitFor();
      assert.equal(await suite.page.heading.textContent(), 'What comes next?');
      await suite.page.tab('The essay’s example').click();
      await suite.browserPage.getByText('Softmax gives it 0.999983').waitFor();
    });

    it('says why a place could not be asked, and keeps the last', async () => {
      await suite.page.run(texts.english);
      const before = await suite.page.cells(0);
      await suite.browserPage.evaluate(() => window.fakeReader.failing.add('nextToken'));
      await suite.page.places.nth(4).click();
      await suite.browserPage.getByText('Something went wrong: nextToken failed').waitFor();
      assert.deepEqual(await suite.page.cells(0), before);
    });
  });

  it('says what ran', async () => {
    await suite.page.run(texts.english);
    const header = await suite.browserPage.locator('underhood-header .ran').textContent();
    for (const part of ['text before the cursor in sample.md', 'vocabulary of 4,096', '27 tokens', '5.7\u00a0ms']) {
      assert.ok(header?.includes(part), `${part} in ${header}`);
    }
    assert.equal(await suite.page.heading.textContent(), 'What comes after …e little dragon.?');
  });

  describe('the list', () => {
    it('has the softmax of the whole vocabulary, and one line for all that it does not list', async () => {
      await suite.page.run(texts.english);
      const logits = await suite.page.logits(end);
      const probabilities = softmaxOf(logits);
      const best = likeliest(logits, 10);
      assert.equal(await suite.page.rows.count(), 10);
      for (const rank of [0, 1, 7, 9]) {
        const [place, , logit, model, tempered, filtered] = await suite.page.cells(rank);
        assert.equal(place, String(rank + 1));
        assert.equal(logit, logits[best[rank]].toPrecision(4));
        for (const shown of [model, tempered, filtered]) near(shown, probabilities[best[rank]]);
      }
      const rest = 1 - best.reduce((sum, id) => sum + probabilities[id], 0);
      const line = (await suite.page.rest.locator('th, td').allTextContents()).map((text) => text.trim());
      assert.match(line[0], /^other 4,086 tokens: \d+\.\d+\s%$/);
      assert.ok(Math.abs(Number(/: ([\d.]+)\s%/.exec(line[0])![1]) - 100 * rest) < 0.01, line[0]);
      near(line[1], rest);
      assert.ok(rest > 0.05, 'a softmax over what is listed would be far off');
      await suite.browserPage.getByText('Kept: all 4,096 tokens').waitFor();
    });

    it('is longer on demand, and its names are asked for once', async () => {
      await suite.page.run(texts.english);
      await suite.browserPage.getByRole('button', { name: 'Show 20 rows' }).click();
      await suite.page.settled();
      assert.equal(await suite.page.rows.count(), 20);
      assert.equal(await suite.page.rows.getByText('…', { exact: true }).count(), 0);
      await suite.page.type('temperature', '2');
      const asked = (await suite.page.calls('vocabulary')) as { ids: number[] }[];
      const ids = asked.flatMap((request) => request.ids);
      assert.equal(new Set(ids).size, ids.length);
      await suite.page.rest.getByText('other 4,076 tokens').waitFor();
    });

    it('shows bytes and marks as the text does', async () => {
      await suite.page.run(texts.chinese);
      await suite.page.places.nth(5).click();
      await suite.page.settled();
      const following = await suite.page.list.locator('.following .token').textContent();
      assert.equal(following, '9c');
    });
  });

  describe('a place in the text', () => {
    it('is asked by a click: rank, probability and bits of what really follows', async () => {
      await suite.page.run(texts.english);
      for (const place of [7, 13, 19]) {
        await suite.page.places.nth(place).click();
        await suite.page.settled();
        const { id, bits, label } = await suite.browserPage.evaluate((at) => {
          const run = window.fakeReader.state.run!;
          const { id, spelling } = run.tokens[at];
          return { id, bits: run.surprisals[at], label: spelling.replace('Ġ', '·').replace('Ċ', '⏎') };
        }, place);
        const logits = await suite.page.logits(place);
        const rank = 1 + logits.filter((logit) => logit > logits[id]).length;
        const sentence = (await suite.browserPage.locator('underhood-kept .here').textContent())!;
        const found = /goes on with (\S+): rank ([\d,]+) of 4,096, probability (.+), ([\d.]+) bits/.exec(sentence)!;
        assert.deepEqual([found[1], found[2]], [label, rank.toLocaleString('en-US')]);
        near(found[3], softmaxOf(logits)[id]);
        assert.ok(Math.abs(Number(found[4]) - bits) < 0.001 * bits, `${found[4]} ${bits}`);
        const row = suite.page.list.locator('tr.following');
        assert.equal(await row.getAttribute('data-rank'), String(rank - 1));
        assert.equal(await row.locator('.token').textContent(), label);
        assert.equal(await suite.page.rows.count(), rank > 10 ? 11 : 10);
      }
      assert.match((await suite.page.heading.textContent())!, /^What comes after …/);
      await suite.page.places.nth(end).click();
      await suite.browserPage.getByText('The text ends here').waitFor();
      await suite.page.settled();
      assert.equal((await suite.page.navigation())?.position, null);
    });

    it('before the first token is given the start token, where there is one', async () => {
      await suite.page.run(texts.english);
      await suite.page.places.first().click();
      await suite.browserPage.getByText('the model was given its start token <s>').waitFor();
      assert.equal(await suite.page.heading.textContent(), 'What does a text begin with?');
      await suite.page.run(texts.english, { hasStart: false });
      await suite.page.places.first().click();
      await suite.browserPage.getByText('this model has no start token').waitFor();
      const asked = (await suite.page.calls('nextToken')) as { position: number; runId: string }[];
      assert.ok(!asked.some(({ runId, position }) => runId === 'run-2' && position === 0));
    });

    it('is marked in the document while it is pointed at, and told of', async () => {
      await suite.page.run(texts.english);
      await suite.page.places.nth(3).hover();
      const facts = (await suite.browserPage.getByRole('tooltip').textContent())!;
      assert.match(facts, /rank \d+, probability .+ bits of surprisal.*token 3 of 27/s);
      await suite.page.places.nth(end).hover();
      await suite.page.settled();
      assert.deepEqual(await suite.page.calls('hoverToken'), [{ index: 3 }, { index: null }]);
    });

    it('follows the cursor of the document', async () => {
      await suite.page.run(texts.english);
      await suite.browserPage.evaluate(() => window.fakeReader.cursor(6));
      await suite.page.settled();
      assert.equal((await suite.page.navigation())?.position, 6);
      await suite.browserPage.getByText('Here the text goes on with').waitFor();
    });

    it('is shaded by surprisal, with a legend, or not', async () => {
      await suite.page.run(texts.english);
      assert.ok((await suite.browserPage.locator('underhood-reading-strip .shaded').count()) > 15);
      assert.ok(await suite.browserPage.locator('underhood-surprisal-legend canvas').isVisible());
      await suite.browserPage.getByLabel('Shade by surprisal').uncheck();
      await suite.page.settled();
      assert.equal(await suite.browserPage.locator('underhood-reading-strip .shaded').count(), 0);
    });

    it('drops an answer that was overtaken', async () => {
      await suite.page.run(texts.english);
      await suite.browserPage.evaluate(() => {
        window.fakeReader.delays.nextToken = 300;
      });
      await suite.page.places.nth(5).click();
      await suite.browserPage.evaluate(() => {
        window.fakeReader.delays.nextToken = 0;
      });
      await suite.page.places.nth(9).click();
      await suite.browserPage.waitForTimeout(400);
      await suite.page.settled();
      const id = await suite.browserPage.evaluate(() => window.fakeReader.state.run!.tokens[9].id);
      const probability = softmaxOf(await suite.page.logits(9))[id];
      near((await suite.page.list.locator('tr.following td').nth(2).textContent())!.trim(), probability);
    });
  });

  it('reads the curve by pointer and keys, and as a table', async () => {
    await suite.page.run(texts.english);
    const curve = suite.browserPage.getByRole('slider', { name: /Together, over ranks/ });
    await curve.focus();
    await suite.browserPage.keyboard.press('Home');
    const probabilities = softmaxOf(await suite.page.logits(end))
      .sort()
      .reverse();
    const first = await suite.browserPage.getByText('The likeliest token holds').textContent();
    near(/holds (.+)\./.exec(first!)![1], probabilities[0]);
    await suite.browserPage.keyboard.press('ArrowRight');
    const two = await suite.browserPage.getByText('The likeliest 2 tokens hold').textContent();
    near(/hold (.+) together/.exec(two!)![1], probabilities[0] + probabilities[1]);
    await suite.browserPage.getByText('As a table').click();
    let count = 0;
    for (let mass = 0; mass < 0.9; count += 1) mass += probabilities[count];
    const row = suite.browserPage.getByRole('row', { name: /^90\s%/ });
    assert.equal(await row.getByRole('cell').textContent(), count.toLocaleString('en-US'));

    await curve.focus();
    await suite.browserPage.keyboard.press('End');
    assert.match((await curve.getAttribute('aria-valuetext'))!, /^The likeliest 4,096 tokens hold /);
    await suite.page.run(texts.english, { vocabularySize: 1000 });
    assert.match((await curve.getAttribute('aria-valuetext'))!, / is reached at /, 'there are no 4,096 any more');
  });

  it('computes the essay’s example, with a verdict on each of its claims', async () => {
    await suite.page.tab('The essay’s example').click();
    const claim = async (about: string) =>
      (await suite.browserPage.locator(`[data-claim="${about}"]`).textContent())!.replace(/\s+/g, ' ').trim();
    // e⁵⁵ of the sum, the temperature by its own equation, and squares, which is what a temperature of ½ makes.
    const top = 1 / (1 + Math.exp(-11) + Math.exp(-33) + Math.exp(-44));
    assert.equal(
      await claim('probability'),
      `✕ false From the logits 11, 22, 44, 55, 你 is given a probability of 0.7. Softmax gives it ${top.toFixed(6)}.`,
    );
    let [low, high] = [1, 100];
    for (let i = 0; i < 80; i += 1) {
      const t = (low + high) / 2;
      const share = 1 / (1 + Math.exp(-11 / t) + Math.exp(-33 / t) + Math.exp(-44 / t));
      if (share > 0.7) low = t;
      else high = t;
    }
    assert.match(await claim('temperature'), new RegExp(`^✕ false .*only at temperature ${low.toPrecision(4)}`));
    assert.match(await claim('sharpening'), new RegExp(`^✓ true .*grows to ${(0.49 / 0.52).toPrecision(4)}`));
  });

  it('is where it was when it is brought back', async () => {
    const navigation = {
      view: 'next',
      position: 9,
      sampling: { temperature: 0.8, topK: 40, topP: 0.95, minP: 0.01, order: 'llamacpp', seed: 11 },
      rows: 50,
      drawn: true,
      count: 12,
    } as const;
    await suite.page.run(texts.english, {}, { navigation });
    assert.ok((await suite.page.rows.count()) >= 50);
    assert.equal(await suite.browserPage.locator('#temperature-number').inputValue(), '0.8');
    assert.equal(await suite.browserPage.locator('#seed').inputValue(), '11');
    assert.equal(await suite.page.places.nth(9).getAttribute('aria-selected'), 'true');
    await suite.browserPage.locator('.explained').getByText('of 1,000 times').waitFor();
    await suite.page.run(texts.english);
    assert.equal((await suite.page.navigation())?.position, null, 'a new text is asked what follows it');
    assert.equal((await suite.page.navigation())?.sampling.seed, 11);
  });
});
