import assert from 'node:assert/strict';
import { texts } from './attention/texts.ts';
import { likeliest, softmaxOf } from './nextToken/fakeReading.ts';
import { near } from './nextToken/numbers.ts';
import { nextTokenSuite } from './nextToken/suite.ts';

nextTokenSuite('choosing a token on the next-token page', (suite) => {
  /** After all tokens of the English text. */
  const end = 27;

  describe('the settings', () => {
    it('sharpen by temperature, without asking the host again', async () => {
      await suite.page.run(texts.english);
      const logits = await suite.page.logits(end);
      const before = (await suite.page.calls('nextToken')).length;
      for (const temperature of [0.5, 2.35, 5]) {
        await suite.page.slide('temperature', temperature);
        const expected = softmaxOf(logits, temperature);
        const [first, second] = likeliest(logits, 2);
        near((await suite.page.cells(0))[4], expected[first], `T ${temperature}`);
        near((await suite.page.cells(1))[4], expected[second], `T ${temperature}`);
        near((await suite.page.cells(0))[3], softmaxOf(logits)[first], 'the model’s own');
      }
      assert.equal((await suite.page.calls('nextToken')).length, before);
      assert.equal((await suite.page.navigation())?.sampling.temperature, 5);
    });

    it('are greedy at temperature 0', async () => {
      await suite.page.run(texts.english);
      await suite.page.slide('temperature', 0);
      assert.deepEqual((await suite.page.cells(0)).slice(4, 6), ['1', '1']);
      await suite.browserPage.getByText('Temperature 0 is greedy: of 4,096 tokens').waitFor();
      await suite.browserPage.getByText('✕ greedy: only the likeliest').waitFor();
    });

    it('drop by top-p what the nucleus does not hold, and say where and how much', async () => {
      await suite.page.run(texts.english);
      await suite.page.slide('topP', 0.6);
      const logits = await suite.page.logits(end);
      const probabilities = softmaxOf(logits);
      const order = likeliest(logits, logits.length);
      let count = 0;
      let mass = 0;
      while (mass < 0.6) mass += probabilities[order[count++]];
      const kept = (await suite.browserPage.locator('underhood-kept .kept').textContent())!;
      assert.ok(
        kept.startsWith(`Kept: ${count} of 4,096 tokens, which hold ${(100 * mass).toPrecision(4)}\u00a0%`),
        kept,
      );
      near((await suite.page.cells(0))[5], probabilities[order[0]] / mass);
      assert.ok(count < 10, `${count}`);
      const cut = suite.page.list.locator('tr.cut');
      assert.equal(await cut.getAttribute('data-rank'), String(count));
      assert.match((await cut.textContent())!, /✕ top-p 0\.6 ends here/);
      assert.equal(await suite.page.list.locator('tr.dropped').count(), 10 - count);
      assert.notEqual(
        await cut
          .locator('td')
          .first()
          .evaluate((cell) => getComputedStyle(cell).boxShadow),
        'none',
      );
      await suite.browserPage.locator('svg').getByText(`60 % is reached at ${count} tokens`).waitFor();
    });

    it('cut by top-k and min-p, with the reason', async () => {
      await suite.page.run(texts.english);
      await suite.page.type('topK', '7');
      await suite.browserPage.getByText('✕ top-k 7 ends here').waitFor();
      assert.equal(await suite.page.list.locator('tr.dropped').count(), 3);
      await suite.page.type('minP', '0.3');
      const probabilities = softmaxOf(await suite.page.logits(end))
        .sort()
        .reverse();
      const kept = probabilities.filter((value) => value >= 0.3 * probabilities[0]).length;
      await suite.browserPage.getByText('✕ min-p 0.3 ends here').waitFor();
      assert.equal(await suite.page.list.locator('tr.dropped').count(), 10 - kept);
      await suite.browserPage.getByRole('button', { name: 'Reset' }).click();
      await suite.browserPage.getByText('Kept: all 4,096 tokens').waitFor();
      assert.equal(await suite.browserPage.locator('#topK-number').inputValue(), '0');
    });

    it('work in the order chosen: filters first keeps the same whatever the temperature', async () => {
      await suite.page.run(texts.english);
      await suite.page.slide('topP', 0.6);
      await suite.page.type('temperature', '2');
      const kept = () => suite.browserPage.locator('underhood-kept .kept').textContent();
      const hot = await kept();
      await suite.browserPage.getByLabel('Order').selectOption('llamacpp');
      await suite.browserPage.getByText('what is kept does not depend on the temperature').waitFor();
      const first = await kept();
      assert.notEqual(first, hot);
      const heads = await suite.page.list.locator('thead th').allTextContents();
      assert.deepEqual(
        heads.slice(3).map((text) => text.trim()),
        ['probability', 'after filters', 'after temperature', 'drawn'],
      );
      await suite.page.type('temperature', '0.7');
      assert.equal(await kept(), first);
    });

    it('say what is wrong with a number, and keep the last good one', async () => {
      await suite.page.run(texts.english);
      await suite.page.type('temperature', '7');
      await suite.browserPage.getByText('The temperature must be a number from 0 to 5, and 7 is not.').waitFor();
      assert.equal(await suite.browserPage.locator('#temperature-number').getAttribute('aria-invalid'), 'true');
      assert.equal(await suite.browserPage.locator('#temperature').inputValue(), '1');
      await suite.page.type('temperature', '1.5');
      assert.equal(await suite.browserPage.locator('[role="alert"]').count(), 0);
      await suite.page.type('topK', '5000');
      await suite.browserPage
        .getByText('Top-k must be a whole number from 1 to 4,096')
        .or(suite.browserPage.getByText('Top-k must be a whole number from 1 to 4096'))
        .waitFor();
    });
  });

  describe('a thousand draws', () => {
    it('settle on what is kept, the same for the same seed', async () => {
      await suite.page.run(texts.english);
      await suite.page.type('topK', '4');
      await suite.browserPage.getByRole('button', { name: 'Draw 1,000' }).click();
      await suite.page.settled();
      const drawn = async () =>
        Promise.all([0, 1, 2, 3].map(async (rank) => Number((await suite.page.cells(rank))[6].replace(',', ''))));
      const counts = await drawn();
      assert.equal(
        counts.reduce((a, b) => a + b),
        1000,
      );
      const probabilities = softmaxOf(await suite.page.logits(end))
        .sort()
        .reverse()
        .slice(0, 4);
      const mass = probabilities.reduce((a, b) => a + b);
      // Chi-squared with 3 degrees of freedom: 16.3 is passed once in a thousand.
      const distance = counts.reduce((sum, count, rank) => {
        const expected = (1000 * probabilities[rank]) / mass;
        return sum + (count - expected) ** 2 / expected;
      }, 0);
      assert.ok(distance < 16.3, `${distance}`);
      const why = (await suite.browserPage.locator('underhood-draws .explained').textContent())!;
      assert.match(why, new RegExp(`was drawn ${counts[0]} of 1,000 times; ${1000 - counts[0]} draws went to others`));
      await suite.browserPage.getByRole('button', { name: 'Draw again with seed 2' }).click();
      await suite.page.settled();
      assert.notDeepEqual(await drawn(), counts);
      await suite.browserPage.locator('#seed').fill('1');
      await suite.page.settled();
      assert.deepEqual(await drawn(), counts);
    });

    it('grow frame by frame, where motion is wanted', async () => {
      await suite.open({ reducedMotion: false });
      await suite.page.run(texts.english);
      await suite.browserPage.evaluate(() => {
        const list = document.querySelector('underhood-next-token')!.shadowRoot!;
        const seen: number[] = [];
        Object.assign(window, { seen });
        const look = () => {
          const total = (list.querySelector('underhood-next') as HTMLElement)
            .shadowRoot!.querySelector('underhood-draws')!
            .shadowRoot!.querySelector('.explained')!
            .textContent!.match(/of ([\d,]+) times/);
          if (total) seen.push(Number(total[1].replace(',', '')));
          if (seen.at(-1) !== 1000) requestAnimationFrame(look);
        };
        look();
      });
      await suite.browserPage.getByRole('button', { name: 'Draw 1,000' }).click();
      await suite.browserPage.locator('.explained').getByText('of 1,000 times').waitFor();
      const seen = await suite.browserPage.evaluate(() => (window as unknown as { seen: number[] }).seen);
      assert.ok(new Set(seen).size > 5, `${seen}`);
      assert.deepEqual(
        seen,
        [...seen].sort((a, b) => a - b),
      );
    });

    it('are all one token where only one is kept', async () => {
      await suite.page.run(texts.english);
      await suite.page.slide('temperature', 0);
      await suite.browserPage.getByRole('button', { name: 'Draw 1,000' }).click();
      await suite.browserPage.getByText('was drawn 1,000 of 1,000 times: it is the only one').waitFor();
    });
  });
});
