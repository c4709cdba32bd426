import type { SavedPageName } from '../../src/export/savedPages.ts';
import type { SavedView } from '../../src/export/savedView.ts';
import { withoutFolders } from '../../src/export/withoutFolders.ts';
import { similarities } from '../../src/positions/similarity.ts';
import { nextTokenStart } from '../../src/protocol/nextTokenPage.ts';
import { positionsStart } from '../../src/protocol/positionsPage.ts';
import { raceStart } from '../../src/protocol/race.ts';
import { trainingStart } from '../../src/protocol/trainingPage.ts';
import { translateStart } from '../../src/protocol/translatePage.ts';
import { attentionKinds } from '../../src/protocol/translation.ts';
import { noodles } from '../../src/road/experiments/noodles.ts';
import { startOf } from '../../src/road/field.ts';
import { fakeReading } from '../ui/nextToken/fakeReading.ts';
import { fakeComparison, fakeDisplaced, fakeFalloff, fakeGeometry, fakeHead } from '../ui/positions/fakeAnswers.ts';
import { fakePlacement } from '../ui/positions/fakePlacement.ts';
import { fakeKept, fakeRace } from '../ui/positions/fakeRace.ts';
import { gallery } from '../ui/road/gallery.ts';
import { FakeTraining } from '../ui/training/fakeTraining.ts';
import { FakeTranslation } from '../ui/translate/fakeTranslation.ts';
import { savedAttention } from './savedAttention.ts';

const made = { date: '2026-11-29T12:00:00.000Z', version: '0.1.0', weights: 'ab'.repeat(32) };
const runId = 'run-1';
const source = { document: 'a.md', kind: 'selection' } as const;

/** A small saved view of each page, as the host writes it. */
export async function savedSamples(): Promise<Readonly<Record<SavedPageName, SavedView>>> {
  return {
    attention: savedAttention(),
    nextToken: written(savedNextToken()),
    positions: savedPositions(),
    translate: written(await savedTranslation()),
    training: written(savedTraining()),
    road: written(savedResult()),
  };
}

/** As it is in a file: without folders, and without what is not there. */
function written(view: SavedView): SavedView {
  return defined(withoutFolders(view)) as SavedView;
}

function defined(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(defined);
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return Object.fromEntries(entries.map(([key, inner]) => [key, defined(inner)]));
}

function savedNextToken(): SavedView {
  const { summary, logits, vocabulary } = fakeReading(runId, '前天 the cat.', 300, true);
  const [first, second] = [vocabulary[200], vocabulary[201]];
  const node = { probability: 0.5, keptProbability: 1, rank: 1, isChosen: false };
  const alternatives = [{ ...first, probability: 0.5 }];
  return {
    page: 'nextToken',
    made,
    state: {
      run: summary,
      source,
      navigation: nextTokenStart,
      continuation: {
        runId,
        nodes: [
          { ...first, ...node, alternatives, parent: null },
          { ...second, ...node, alternatives, parent: 0 },
        ],
        tip: 1,
        isWriting: false,
        end: 'count',
      },
    },
    answers: [
      {
        method: 'nextToken',
        request: { runId, position: 2 },
        answer: { runId, position: 2, given: 2, logits: logits(2) },
      },
      { method: 'vocabulary', request: { runId, ids: [200, 201] }, answer: [first, second] },
    ],
  };
}

/** @param kind how the model knows positions */
export function savedPositions(kind: 'table' | 'rotary' | 'alibi' = 'table'): SavedView {
  const placement = fakePlacement(runId, '前天 the cat.', { kind, positions: 12, width: 8 });
  const { summary, table } = placement;
  const displacement = { kind: 'shift', by: 1 } as const;
  const race = fakeRace(raceStart, 'finished');
  const head = { layer: 1, head: 2 };
  const measure = 'cosine';
  const ofTable = [
    {
      method: 'positionTable',
      request: { runId, from: 0, to: 12 },
      answer: { from: 0, to: 12, width: 8, data: table },
    },
    { method: 'tableGeometry', request: { runId }, answer: kind === 'table' ? fakeGeometry(placement) : undefined },
    {
      method: 'tableSimilarity',
      request: { runId, measure },
      answer: { measure, positions: 12, matrix: similarities(table, 12, measure) },
    },
  ];
  return written({
    page: 'positions',
    made,
    state: { run: summary, source, navigation: { ...positionsStart, displacement }, race, races: [fakeKept(race)] },
    answers: [
      ...(kind === 'table' ? ofTable : []),
      { method: 'falloff', request: { runId }, answer: fakeFalloff(placement) },
      { method: 'displace', request: { runId, displacement }, answer: fakeDisplaced(placement, displacement) },
      {
        method: 'displacedHead',
        request: { runId, displacement, ...head },
        answer: fakeHead(placement, displacement, head.layer, head.head),
      },
      { method: 'compareOrders', request: { runId, text: '我爱你' }, answer: fakeComparison(placement, '我爱你') },
    ],
  });
}

async function savedTranslation(): Promise<SavedView> {
  const systems = (['rnn', 'sequenceToSequence', 'additive', 'transformer'] as const).map((kind) => {
    return { folder: `/home/ada/models/${kind}`, name: kind, kind };
  });
  const failing = { folder: '/home/ada/models/broken', name: 'broken', kind: 'transformer' } as const;
  const all = [...systems, failing];
  const found = await FakeTranslation.of(runId, '我爱你', all, 4, new Set([failing.folder]));
  const offered = all.map((system) => ({ ...system, bundled: false, isChosen: true }));
  const kinds = attentionKinds.flatMap((kind) => {
    const address = { runId, system: 3, kind };
    const head = { ...address, layer: 1, head: 3 };
    return [
      { method: 'kindThumbnails', request: address, answer: found.thumbnails(address) },
      { method: 'kindHead', request: head, answer: found.head(head) },
    ];
  });
  const states = [0, 1, 2].map((system) => {
    return { method: 'recurrence', request: { runId, system }, answer: found.recurrence(system) };
  });
  return {
    page: 'translate',
    made: { date: made.date, version: made.version, systems: [{ name: 'additive', weights: 'cd'.repeat(32) }] },
    state: {
      run: found.run,
      source,
      navigation: { ...translateStart, system: '/home/ada/models/transformer' },
      systems: offered,
      beams: 4,
    },
    answers: [...kinds, ...states],
  };
}

function savedTraining(): SavedView {
  const training = new FakeTraining({ layers: 2, heads: 2, steps: 400, evaluateEvery: 100 });
  const { secondsLeft: _, ...status } = training.status(400, 'finished');
  return {
    page: 'training',
    made: { date: made.date, version: made.version },
    state: { summary: training.summary, status, navigation: trainingStart },
    answers: [
      { method: 'curves', request: { points: 600 }, answer: training.curves(400, 600) },
      ...[0, 400].map((step) => ({ method: 'moment', request: { step }, answer: training.moment(step) })),
    ],
  };
}

function savedResult(): SavedView {
  return {
    page: 'road',
    made: { date: made.date, version: made.version },
    state: {
      model: 'fake-bilingual-8m',
      run: {
        name: 'noodles',
        settings: startOf(noodles.fields),
        claim: 'Salt comes last.',
        phase: 'kept',
        done: 1,
        outcome: gallery,
        seconds: 12,
      },
      navigation: { asTable: [1] },
    },
    answers: [],
  };
}
