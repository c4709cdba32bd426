import assert from 'node:assert/strict';
import { attentionSuite } from './attention/suite.ts';
import { texts } from './attention/texts.ts';

attentionSuite('the heads of the attention page', (suite) => {
  /** A point inside the thumbnail of a head, where rows are layers. */
  const thumbnail = async (layer: number, head: number, heads = 8) => {
    const box = (await suite.page.grid.locator('canvas').boundingBox())!;
    const pitch = (box.width - 30) / heads;
    return { x: box.x + 30 + head * pitch + 10, y: box.y + 18 + layer * ((box.height - 18) / 4) + 10 };
  };

  beforeEach(() => suite.page.run(texts.english));

  it('stand in one canvas, whatever their number', async () => {
    assert.equal(await suite.page.grid.locator('canvas').count(), 1);
    assert.ok((await suite.page.grid.locator('*').count()) < 6);
    assert.ok((await suite.page.matrix.locator('*').count()) < 6);
  });

  it('are previewed where they are pointed at and pinned by a click', async () => {
    const { x, y } = await thumbnail(1, 2);
    await suite.browserPage.mouse.move(x, y);
    await suite.page.settled();
    assert.equal(await suite.page.heading.textContent(), 'Where does . look, in layer 1, head 2?');
    assert.ok(await suite.browserPage.getByRole('tab', { name: 'Layer 1, head 2 (preview)' }).isVisible());
    await suite.browserPage.mouse.move(5, 5);
    await suite.page.settled();
    assert.equal(await suite.page.heading.textContent(), 'Where does . look, in layer 3, head 3?');
    await suite.browserPage.mouse.click(x, y);
    const other = await thumbnail(0, 6);
    await suite.browserPage.mouse.click(other.x, other.y);
    await suite.browserPage.mouse.move(5, 5);
    await suite.page.settled();
    assert.deepEqual(
      await suite.browserPage
        .getByRole('tab')
        .allTextContents()
        .then((all) => all.map((t) => t.trim())),
      ['Layer 3, head 3', 'Layer 1, head 2', 'Layer 0, head 6'],
    );
    await suite.browserPage.getByRole('tab', { name: 'Layer 1, head 2' }).click();
    await suite.browserPage.getByRole('button', { name: 'Unpin this head' }).click();
    await suite.page.settled();
    assert.deepEqual((await suite.page.navigation())?.pinned, [
      { layer: 3, head: 3 },
      { layer: 0, head: 6 },
    ]);
  });

  it('say what to do where none is pinned', async () => {
    await suite.browserPage.getByRole('button', { name: 'Unpin this head' }).click();
    await suite.browserPage.getByText('Point at a head to preview it; click it to pin it here.').waitFor();
    assert.equal(await suite.page.heading.textContent(), 'Where does . look?');
  });

  it('are ordered and filtered by a statistic that is defined in a sentence', async () => {
    const statistic = suite.browserPage.getByLabel('Statistic');
    for (const [name, sentence] of [
      ['entropy', 'Entropy: how spread'],
      ['meanDistance', 'Mean distance: how many tokens back'],
      ['previousToken', 'Previous token: how much'],
      ['firstToken', 'First token: how much'],
      ['duplicateToken', 'Duplicate token: how much'],
      ['induction', 'Induction: how much'],
    ]) {
      await statistic.selectOption(name);
      await suite.browserPage.getByText(sentence).waitFor();
    }
    await suite.browserPage.getByLabel('Order').selectOption('descending');
    await suite.page.grid.focus();
    await suite.browserPage.keyboard.press('Home');
    await suite.page.settled();
    const best = await suite.browserPage.evaluate(() => {
      const values = window.fake.state.run!.statistics.induction;
      const place = values.indexOf(Math.max(...values));
      return { layer: Math.floor(place / 8), head: place % 8, value: values[place].toPrecision(4) };
    });
    const described = await suite.page.grid.getByRole('gridcell').textContent();
    assert.equal(described?.trim(), `Layer ${best.layer}, head ${best.head}, induction ${best.value}`);
    await suite.browserPage.locator('#filter').fill('60');
    await suite.browserPage.getByText(/at least 0\.\d+: \d+ of 32 heads/).waitFor();
    await suite.page.settled();
    const threshold = (await suite.page.navigation())!.threshold!;
    const kept = await suite.browserPage.evaluate(
      (least) => window.fake.state.run!.statistics.induction.filter((value) => value >= least).length,
      threshold,
    );
    await suite.browserPage.getByText(`: ${kept} of 32 heads`).waitFor();
  });

  it('show an undefined statistic as a dash', async () => {
    await suite.page.run('all words differ here');
    await suite.browserPage.getByLabel('Statistic').selectOption('induction');
    await suite.page.grid.focus();
    assert.match((await suite.page.grid.getByRole('gridcell').textContent())!, /induction –/);
    assert.ok(await suite.browserPage.locator('#filter').isDisabled());
  });

  describe('altered views', () => {
    it('say that values are altered, and how', async () => {
      await suite.browserPage.getByLabel('Hide first token').check();
      await suite.browserPage.getByText('Altered values: the first token is left out').waitFor();
      await suite.browserPage.getByLabel('Merge words').check();
      await suite.browserPage.getByText('Altered values: tokens are merged into words').waitFor();
      await suite.browserPage.getByLabel('Logarithmic colours').check();
      await suite.browserPage.getByText('Altered colours: by the logarithm').waitFor();
      await suite.page.settled();
      assert.match((await suite.page.readout.textContent())!, /\(Altered values\.\)$/);
      assert.deepEqual((await suite.page.calls('thumbnails')).at(-1), {
        runId: 'run-1',
        hideFirst: true,
        mergeWords: true,
      });
    });

    it('renormalise what is left without the first token', async () => {
      await suite.browserPage.getByLabel('Hide first token').check();
      await suite.page.view('Table').click();
      await suite.page.settled();
      const weights = await suite.browserPage.locator('underhood-row-table tbody tr td:nth-child(3)').allTextContents();
      assert.equal(weights[0], '0');
      const sum = weights.reduce((total, weight) => total + Number(weight.replace('≈ ', '')), 0);
      assert.ok(Math.abs(sum - 1) < 1e-3, `${sum}`);
    });

    it('leave scores alone, and say so', async () => {
      await suite.browserPage.getByLabel('Merge words').check();
      await suite.browserPage.getByLabel('Draw').selectOption('raw');
      await suite.browserPage.getByText('Only weights can be merged or renormalised').waitFor();
      await suite.page.settled();
      assert.ok(!(await suite.page.readout.textContent())!.includes('Altered'));
      assert.equal(await suite.page.matrix.getAttribute('aria-rowcount'), '27');
    });
  });

  it('come back as they were after the page was hidden or reloaded', async () => {
    await suite.browserPage.getByLabel('Statistic').selectOption('induction');
    await suite.browserPage.getByLabel('Order').selectOption('descending');
    await suite.browserPage.getByLabel('Hide first token').check();
    await suite.browserPage.getByLabel('Draw').selectOption('contribution');
    await suite.page.view('Lines').click();
    await suite.page.tokens.nth(12).click();
    await suite.page.settled();
    const saved = (await suite.page.navigation())!;
    const seen = {
      heading: await suite.page.heading.textContent(),
      readout: await suite.page.readout.textContent(),
      meaning: await suite.browserPage.locator('underhood-head .meaning').textContent(),
    };
    await suite.open();
    await suite.page.run(texts.english, undefined, { navigation: saved });
    await suite.page.settled();
    assert.deepEqual(
      {
        heading: await suite.page.heading.textContent(),
        readout: await suite.page.readout.textContent(),
        meaning: await suite.browserPage.locator('underhood-head .meaning').textContent(),
      },
      seen,
    );
    assert.equal(await suite.browserPage.getByLabel('Order').inputValue(), 'descending');
    assert.ok(await suite.browserPage.getByLabel('Hide first token').isChecked());
    await suite.page.tokens.nth(11).click();
    await suite.page.settled();
    assert.deepEqual(await suite.page.navigation(), { ...saved, query: 11 });
  });
});
