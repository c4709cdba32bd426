import type { Bench } from './bench.ts';
import { measurement } from './outcome.ts';
import { coldStarts } from './workbench/coldStarts.ts';
import { type Answer, BenchedVscode } from './workbench/windows.ts';

const rounds = 10;
const warmUps = 3;

/** The first command in a fresh window: the extension, its model process and the page all have to come up. */
export const coldCommand: Bench = {
  name: 'command-cold',
  what: 'from the key to every head of the bundled model on the screen, in a fresh window',
  async run() {
    const starts = await coldStarts();
    const [page, empty] = [starts.page, starts.empty].map((found) => found.map(({ answer }) => answer));
    return {
      work: measurement(
        'the page',
        'ms',
        page.map(({ milliseconds }) => milliseconds),
      ),
      yardstick: measurement(
        'an empty webview',
        'ms',
        empty.map(({ milliseconds }) => milliseconds),
      ),
      budget: { above: 1500 },
      notes: [stages(page)],
    };
  },
};

/** Another text, while the page is open and its model loaded. */
export const warmCommand: Bench = {
  name: 'command-warm',
  what: 'from the key to every head of the bundled model on the screen, with the page open',
  async run() {
    const vscode = await BenchedVscode.start();
    const [page, empty]: [Answer[], Answer[]] = [[], []];
    try {
      const window = await vscode.open();
      for (let round = -warmUps; round < rounds; round++) {
        await window.goTo(round % 2 === 0 ? 1 : 2);
        const answers = [await window.give('page'), await window.give('empty')];
        if (round < 0) continue;
        page.push(answers[0]);
        empty.push(answers[1]);
      }
    } finally {
      await vscode.stop();
    }
    return {
      work: measurement(
        'the page',
        'ms',
        page.map(({ milliseconds }) => milliseconds),
      ),
      yardstick: measurement(
        'one number in an empty webview',
        'ms',
        empty.map(({ milliseconds }) => milliseconds),
      ),
      budget: { most: 150 },
      notes: [stages(page)],
    };
  },
};

/** Where the time of the best of them went. */
function stages(answers: readonly Answer[]): string {
  const { moments, pressed } = answers.reduce((a, b) => (a.milliseconds <= b.milliseconds ? a : b));
  const after = (isIt: (what: string) => boolean) => {
    const found = moments.findLast(({ what }) => isIt(what));
    return found ? `${Math.round(found.at - pressed)} ms` : 'unseen';
  };
  const heads = moments.find(({ what }) => what === 'message runId size length data');
  const told = moments.findLast(({ what, at }) => /state|activity/.test(what) && at <= (heads?.at ?? 0));
  return [
    `of the best: the page knows the run after ${told ? Math.round(told.at - pressed) : '?'} ms`,
    `has all its heads after ${after((what) => what === 'message runId size length data')}`,
    `and the matrix after ${after((what) => what === 'message runId layer head quantity length data')}`,
  ].join(', ');
}
