import assert from 'node:assert/strict';
import { trainingSuite } from './training/suite.ts';

trainingSuite('the training page over a long run', (suite) => {
  it('keeps its memory flat from 4,000 to 20,000 steps', async function () {
    this.timeout(120_000);
    const devtools = await suite.browserPage.context().newCDPSession(suite.browserPage);
    const heap = async () => {
      await devtools.send('HeapProfiler.collectGarbage');
      const { usedSize, backingStorageSize } = (await devtools.send('Runtime.getHeapUsage')) as HeapUsage;
      return (usedSize + backingStorageSize) / 2 ** 20;
    };
    /** A state every 100 steps, each with an evaluation; then every moment of the run is looked at. */
    const trainTo = async (from: number, to: number) => {
      await suite.browserPage.evaluate(
        async ([first, last]) => {
          for (let step = first + 100; step <= last; step += 100) {
            window.fakeTrainer.at(step);
            await new Promise((resolve) => setTimeout(resolve, 8));
          }
        },
        [from, to],
      );
      await suite.page.grown();
      await suite.browserPage.evaluate(async (count) => {
        const { store } = document.body.lastElementChild as HTMLElement & { store: Scrubbed };
        for (let index = 0; index <= count; index += 1) {
          store.scrub(index);
          while (store.moment?.step !== 100 * index) await new Promise((resolve) => setTimeout(resolve, 2));
        }
        window.fakeTrainer.calls.length = 0; // What the fake notes down is no memory of the page.
      }, to / 100);
      await suite.page.settled();
    };
    await suite.page.run(100, 'running', { steps: 20_000, evaluateEvery: 100, layers: 8, heads: 8 });
    await trainTo(100, 4000);
    const early = await heap();
    await trainTo(4000, 20_000);
    const late = await heap();
    // The 160 moments between have 65 KB each.
    assert.ok(late - early < 2, `${early.toFixed(1)} MB at 4,000 steps, ${late.toFixed(1)} MB at 20,000`);
  });
});

/** As Chromium answers; the moments' numbers lie in the backing storage. */
interface HeapUsage {
  readonly usedSize: number;
  readonly backingStorageSize: number;
}

interface Scrubbed {
  readonly moment: { readonly step: number } | null;
  scrub(index: number): void;
}
