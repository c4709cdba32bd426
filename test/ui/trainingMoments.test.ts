import assert from 'node:assert/strict';
import { formatNumber } from '../../webview/shell/numbers.ts';
import { FakeTraining } from './training/fakeTraining.ts';
import { trainingSuite } from './training/suite.ts';

trainingSuite('the moments of a run', (suite) => {
  const training = new FakeTraining();
  const text = (selector: string) => suite.browserPage.locator(selector).textContent();

  describe('the scrubber', () => {
    it('stands under its place on the axis, and moves the mark of every chart', async () => {
      await suite.page.run(2000, 'finished');
      for (const place of [200, 1000, 1400]) {
        await suite.page.scrubber.fill(String(place + 30));
        await suite.page.settled();
        const range = (await suite.page.scrubber.boundingBox())!;
        const thumb = range.x + 8 + (place / 2000) * (range.width - 16);
        const mark = (await suite.browserPage.locator('underhood-loss .marker').boundingBox())!;
        assert.ok(Math.abs(mark.x + 1 - thumb) < 1.5, `${mark.x + 1} under ${thumb}`);
        const over = (await suite.browserPage.locator('underhood-statistics .u-over').boundingBox())!;
        const other = (await suite.browserPage.locator('underhood-statistics .marker').boundingBox())!;
        assert.ok(Math.abs(other.x + 1 - over.x - (place / 2000) * over.width) < 1.5);
        assert.equal((await suite.page.navigation())?.moment, place);
      }
    });

    it('shows the sample, the heads and the numbers of its moment', async () => {
      await suite.page.run(2000, 'finished');
      await suite.page.scrubber.fill('600');
      await suite.page.settled();
      const sample = training.moment(600).sample;
      const shown = (await text('underhood-sample blockquote'))!;
      assert.equal(shown.trim(), (sample.prompt + sample.continuation).replaceAll(' ', '·').replaceAll('\n', '⏎'));
      await suite.browserPage.getByText('What it writes at step 600').waitFor();
      await suite.browserPage.getByRole('heading', { name: 'Heads at step 600' }).waitFor();
      const score = training.score('induction', 6, 600).toPrecision(4);
      assert.equal(
        await suite.page.readout.textContent(),
        `At step 600: training loss ${pointLoss(600)}, held out ${training.heldOut(600).toPrecision(4)} nats; ` +
          `layer 1, head 2 gives ${score} of its attention to the token after the earlier occurrence.`,
      );
    });

    const pointLoss = (step: number) => {
      const { points } = training.curves(2000, 600);
      return points.loss[points.step.findIndex((end) => end >= step)].toPrecision(4);
    };

    it('follows the newest evaluation until it is moved, and again when asked to', async () => {
      await suite.page.run(450);
      assert.match((await suite.page.scrubber.getAttribute('aria-valuetext'))!, /^Step 400, /);
      await suite.page.at(650);
      assert.match((await suite.page.scrubber.getAttribute('aria-valuetext'))!, /^Step 600, .* the best$/);
      await suite.browserPage.locator('underhood-scrubber #previous').click();
      await suite.page.at(850);
      assert.match((await suite.page.scrubber.getAttribute('aria-valuetext'))!, /^Step 400, /);
      await suite.page.button('Newest').click();
      await suite.page.settled();
      assert.match((await suite.page.scrubber.getAttribute('aria-valuetext'))!, /^Step 800, /);
      assert.equal((await suite.page.navigation())?.moment, null);
    });

    it('stands over seconds as well', async () => {
      await suite.page.run(2000, 'finished');
      await suite.browserPage.locator('#axis').selectOption('seconds');
      await suite.page.settled();
      assert.equal(await suite.page.scrubber.getAttribute('max'), '100');
      await suite.page.scrubber.fill('29');
      await suite.page.settled();
      assert.equal((await suite.page.navigation())?.moment, 600);
      assert.equal((await suite.page.navigation())?.axis, 'seconds');
    });

    it('is moved by a press on a chart, which tells the point under the pointer', async () => {
      await suite.page.run(2000, 'finished');
      await suite.page.scrubber.focus();
      await suite.page.settled();
      assert.match((await suite.page.meaning.textContent())!, /^Step 2,000, 1:40: training loss 1\./, 'as focus does');
      const over = (await suite.browserPage.locator('underhood-loss .u-over').boundingBox())!;
      await suite.browserPage.mouse.click(over.x + 0.51 * over.width, over.y + 100);
      await suite.page.settled();
      assert.equal((await suite.page.navigation())?.moment, 1000);
      const { points } = training.curves(2000, 600);
      const at = points.step.findIndex((step) => step >= 1020);
      const meaning = (await suite.page.meaning.textContent())!;
      assert.match(meaning, /^Step 1,02\d, 0:51: training loss /);
      const near = [at - 1, at, at + 1].map((point) => points.loss[point].toPrecision(4));
      assert.ok(
        near.some((loss) => meaning.includes(`training loss ${loss} nats`)),
        meaning,
      );
    });

    it('plays the life of the run, moment by moment', async () => {
      await suite.open({ reducedMotion: false });
      await suite.page.run(650);
      await suite.browserPage.locator('underhood-moment-heads h2').evaluate((title) => {
        const seen: string[] = [];
        Object.assign(window, { seen });
        const watched = { childList: true, characterData: true, subtree: true };
        new MutationObserver(() => seen.push(title.textContent!)).observe(title, watched);
      });
      await suite.page.button('Play the time-lapse').click();
      await suite.page.button('Halt the time-lapse').waitFor();
      await suite.page.button('Play the time-lapse').waitFor();
      const seen = await suite.browserPage.evaluate(() => (window as unknown as { seen: string[] }).seen);
      assert.deepEqual(
        [...new Set(seen)],
        [0, 200, 400, 600].map((step) => `Heads at step ${step}`),
      );
      await suite.page.settled();
      assert.equal((await suite.page.navigation())?.moment, null, 'it ends at the newest');
    });

    it('keeps a bounded number of moments, and asks for none twice in a row', async () => {
      await suite.page.run(2000, 'finished', { evaluateEvery: 20 });
      for (let i = 0; i < 3; i += 1) await suite.page.scrubber.press('ArrowLeft');
      await suite.page.settled();
      await suite.page.scrubber.press('ArrowRight');
      await suite.page.settled();
      const steps = ((await suite.page.calls('moment')) as { step: number }[]).map(({ step }) => step);
      assert.equal(new Set(steps).size, steps.length, `${steps}`);
    });
  });

  describe('the heads', () => {
    it('show one of them large: the one that scores highest, or the one that is chosen', async () => {
      await suite.page.run(2000, 'finished');
      const title = suite.browserPage.locator('underhood-moment-head h2');
      assert.equal(await title.textContent(), 'Layer 1, head 2');
      const box = (await suite.page.heads.locator('canvas').boundingBox())!;
      await suite.browserPage.mouse.click(box.x + 30 + 76 + 20, box.y + 18 + 20);
      await suite.browserPage.mouse.move(0, 0);
      await suite.page.settled();
      assert.equal(await title.textContent(), 'Layer 0, head 1');
      assert.deepEqual((await suite.page.navigation())?.head, { layer: 0, head: 1 });
      const cell = suite.browserPage.locator('underhood-moment-head').getByRole('gridcell');
      const { pattern, tokens } = training.moment(2000);
      const weight = pattern[(1 * tokens + tokens - 1) * tokens];
      assert.ok((await cell.textContent())!.includes(`·time gives ${formatNumber(weight)} of its attention to Once.`));
    });

    it('are shown large where their line is pointed at', async () => {
      await suite.page.run(2000, 'finished');
      const over = (await suite.browserPage.locator('underhood-statistics .u-over').boundingBox())!;
      const score = training.score('induction', 8, 1600);
      await suite.browserPage.mouse.move(over.x + 0.8 * over.width, over.y + (1 - score) * over.height);
      await suite.page.settled();
      const title = suite.browserPage.locator('underhood-moment-head h2');
      assert.equal(await title.textContent(), 'Layer 2, head 0');
      await suite.browserPage.mouse.move(0, 0);
      await suite.page.settled();
      assert.equal(await title.textContent(), 'Layer 1, head 2');
    });

    it('are told when the first of them formed', async () => {
      await suite.page.run(2000, 'finished');
      assert.match(
        (await text('#formed'))!,
        /^Layer 1, head 2 was the first whose induction score passed 0\.4: between steps 600 and 800, to 0\.7\d+\.$/,
      );
      await suite.browserPage.locator('#statistic').selectOption('previousToken');
      await suite.page.settled();
      assert.match((await text('#formed'))!, /^Layer 0, head 1 .* between steps 200 and 400, to 0\.\d+\.$/);
      await suite.page.run(450);
      await suite.browserPage.locator('#statistic').selectOption('induction');
      await suite.page.settled();
      assert.equal(await text('#formed'), "No head's induction score has passed 0.4 yet.");
    });
  });

  describe('translators', () => {
    it('show attention to the source as it forms, of each head and of their mean, and read it out', async () => {
      await suite.page.run(1000, 'finished', { layers: 0, heads: 1, translator: 'cross' });
      const cross = suite.browserPage.locator('underhood-moment-cross');
      await cross.getByRole('heading', { name: 'Attention to the source at step 1,000' }).waitFor();
      assert.equal(await suite.browserPage.locator('underhood-statistics, underhood-moment-heads').count(), 0);
      assert.match((await text('underhood-sample blockquote'))!, /Once·upon·a·time → /);
      assert.match(
        (await suite.page.readout.textContent())!,
        /^At step 1,000: training loss [\d.]+, held out [\d.]+ nats\.$/,
      );
      const grid = cross.getByRole('grid');
      await grid.focus();
      await suite.browserPage.keyboard.press('Home');
      const first = async () => (await cross.locator('p').textContent())!;
      const before = await first();
      assert.match(before, /小/);
      await suite.page.scrubber.fill('200');
      await suite.page.settled();
      await grid.focus();
      await suite.browserPage.keyboard.press('Home');
      assert.notEqual(await first(), before, 'it was less sharp then');
      await cross.locator('#crossHead').selectOption({ index: 1 });
      await suite.page.settled();
      assert.equal(await cross.locator('#crossHead option').count(), 3);
    });

    it('say where there is no attention to watch', async () => {
      await suite.page.run(1000, 'finished', { layers: 0, heads: 1, translator: 'none' });
      await suite.browserPage.locator('#noAttention').waitFor();
    });

    it('show a decoder’s own heads, too', async () => {
      await suite.page.run(1000, 'finished', { layers: 2, heads: 2, translator: 'cross' });
      await suite.browserPage.getByRole('heading', { name: 'Heads at step 1,000' }).waitFor();
      await suite.browserPage.locator('underhood-moment-cross underhood-weight-matrix canvas').waitFor();
      assert.match((await text('underhood-moment-heads #head'))!.trim(), /^Layer 0, head 0$/i);
    });
  });
});
