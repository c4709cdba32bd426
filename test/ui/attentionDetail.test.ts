import assert from 'node:assert/strict';
import { attentionSuite } from './attention/suite.ts';
import { texts } from './attention/texts.ts';

attentionSuite('the pinned head of the attention page', (suite) => {
  beforeEach(() => suite.page.run(texts.english));

  describe('as a matrix', () => {
    it('reads and pins the cell under the pointer', async () => {
      const canvas = suite.page.matrix.locator('canvas');
      const box = (await canvas.boundingBox())!;
      await suite.browserPage.mouse.move(box.x + box.width * 0.4, box.y + box.height * 0.9);
      await suite.page.settled();
      const read = await suite.page.readout.textContent();
      assert.match(read!, /^\S+ gives (≈ )?[\d.]+ of its attention to \S+ \(rank \d+ of \d+\); raw score −?[\d.]+;/);
      assert.equal((await suite.page.navigation())?.key, null);
      await suite.browserPage.mouse.down();
      await suite.browserPage.mouse.up();
      await suite.browserPage.mouse.move(5, 5);
      await suite.page.settled();
      assert.equal(await suite.page.readout.textContent(), read);
      assert.notEqual((await suite.page.navigation())?.key, null);
    });

    it('has its axes titled and its colours explained in words', async () => {
      for (const [quantity, meaning] of [
        ['pattern', 'Weight: the share of its attention'],
        ['scores', 'Scaled and masked score: q·k/√d'],
        ['raw', 'Raw score: the product q·k'],
        ['contribution', 'Contribution: the length of the vector'],
      ]) {
        await suite.browserPage.getByLabel('Draw').selectOption(quantity);
        await suite.browserPage.getByText(meaning).waitFor();
        await suite.page.settled();
        const values = await suite.browserPage
          .locator('underhood-head underhood-legend .values span')
          .allTextContents();
        assert.equal(values.length, 5);
        if (quantity === 'raw' || quantity === 'scores') {
          assert.equal(values[2], '0');
          assert.equal(values[0], `−${values[4]}`);
        } else assert.equal(values[0], '0');
      }
    });

    it('zooms by keys, buttons and wheel, and is dragged', async () => {
      await suite.page.matrix.focus();
      const picture = () =>
        suite.page.matrix.locator('canvas').evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
      const whole = await picture();
      await suite.browserPage.keyboard.press('+');
      await suite.page.settled();
      const larger = await picture();
      assert.notEqual(larger, whole);
      await suite.browserPage.keyboard.press('-');
      await suite.page.settled();
      assert.equal(await picture(), whole);
      await suite.browserPage.getByRole('button', { name: 'Zoom in' }).click();
      await suite.browserPage.getByRole('button', { name: 'Zoom in' }).click();
      const box = (await suite.page.matrix.locator('canvas').boundingBox())!;
      await suite.browserPage.mouse.move(box.x + box.width * 0.6, box.y + box.height * 0.6);
      await suite.page.settled();
      const zoomed = await picture();
      await suite.browserPage.mouse.down();
      await suite.browserPage.mouse.move(box.x + box.width * 0.4, box.y + box.height * 0.4, { steps: 4 });
      await suite.browserPage.mouse.up();
      await suite.page.settled();
      assert.notEqual(await picture(), zoomed);
      assert.equal((await suite.page.navigation())?.key, null, 'a drag pins nothing');
      await suite.browserPage.getByRole('button', { name: 'Show all' }).click();
      await suite.browserPage.mouse.move(box.x + box.width * 0.5, box.y + box.height * 0.8);
      await suite.page.settled();
      const before = await picture();
      await suite.browserPage.keyboard.down('Control');
      await suite.browserPage.mouse.wheel(0, -200);
      await suite.browserPage.keyboard.up('Control');
      await suite.page.settled();
      assert.notEqual(await picture(), before);
    });
  });

  describe('as lines', () => {
    it('says what is too faint to be drawn, in numbers', async () => {
      await suite.page.view('Lines').click();
      const text = await suite.browserPage.getByText(/^Lines under/).textContent();
      const share = Number(text!.match(/hold (≈ )?([\d.]+) of all/)![2]);
      const expected = await suite.browserPage.evaluate(() => {
        const pattern = window.fake.slice(3, 3, 'pattern');
        const faint = pattern.filter((weight) => weight < 0.02).reduce((sum, weight) => sum + weight, 0);
        return faint / 27;
      });
      assert.ok(Math.abs(share - expected) < 1e-4, `${share} ${expected}`);
    });

    it('asks where a token on the left looks, and how much a token on the right gets', async () => {
      await suite.page.view('Lines').click();
      await suite.page.settled();
      const canvas = suite.browserPage.locator('underhood-lines canvas');
      const box = (await canvas.boundingBox())!;
      await suite.browserPage.mouse.click(box.x + 100, box.y + 24 + 9 + 18 * 2);
      await suite.page.settled();
      const { query } = (await suite.page.navigation())!;
      await suite.browserPage.mouse.move(box.x + box.width - 100, box.y + 24 + 5);
      await suite.page.settled();
      assert.ok(query !== null);
      assert.match((await suite.page.heading.textContent())!, /^How much does \S+ look at \S+, in layer 3, head 3\?/);
    });
  });

  describe('as the arithmetic of one weight', () => {
    it('shows five stages over one row of tokens, typeset with this run’s numbers', async () => {
      await suite.page.tokens.nth(20).click();
      await suite.page.view('Arithmetic').click();
      await suite.page.settled();
      assert.equal(await suite.browserPage.locator('underhood-arithmetic section').count(), 5);
      const formulas = await suite.browserPage.locator('underhood-arithmetic math').allTextContents();
      assert.equal(formulas.length, 5);
      const expected = await suite.browserPage.evaluate(() => {
        const at = 20 * 27;
        const row = window.fake.slice(3, 3, 'pattern').subarray(at, at + 21);
        const key = row.indexOf(Math.max(...row));
        const raw = window.fake.slice(3, 3, 'raw')[at + key];
        const score = window.fake.slice(3, 3, 'scores')[at + key];
        return { raw: raw.toPrecision(4), score: score.toPrecision(4), weight: row[key].toPrecision(4), key };
      });
      assert.ok(formulas[0].includes(expected.raw), formulas[0]);
      assert.ok(formulas[1].includes(expected.score), formulas[1]);
      assert.ok(formulas[2].includes('20'), 'later than the query');
      assert.ok(formulas[3].includes(expected.weight), formulas[3]);
      await suite.browserPage.getByText(/agree with the run's own within (0|[\d.]+\s×\s10⁻)/).waitFor();
      assert.match((await suite.page.heading.textContent())!, /^How does ·other come to look at/);
    });

    it('follows the key that is pinned', async () => {
      await suite.page.view('Arithmetic').click();
      await suite.page.settled();
      const grid = suite.browserPage.locator('underhood-arithmetic [role="grid"]');
      await grid.focus();
      await suite.browserPage.keyboard.press('Home');
      await suite.browserPage.keyboard.press('Enter');
      await suite.page.settled();
      assert.equal((await suite.page.navigation())?.key, 0);
      assert.match((await grid.getByRole('gridcell').textContent())!, /\. to Once: /);
    });
  });

  describe('as a table', () => {
    it('holds the numbers of the row in front, in either order', async () => {
      await suite.page.tokens.nth(5).click();
      await suite.page.view('Table').click();
      await suite.page.settled();
      const table = suite.browserPage.getByRole('table');
      const expected = await suite.browserPage.evaluate(() => {
        const at = 5 * 27;
        return [0, 1, 2, 3, 4, 5].map((key) =>
          (['pattern', 'raw', 'scores', 'contribution'] as const).map(
            (name) => window.fake.slice(3, 3, name)[at + key],
          ),
        );
      });
      const rows = await table.getByRole('row').allTextContents();
      assert.equal(rows.length, 7);
      const cells = await table
        .locator('tbody tr')
        .evaluateAll((all) =>
          all.map((row) => [...row.querySelectorAll('td')].slice(1).map((cell) => cell.textContent ?? '')),
        );
      cells.forEach((row, key) => {
        row.forEach((text, column) => {
          const value = Number(text.replace('−', '-').replace('≈ ', ''));
          assert.ok(Math.abs(value - expected[key][column]) <= Math.abs(expected[key][column]) * 6e-4 + 5e-5);
        });
      });
      await table.getByRole('button', { name: 'rank' }).click();
      const ranks = await table.locator('tbody td:nth-child(2)').allTextContents();
      assert.deepEqual(ranks.map(Number), [1, 2, 3, 4, 5, 6]);
      assert.equal(await table.getByRole('columnheader', { name: 'rank' }).getAttribute('aria-sort'), 'ascending');
    });

    it('is copied with every number in full', async () => {
      await suite.browserPage.context().grantPermissions(['clipboard-read', 'clipboard-write']);
      await suite.page.tokens.nth(2).click();
      await suite.page.view('Table').click();
      await suite.page.settled();
      await suite.browserPage.getByRole('button', { name: 'Copy the table' }).click();
      await suite.page.settled();
      const { text, weights } = await suite.browserPage.evaluate(async () => ({
        text: await navigator.clipboard.readText(),
        weights: [0, 1, 2].map((key) => window.fake.slice(3, 3, 'pattern')[2 * 27 + key]),
      }));
      const rows = text.split('\n').map((row) => row.split('\t'));
      assert.deepEqual(rows[0].slice(1), [
        'weight',
        'raw score q·k',
        'scaled and masked score',
        'contribution ‖α·v·W_O‖',
      ]);
      assert.deepEqual(
        rows.slice(1).map(([token, weight]) => [token, Number(weight)]),
        [
          ['Once', weights[0]],
          ['·upon', weights[1]],
          ['·a', weights[2]],
        ],
      );
    });
  });
});
