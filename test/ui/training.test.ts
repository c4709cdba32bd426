import assert from 'node:assert/strict';
import type { TrainingPageRequests } from '../../src/protocol/trainingPage.ts';
import { FakeTraining } from './training/fakeTraining.ts';
import { trainingSuite } from './training/suite.ts';

trainingSuite('the training page', (suite) => {
  const training = new FakeTraining();
  const text = (selector: string) => suite.browserPage.locator(selector).textContent();
  const asked = async (method: keyof TrainingPageRequests) => {
    await suite.page.settled(); // A message arrives later.
    return suite.page.calls(method);
  };

  describe('before a run', () => {
    it('says what to do, with the button for it', async () => {
      assert.equal(await suite.page.heading.textContent(), 'Train a small model, and watch its heads form');
      await suite.page.button('Train a Small Model…').click();
      assert.deepEqual(await asked('askNext'), [{ question: 'train' }]);
      assert.deepEqual(await asked('curves'), [], 'there is nothing to ask for');
    });

    it('offers to begin, and says when what appears', async () => {
      await suite.page.run(0, 'idle');
      assert.equal(await suite.page.heading.textContent(), 'tale is ready to learn');
      await suite.page.button('Start').click();
      await suite.page.settled();
      assert.deepEqual(await asked('start'), [{ anew: false }]);
      await suite.browserPage.getByText('appear at the first evaluation, at step 0').waitFor();
      await suite.browserPage.getByText('from then on this axis has a scrubber').waitFor();
      assert.equal(await suite.page.readout.textContent(), 'Nothing has been evaluated yet.');
    });
  });

  describe('while training', () => {
    it('says how far it is and what runs, and draws it', async () => {
      await suite.page.run(1230);
      assert.match((await suite.page.heading.textContent())!, /^Learning tale: 1\.823 nats held out; /);
      const header = (await Promise.all([text('underhood-header .progress'), text('underhood-header .ran')])).join(' ');
      for (const part of [
        'step 1,230 of 2,000 · 24,310 tokens/s · 1:02 of training · 0:39 left',
        'GPT-2 · 4 layers × 4 heads · width 128 · 810\u00a0K parameters · 65 characters · 12 × 64 tokens a step',
        'ONNX Runtime 1.30.0, CPU · 2 threads',
      ]) {
        assert.ok(header?.includes(part), `${part} in ${header}`);
      }
      const colours = await suite.browserPage.locator('underhood-loss .plot canvas').evaluate((canvas) => {
        const { width, height } = canvas as HTMLCanvasElement;
        const { data } = (canvas as HTMLCanvasElement).getContext('2d')!.getImageData(0, 0, width, height);
        let [blue, orange] = [0, 0];
        for (let i = 0; i < data.length; i += 4) {
          if (data[i + 3] < 200) continue;
          if (data[i + 2] > data[i] + 80) blue += 1;
          if (data[i] > data[i + 2] + 80) orange += 1;
        }
        return { blue, orange };
      });
      assert.ok(colours.blue > 500 && colours.orange > 300, JSON.stringify(colours));
    });

    it('pauses, steps, goes on and stops', async () => {
      await suite.page.run(1230);
      await suite.page.button('Pause').click();
      await suite.page.settled();
      assert.match((await suite.page.heading.textContent())!, /^tale is paused at step 1,230: /);
      await suite.page.button('Step once').click();
      await suite.page.grown();
      assert.match((await suite.page.heading.textContent())!, /^tale is paused at step 1,231: /);
      await suite.page.button('Resume').click();
      await suite.page.settled();
      await suite.page.button('Stop').click();
      await suite.page.settled();
      assert.match((await suite.page.heading.textContent())!, /^tale was stopped at step 1,231: /);
      await suite.page.button('Go on').click();
      for (const method of ['pause', 'stepOnce', 'resume', 'stop', 'start'] as const) {
        assert.equal((await asked(method)).length, 1, method);
      }
    });

    it('changes the learning rate by a factor', async () => {
      await suite.page.run(1230);
      const rate = suite.browserPage.getByRole('slider', { name: 'Learning rate' });
      const usual = training.learningRate(1230);
      assert.equal(await rate.getAttribute('aria-valuetext'), `× 1 = ${usual.toPrecision(4)}`);
      await rate.fill('-3');
      await suite.page.settled();
      assert.deepEqual(await asked('setRate'), [{ factor: 0.501 }]);
      const halved = `× 0.501 = ${(usual * 0.501).toPrecision(4)}`;
      assert.equal(await rate.getAttribute('aria-valuetext'), halved);
      // What could not be had does not stand there as if it were.
      await suite.browserPage.evaluate(() => window.fakeTrainer.failing.add('setRate'));
      await rate.fill('5');
      await suite.browserPage.getByText('Something went wrong: setRate failed').waitFor();
      await suite.page.settled();
      assert.equal(await rate.getAttribute('aria-valuetext'), halved);
    });

    it('asks for the curves as they grow, four times a second at most, and never while it is hidden', async () => {
      await suite.page.run(100);
      const before = (await asked('curves')).length;
      const seconds = await suite.browserPage.evaluate(async () => {
        const began = performance.now();
        for (let step = 101; step <= 120; step += 1) {
          window.fakeTrainer.at(step);
          await new Promise((resolve) => setTimeout(resolve, 50));
        }
        return (performance.now() - began) / 1000;
      });
      await suite.page.grown();
      const times = (await asked('curves')).length - before;
      assert.ok(times >= 3 && times <= 4 * seconds + 2, `${times} times in ${seconds} seconds`);
      await suite.page.change({ tokensPerSecond: 1 });
      await suite.browserPage.waitForTimeout(300);
      assert.equal((await asked('curves')).length - before, times, 'nothing grew');
    });

    it('says why it failed, and goes on as is offered', async () => {
      await suite.page.run(1230, 'failed');
      await suite.page.change({
        error: { code: 'unexpected', parameters: { detail: 'NaN' }, offer: { step: 800, rateFactor: 0.5 } },
      });
      await suite.browserPage.getByText('Something went wrong: NaN').waitFor();
      await suite.page.button('Go on from step 800 at half the rate').click();
      assert.deepEqual(await asked('start'), [{ anew: false, step: 800, rateFactor: 0.5 }]);
      assert.equal(await suite.page.button('Go on').count(), 1, 'only what is offered');
    });
  });

  describe('the anchors', () => {
    it('say what reaching them means, to pointer and keyboard', async () => {
      await suite.page.run(1230);
      for (const [name, meaning] of [
        ['ln V 4.174', 'knows nothing but its vocabulary'],
        ['unigrams 3.313', 'knows how often each of the 65 tokens occurs'],
        ['bigrams 2.452', 'attention begins to pay'],
      ]) {
        await suite.page.button(new RegExp(`^${name}`)).focus();
        assert.ok((await suite.page.meaning.textContent())?.includes(meaning), name);
      }
      const tops = await suite.browserPage
        .locator('underhood-loss .anchor')
        .evaluateAll((labels) => labels.map((label) => label.getBoundingClientRect().top));
      assert.deepEqual(
        tops,
        tops.toSorted((a, b) => a - b),
      );
    });

    it('hide the lines behind their own words, where only few of them have room too', async () => {
      await suite.browserPage.setViewportSize({ width: 600, height: 800 });
      await suite.page.run(1230);
      const apart = await suite.browserPage.locator('underhood-loss .anchor').evaluateAll((labels) =>
        labels.map((label) => {
          const words = document.createRange();
          words.selectNodeContents(label);
          const [own, box] = [words.getBoundingClientRect(), label.getBoundingClientRect()];
          return Math.abs((own.top + own.bottom) / 2 - (box.top + box.bottom) / 2);
        }),
      );
      assert.equal(apart.length, 3);
      assert.deepEqual(
        apart.filter((pixels) => pixels > 2),
        [],
      );
    });
  });

  it('shows gradient norms and update ratios block by block, of the moment', async () => {
    await suite.page.run(2000, 'finished');
    await suite.browserPage.getByRole('tab', { name: 'Blocks' }).click();
    await suite.page.scrubber.fill('800');
    await suite.page.settled();
    const { points } = training.curves(2000, 600);
    const at = points.step.findIndex((step) => step >= 800);
    const row = suite.browserPage.locator('underhood-blocks').getByRole('row', { name: /^layer 1/ });
    const numbers = await row.locator('.number').allTextContents();
    assert.equal(numbers[0], points.blockNorms[at * 6 + 2].toPrecision(4));
    const measured = [at, at - 1, at - 2, at - 3, at - 4].map((place) => points.updateRatios[place * 6 + 2]);
    assert.equal(numbers[1], measured.find(Number.isFinite)!.toPrecision(4));
    await suite.browserPage.getByText('About 0.001 (the dotted line) is usual').waitFor();
  });

  it('checks gradients, with progress, and stops when asked to', async () => {
    await suite.page.run(1230);
    await suite.browserPage.getByRole('tab', { name: 'Check gradients' }).click();
    await suite.browserPage.getByLabel('Parameters').fill('5');
    await suite.browserPage.locator('#check').click();
    const rows = suite.browserPage.locator('underhood-gradients tbody tr');
    await rows.nth(4).waitFor();
    assert.equal(await rows.count(), 5);
    assert.deepEqual(await asked('checkGradients'), [{ count: 5, seed: 1 }]);
    assert.match(
      (await text('#verdict'))!.trim(),
      /^5 parameters after step 1,230, .* the largest relative error is 1\.\d+\s×\s10⁻⁶\.$/,
    );
    await suite.browserPage.evaluate(() => {
      window.fakeTrainer.pace = 200;
    });
    await suite.browserPage.locator('#check').click();
    const progress = suite.browserPage.getByRole('progressbar', { name: 'Checking gradients' });
    await progress.waitFor();
    await suite.page.button('Cancel').click();
    await progress.waitFor({ state: 'detached' });
    assert.equal(await rows.count(), 5, 'the last check stays');
    assert.ok(await suite.browserPage.locator('#check').isEnabled());
  });

  it('opens the models of the run, one or two', async () => {
    await suite.page.run(60);
    await suite.browserPage
      .getByText('no model to look into yet: the first is kept at the evaluation at step 200')
      .waitFor();
    assert.equal(await suite.page.button(/Explain attention/).count(), 0);
    await suite.page.run(2000, 'finished');
    await suite.page.button('Explain attention with the best model (step 1,600)').click();
    await suite.page.scrubber.fill('800');
    await suite.page.settled();
    await suite.page.button('…with the model of step 800').click();
    await suite.browserPage.getByLabel('Compare step 800 with').selectOption('400');
    await suite.page.button('Compare').click();
    await suite.page.button('Open recipe').click();
    assert.deepEqual(await asked('explain'), [{ step: null }, { step: 800 }]);
    assert.deepEqual(await asked('compare'), [{ steps: [800, 400] }]);
    assert.equal((await asked('openRecipe')).length, 1);
    await suite.page.scrubber.fill('600');
    await suite.page.settled();
    await suite.browserPage.getByText('The model of step 600 is no longer kept; the nearest that is: step').waitFor();
  });

  it('has every evaluation in a table, with its sample', async () => {
    await suite.page.run(1230);
    await suite.browserPage.getByText('All evaluations as a table').click();
    const rows = suite.browserPage.locator('underhood-evaluations tbody tr');
    await rows.nth(1).getByText(training.moment(200).sample.continuation.slice(0, 4).replaceAll(' ', '·')).waitFor();
    assert.equal(await rows.count(), 7);
    const cells = await rows.nth(4).locator('th, td').allTextContents();
    assert.deepEqual([cells[0], cells[1], cells[3]], ['800', '0:40', training.heldOut(800).toPrecision(4)]);
    assert.equal(cells[4].trim(), training.moment(800).sample.continuation.replaceAll(' ', '·').replaceAll('\n', '⏎'));
  });

  it('begins anew when another run comes, or this one goes back', async () => {
    await suite.page.run(1230);
    await suite.page.scrubber.fill('400');
    await suite.page.at(300);
    assert.match((await suite.page.scrubber.getAttribute('aria-valuetext'))!, /^Step 200, /);
    const steps = ((await asked('moment')) as { step: number }[]).map(({ step }) => step);
    assert.equal(steps.at(-1), 200);
    // Another run that is gone before anything of it was asked.
    await suite.browserPage.evaluate(() => {
      const { fakeTrainer } = window;
      const { summary } = fakeTrainer.state;
      fakeTrainer.at(310);
      fakeTrainer.push({ summary: { ...summary!, recipe: '/home/ada/other.underhood.json' } });
      fakeTrainer.push({ summary });
    });
    await suite.browserPage.getByText('step 310 of 2,000').waitFor();
    await suite.page.scrubber.waitFor({ timeout: 10_000 });
  });

  it('is where it was when it is brought back', async () => {
    const navigation = {
      axis: 'seconds',
      moment: 800,
      head: { layer: 3, head: 1 },
      statistic: 'previousToken',
      view: 'life',
    } as const;
    await suite.page.run(1230, 'running', {}, { navigation });
    assert.match((await suite.page.scrubber.getAttribute('aria-valuetext'))!, /^Step 800, /);
    assert.equal(await suite.browserPage.locator('#axis').inputValue(), 'seconds');
    assert.equal(await suite.browserPage.locator('#statistic').inputValue(), 'previousToken');
    assert.equal(await text('underhood-moment-head h2'), 'Layer 3, head 1');
    // A smaller model has no such head.
    await suite.page.run(1230, 'running', { layers: 1, heads: 2 }, { navigation });
    assert.match((await text('underhood-moment-head h2'))!, /^Layer 0, head [01]$/);
  });

  it('shows why a request failed, and asks for a moment that cannot be had once only', async () => {
    await suite.browserPage.evaluate(() => window.fakeTrainer.failing.add('moment'));
    await suite.page.run(1230);
    await suite.browserPage.getByText('Something went wrong: moment failed').waitFor();
    assert.equal((await asked('moment')).length, 1);
  });
});
