import assert from 'node:assert/strict';
import { attentionSuite } from './attention/suite.ts';
import { texts } from './attention/texts.ts';

attentionSuite('the attention page', (suite) => {
  describe('before a run', () => {
    it('says what to do', async () => {
      await suite.browserPage.getByText('this page shows how every head of the model looks at it').waitFor();
      assert.equal(await suite.page.heading.textContent(), 'Where does a language model look?');
    });

    it('shows nothing of progress for the first 200 ms, and then without moving anything', async () => {
      await suite.page.run(texts.short);
      const place = () => suite.page.tokens.first().boundingBox();
      const before = await place();
      // Measured where it is shown: that can be late, but must not be early.
      const after = await suite.browserPage.locator('underhood-header').evaluate((header) => {
        const began = performance.now();
        window.fake.push({ activity: 'running' });
        return new Promise<number>((resolve) => {
          const watching = setInterval(() => {
            if (!header.shadowRoot!.textContent!.includes('Running the model…')) return;
            clearInterval(watching);
            resolve(performance.now() - began);
          }, 5);
        });
      });
      assert.ok(after >= 200, `${after} ms`);
      assert.deepEqual(await place(), before);
      await suite.browserPage.getByRole('button', { name: 'Cancel' }).click();
      await suite.page.settled();
      assert.equal((await suite.page.calls('cancel')).length, 1);
    });
  });

  describe('what ran', () => {
    it('is said in the header', async () => {
      await suite.page.run(texts.chinese, { layers: 2, heads: 4, keyValueHeads: 2 });
      const header = await suite.browserPage.locator('underhood-header .ran').textContent();
      for (const part of [
        'selection in sample.md',
        'bundled model',
        '2 layers × 4 heads on 2 key/value heads',
        '3.1\u00a0M parameters',
        'F16',
        'onnxruntime-node 1.30.0, CPU',
        '2 threads',
        '37 tokens',
        '6.3\u00a0ms',
      ]) {
        assert.ok(header?.includes(part), `${part} in ${header}`);
      }
    });

    it('offers the model and the follow switch', async () => {
      await suite.page.run(texts.short);
      await suite.browserPage.getByRole('button', { name: 'fake-bilingual-8m' }).click();
      await suite.browserPage.getByRole('checkbox', { name: 'Follow' }).click();
      await suite.page.settled();
      assert.equal((await suite.page.calls('chooseModel')).length, 1);
      assert.deepEqual(await suite.page.calls('setFollow'), [{ follow: false }]);
    });
  });

  describe('notices', () => {
    const cut = { kept: 'start', totalTokens: 5000, totalIsExact: true, start: 0, end: 10 } as const;

    it('each carry the button that helps', async () => {
      await suite.page.run(texts.short);
      await suite.browserPage.evaluate((part) => {
        const { run } = window.fake.state;
        window.fake.push({
          run: { ...run!, cut: part },
          notices: [
            { text: 'The text was cut.', severity: 'warning', action: 'keepOtherEnd' },
            { text: 'The model is broken.', severity: 'error', action: 'chooseModel' },
          ],
        });
      }, cut);
      await suite.browserPage.getByRole('button', { name: 'Use the other end' }).click();
      await suite.browserPage.locator('[data-action="chooseModel"]').click();
      await suite.page.settled();
      assert.deepEqual(await suite.page.calls('runAgain'), [{ kept: 'end' }]);
      assert.equal((await suite.page.calls('chooseModel')).length, 1);
    });

    it('say that the text changed, and offer to run again', async () => {
      await suite.page.run(texts.short);
      await suite.page.push({ outdated: true });
      await suite.browserPage.getByText('The text has changed since this run.').waitFor();
      await suite.browserPage.getByRole('button', { name: 'Run again' }).click();
      await suite.page.settled();
      assert.deepEqual(await suite.page.calls('runAgain'), [{}]);
    });

    it('say that the process stopped, once, and leave the last good view standing', async () => {
      await suite.page.run(texts.short);
      const notice = { text: 'The model process ended.', severity: 'error', action: 'restart' } as const;
      await suite.page.push({ activity: 'stopped', notices: [notice] });
      assert.equal(await suite.browserPage.getByRole('button', { name: 'Restart' }).count(), 1);
      assert.equal(await suite.page.tokens.count(), 6);
      await suite.page.push({ notices: [] });
      await suite.browserPage.getByRole('button', { name: 'Restart' }).click();
      await suite.page.settled();
      assert.equal((await suite.page.calls('restart')).length, 1);
    });

    it('show why a request of the page failed, in a sentence', async () => {
      await suite.page.run(texts.short);
      await suite.browserPage.evaluate(() => window.fake.failing.add('chooseModel'));
      await suite.browserPage.locator('#model').click();
      await suite.browserPage.getByText('Something went wrong: chooseModel failed').waitFor();
    });
  });

  describe('the tokens', () => {
    it('show every byte, and the document’s line breaks', async () => {
      await suite.page.run(texts.english);
      const shown = await suite.page.tokens.allTextContents();
      assert.deepEqual(shown.slice(0, 4), ['Once', '·upon', '·a', '·time']);
      assert.equal(shown.filter((text) => text.includes('⏎')).length, 3);
      const tops = await suite.page.tokens.evaluateAll((all) => all.map((token) => token.getBoundingClientRect().top));
      const lines = new Set(tops.map((top) => Math.round(top / 12)));
      assert.ok(lines.size >= 3, 'lines of the document are lines of the page');
    });

    it('show a split character as its bytes and joined, under one bracket', async () => {
      await suite.page.run(texts.chinese);
      const cluster = suite.browserPage.locator('underhood-tokens .cluster').first();
      assert.deepEqual(await cluster.getByRole('option').allTextContents(), ['e5', '9c', 'b3']);
      assert.equal(await cluster.locator('.joined').textContent(), '圳');
      const bracket = await cluster.locator('.bracket').boundingBox();
      const first = await cluster.getByRole('option').first().boundingBox();
      const last = await cluster.getByRole('option').last().boundingBox();
      assert.ok(bracket && first && last);
      assert.ok(bracket.x >= first.x && bracket.x + bracket.width <= last.x + last.width);
      assert.ok(bracket.width > (last.x - first.x) * 0.9);
    });

    it('tell id, spelling and bytes where they are pointed at, and mark the document', async () => {
      await suite.page.run(texts.english);
      await suite.page.tokens.nth(1).hover();
      const facts = suite.browserPage.getByRole('tooltip');
      assert.match((await facts.textContent())!, /token 1 of 27.*id \d+, spelled Ġupon.*bytes 20 75 70 6f 6e/s);
      assert.equal(await suite.page.heading.textContent(), 'Where does ·upon look, in layer 3, head 3?');
      await suite.browserPage.mouse.move(600, 700);
      await suite.page.settled();
      assert.equal(await facts.count(), 0);
      const hovered = (await suite.page.calls('hoverToken')) as { index: number | null }[];
      assert.deepEqual(hovered.slice(0, 1), [{ index: 1 }]);
      assert.deepEqual(hovered.at(-1), { index: null });
      // A shorter text has no token where the pointer rests.
      await suite.page.tokens.last().hover();
      await suite.page.run(texts.short);
      assert.equal(await suite.page.tokens.first().textContent(), 'the');
    });

    it('are asked where they look by a click, and shade the document by the answer', async () => {
      await suite.page.run(texts.english);
      await suite.page.tokens.nth(7).click();
      await suite.page.settled();
      assert.equal((await suite.page.navigation())?.query, 7);
      const shown = await suite.browserPage.evaluate(() => {
        const { request } = window.fake.calls.filter(({ method }) => method === 'shade').at(-1)!;
        const { query, weights } = request as { query: number; weights: Float32Array };
        const row = window.fake.slice(3, 3, 'pattern').subarray(query * weights.length, (query + 1) * weights.length);
        return { query, isFloat: weights instanceof Float32Array, same: row.every((w, i) => w === weights[i]) };
      });
      assert.deepEqual(shown, { query: 7, isFloat: true, same: true });
    });

    it('follow the cursor of the document', async () => {
      await suite.page.run(texts.english);
      await suite.browserPage.evaluate(() => window.fake.cursor(3));
      await suite.page.settled();
      assert.match((await suite.page.heading.textContent())!, /Where does ·time look/);
    });

    it('keep text readable on every shade', async () => {
      await suite.page.run(texts.chinese);
      for (const query of [0, 5, 20, 36]) {
        await suite.page.tokens.nth(query).click();
        await suite.page.settled();
        const least = await suite.page.tokens.evaluateAll((all) => {
          const luminance = (css: string) => {
            const [r, g, b] = css.match(/[\d.]+/g)!.map((channel) => {
              const value = Number(channel) / 255;
              return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
            });
            return 0.2126 * r + 0.7152 * g + 0.0722 * b;
          };
          const shaded = all.filter((token) => token.classList.contains('shaded'));
          const contrasts = shaded.map((token) => {
            const { color, backgroundColor } = getComputedStyle(token);
            const [light, dark] = [luminance(color), luminance(backgroundColor)].sort((a, b) => b - a);
            return (light + 0.05) / (dark + 0.05);
          });
          return Math.min(...contrasts);
        });
        assert.ok(least >= 4.5, `contrast ${least}`);
      }
    });
  });

  describe('the answer', () => {
    it('is one sentence with the run’s own numbers', async () => {
      await suite.page.run(texts.english);
      await suite.page.tokens.nth(7).click();
      await suite.page.settled();
      const expected = await suite.browserPage.evaluate(() => {
        const length = 27;
        const row = window.fake.slice(3, 3, 'pattern').subarray(7 * length, 7 * length + 8);
        const best = row.indexOf(Math.max(...row));
        const entropy = row.reduce((sum, p) => sum - (p > 0 ? p * Math.log2(p) : 0), 0);
        return { best: row[best].toPrecision(4), entropy: entropy.toPrecision(4) };
      });
      const text = await suite.page.readout.textContent();
      assert.match(text!, /^·little looks most at \S+ \(0\.\d+\), then at \S+ \(0\.\d+\) and \S+ \(0\.\d+\);/);
      assert.ok(text!.includes(`(${expected.best})`), `${text} ${expected.best}`);
      assert.ok(text!.includes(`entropy is ${expected.entropy} bits`), `${text} ${expected.entropy}`);
    });

    it('reads a cell out: weight, rank, raw score, entropy', async () => {
      await suite.page.run(texts.english);
      await suite.page.matrix.focus();
      await suite.browserPage.keyboard.press('Home');
      await suite.page.settled();
      const expected = await suite.browserPage.evaluate(() => {
        const length = 27;
        const at = 26 * length;
        const row = window.fake.slice(3, 3, 'pattern').subarray(at, at + length);
        const raw = window.fake.slice(3, 3, 'raw')[at];
        const rank = 1 + row.filter((weight) => weight > row[0]).length;
        return `. gives ${row[0].toPrecision(4)} of its attention to Once (rank ${rank} of 27); raw score ${raw.toPrecision(4)};`;
      });
      const text = (await suite.page.readout.textContent())!.replaceAll('−', '-');
      assert.ok(text.startsWith(expected), `${text}\n${expected}`);
    });

    it('explains why a later token is not looked at', async () => {
      await suite.page.run(texts.english);
      await suite.page.tokens.nth(3).click();
      await suite.page.matrix.focus();
      await suite.browserPage.keyboard.press('End');
      await suite.browserPage.keyboard.press('ArrowRight');
      await suite.page.settled();
      assert.match(
        (await suite.page.readout.textContent())!,
        /·there comes after ·time: a token can look only at itself/,
      );
    });
  });
});
