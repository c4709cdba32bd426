import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { SavedPageName } from '../../src/export/savedPages.ts';
import { savedPageNames } from '../../src/export/savedPages.ts';
import { decodeView, encodeView, type SavedView } from '../../src/export/savedView.ts';
import { describeFuzzing, fuzz } from '../checkpoint/fuzzing.ts';
import { jsonMutation } from '../checkpoint/mutations.ts';
import { assertSentence } from '../checkpoint/rejection.ts';
import { concatenate } from '../checkpoint/safetensorsFile.ts';
import { decodableJson, withMetadata } from './savedFiles.ts';
import { savedPositions, savedSamples } from './savedSamples.ts';

const fileOf = (view: SavedView) => concatenate([...encodeView(view)]);
const opened = (view: SavedView) => decodeView(fileOf(view), 'a.underhood');

/** What of a view a test changes. */
interface Loose {
  state: Record<string, never>;
  answers: { method: string; answer: never }[];
}

describe('saved views of every page', () => {
  let samples: Readonly<Record<SavedPageName, SavedView>>;

  before(async () => {
    samples = await savedSamples();
  });

  for (const page of savedPageNames) {
    it(`come back as they were, to the bit: ${page}`, () => assert.deepEqual(opened(samples[page]), samples[page]));
  }

  it('come back whatever way a model knows positions, and without a text', () => {
    for (const kind of ['rotary', 'alibi'] as const) {
      const view = savedPositions(kind);
      assert.deepEqual(opened(view), view);
    }
    for (const page of ['positions', 'translate'] as const) {
      const { run: _, source: __, ...state } = samples[page].state as Record<string, unknown>;
      const bare = { ...samples[page], state, answers: [] };
      assert.deepEqual(opened(bare), bare);
    }
  });

  const flaws: readonly (readonly [string, SavedPageName, (view: Loose) => unknown])[] = [
    ['a table of other rows', 'positions', ({ answers }) => Object.assign(answers[0].answer, { to: 11 })],
    ['a table too large to be drawn', 'positions', ({ state }) => enlarged(state.run)],
    ['curves of other heads', 'positions', ({ answers }) => shortened(answers[3].answer, 'measured')],
    ['positions of other tokens', 'positions', ({ answers }) => shortened(answers[4].answer, 'positions')],
    ['an order that repeats', 'positions', ({ answers }) => Object.assign(answers[6].answer, { order: [0, 0, 0] })],
    ['bins without a loss', 'positions', ({ state }) => dropLoss(state.race)],
    ['a scheme that runs twice', 'positions', ({ state }) => doubled(state.race, 'contestants')],
    ['a race that goes on', 'positions', ({ state }) => Object.assign(state.race, { phase: 'running' })],
    ['a system that is there twice', 'translate', ({ state }) => doubled(state.run, 'systems')],
    ['tokens that have no spelling', 'translate', ({ state }) => unspelled(state.run)],
    [
      'a head of another kind',
      'translate',
      ({ answers }) => Object.assign(answers[1].answer, { kind: 'cross', rows: 1 }),
    ],
    ['a head that is not there', 'translate', ({ answers }) => Object.assign(answers[1].answer, { head: 4 })],
    ['a system that is not there', 'translate', ({ answers }) => Object.assign(answers[6].answer, { system: 9 })],
    ['states of another size', 'translate', ({ answers }) => shortened(answers[6].answer, 'states')],
    ['steps out of order', 'training', ({ answers }) => reversed(answers[0].answer)],
    ['heads that are not there', 'training', ({ state }) => Object.assign(state.summary, { heads: 3 })],
    ['a pattern of other tokens', 'training', ({ answers }) => Object.assign(answers[1].answer, { tokens: 4 })],
    ['training that goes on', 'training', ({ state }) => Object.assign(state.status, { phase: 'running' })],
    ['an error of which there is no sentence', 'training', ({ state }) => mistaken(state.status)],
    ['an experiment that is none', 'road', ({ state }) => Object.assign(state.run, { name: 'constructor' })],
    ['settings of another experiment', 'road', ({ state }) => Object.assign(state.run, { settings: { k: 3 } })],
    ['a picture of other pixels', 'road', ({ state }) => Object.assign(viewsOf(state.run)[3], { width: 9 })],
    [
      'a picture that is an address',
      'road',
      ({ state }) => Object.assign(viewsOf(state.run)[3].images[0], { pixels: 'x:y' }),
    ],
    [
      'a sound of an hour',
      'road',
      ({ state }) => Object.assign(viewsOf(state.run)[7].sounds[0].parts[0], { seconds: 3600 }),
    ],
    ['an edge from nowhere', 'road', ({ state }) => Object.assign(viewsOf(state.run)[6].edges[0], { from: 'z' })],
    ['a row of other columns', 'road', ({ state }) => viewsOf(state.run)[4].rows[0].pop()],
  ];
  for (const [what, page, change] of flaws) {
    it(`are refused with ${what}`, () => {
      const view = structuredClone(samples[page]);
      change(view as never);
      assert.notDeepEqual(view, samples[page]);
      assert.throws(
        () => opened(view),
        (error) => {
          assert.equal((error as { code: string }).code, 'savedView.damaged');
          assertSentence(error as never);
          return true;
        },
      );
    });
  }
});

describe('hostile saved views of every page', function () {
  describeFuzzing(this);
  for (const page of savedPageNames) {
    it(`are views or errors, however their JSON was changed: ${page}`, async () => {
      const file = fileOf((await savedSamples())[page]);
      const json = new TextEncoder().encode(JSON.stringify(decodableJson(file)));
      await fuzz(
        `saved view of ${page}`,
        [fc.array(jsonMutation, { minLength: 1, maxLength: 3 })],
        (mutations) => {
          const worse = mutations.reduce((bytes, mutate) => mutate(bytes), json as Uint8Array);
          decodeView(withMetadata(file, new TextDecoder().decode(worse)), 'a.underhood');
        },
        1 / 3,
      );
    });
  }
});

type Fields = Record<string, never>;

function enlarged(run: { readonly positions: object }): void {
  Object.assign(run.positions, { positions: 2 ** 30, width: 2 ** 30 });
}

function shortened(answer: Fields, list: string): void {
  Object.assign(answer, { [list]: (answer[list] as Float32Array).subarray(1).slice() });
}

function doubled(of: Fields, list: string): void {
  (of[list] as unknown[]).push((of[list] as unknown[])[0]);
}

function dropLoss(race: { readonly contestants: readonly { readonly byPosition: { loss: number[] } }[] }): void {
  race.contestants[0].byPosition.loss.pop();
}

function unspelled(run: { readonly systems: readonly { readonly written?: { vocabulary: unknown[] } }[] }): void {
  run.systems[1].written!.vocabulary.length = 2;
}

function reversed(curves: { readonly evaluations: { readonly step: Float64Array } }): void {
  curves.evaluations.step.reverse();
}

function mistaken(status: object): void {
  Object.assign(status, { error: { code: 'toString', parameters: {} } });
}

/** What views of some kind have. */
interface LooseView {
  readonly images: object[];
  readonly sounds: { readonly parts: object[] }[];
  readonly edges: object[];
  readonly rows: unknown[][];
}

function viewsOf(run: { readonly outcome: { readonly views: LooseView[] } }): LooseView[] {
  return run.outcome.views;
}
