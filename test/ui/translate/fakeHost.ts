import { UnderhoodError } from '../../../src/errors.ts';
import type {
  OfferedSystem,
  TrainingSpeeds,
  TranslateNavigation,
  TranslateRequests,
  TranslateState,
} from '../../../src/protocol/translatePage.ts';
import type { BeamCount, MeasuredQuality, SystemKind } from '../../../src/protocol/translation.ts';
import { install, type ReceiveFrom } from '../parts/fakeHost.ts';
import { FakePageHost } from '../parts/fakePageHost.ts';
import { idlePage } from '../parts/idlePage.ts';
import { FakeTranslation } from './fakeTranslation.ts';

const bands = [
  { from: 1, to: 6, sentences: 412 },
  { from: 7, to: 9, sentences: 830 },
  { from: 10, to: 12, sentences: 604 },
  { from: 13, to: 16, sentences: 301 },
  { from: 17, sentences: 122 },
];

/** Better or worse, and falling with the length by `fall` a band. */
function quality(best: number, fall: number): MeasuredQuality {
  const measured = bands.map((band, i) => ({
    ...band,
    chrf: best - fall * i,
    exact: Math.max(0, (best - fall * 1.4 * i - 20) / 100),
  }));
  return {
    ...{ steps: 9000, minutes: 20, parameters: 1_048_576, trainingPairs: 26_000, heldOutPairs: 2800 },
    bands: measured,
    all: { from: 1, sentences: 2269, chrf: best - 1.7 * fall, exact: 0.12 },
    long: { from: 13, sentences: 423, chrf: best - 3.4 * fall, exact: 0.02 },
    everyday: { right: 37, of: 40 },
  };
}

const offered: readonly OfferedSystem[] = [
  ['rnn', 'sequenceToSequence', quality(52, 7)],
  ['attention', 'additive', quality(54, 4)],
  ['marian', 'transformer', quality(55, 3)],
].map(([name, kind, measured]) => ({
  folder: `/models/underhood-zh-en-${name}`,
  name: `underhood-zh-en-${name}`,
  bundled: true,
  kind: kind as SystemKind,
  isChosen: true,
  quality: measured as MeasuredQuality,
}));

/** The translate page's host: made-up systems that search as the real ones do. */
class FakeTranslateHost extends FakePageHost<TranslateState, TranslateNavigation> {
  state: TranslateState = {
    ...idlePage,
    systems: offered,
    beams: 1,
    failures: {},
  };
  #translation: FakeTranslation | null = null;
  #text = '';
  #count = 0;
  readonly failingFolders = new Set<string>();

  constructor(receiveFrom: ReceiveFrom) {
    super(receiveFrom);
    const nothing = () => null;
    this.serve<TranslateRequests>({
      ...this.ofTexts,
      runAgain: nothing,
      chooseSystems: async ({ folders }) => {
        const systems = this.state.systems.map((one) => ({ ...one, isChosen: folders.includes(one.folder) }));
        await this.run(this.#text, { systems });
        return null;
      },
      addSystem: async () => {
        await this.add('rnn');
        return null;
      },
      removeSystem: async ({ folder }) => {
        await this.run(this.#text, { systems: this.state.systems.filter((one) => one.folder !== folder) });
        return null;
      },
      setBeams: async ({ beams }) => {
        await this.run(this.#text, { beams });
        return null;
      },
      translateText: async ({ text }) => {
        await this.run(text);
        return null;
      },
      measureSpeeds: () => {
        this.push({ speeds: fakeSpeeds(1, 'measuring') });
        return null;
      },
      cancelSpeeds: () => {
        this.push({ speeds: undefined });
        return null;
      },
      kindThumbnails: (request) => this.#of(request.runId).thumbnails(request),
      kindHead: (request) => this.#of(request.runId).head(request),
      recurrence: ({ runId, system }) => this.#of(runId).recurrence(system),
    });
  }

  /** Adds a folder to the systems, and translates again. */
  async add(kind: SystemKind): Promise<void> {
    const folder = `/models/own-${kind}`;
    const own: OfferedSystem = { folder, name: `own-${kind}`, bundled: false, kind, isChosen: true };
    await this.run(this.#text, { systems: [...this.state.systems, own] });
  }

  /** Translates a text, as the command would. */
  async run(text: string, change: Partial<TranslateState> = {}): Promise<void> {
    this.#count += 1;
    this.#text = text;
    const { systems, beams } = { ...this.state, ...change };
    const chosen = systems.flatMap((one) => (one.isChosen ? [{ ...one, kind: one.kind! }] : []));
    this.#translation = await FakeTranslation.of(
      `run-${this.#count}`,
      text,
      chosen,
      beams as BeamCount,
      this.failingFolders,
    );
    const failures = Object.fromEntries(
      chosen.flatMap(({ folder }, i) => (this.failingFolders.has(folder) ? [[i, 'The text is too long for it.']] : [])),
    );
    const source = { document: 'sample.md', kind: 'selection' } as const;
    const { run } = this.#translation;
    this.push({ activity: 'ready', run, source, outdated: false, navigation: undefined, failures, ...change });
  }

  measured(lengths: number): void {
    this.push({ speeds: fakeSpeeds(lengths, lengths === 3 ? 'measured' : 'measuring') });
  }

  #of(runId: string): FakeTranslation {
    if (this.#translation?.run.runId !== runId) throw new UnderhoodError('superseded');
    return this.#translation;
  }
}

function fakeSpeeds(lengths: number, phase: TrainingSpeeds['phase']): TrainingSpeeds {
  const size = { rnn: 812_000, transformer: 815_000 };
  const common = { parameters: size, width: 128, vocabularySize: 1024, threads: 2, runtime: 'onnxruntime-node 1.30.0' };
  const all = [
    { tokens: 16, batch: 32, rnn: 41_200, transformer: 38_900, ...common },
    { tokens: 64, batch: 8, rnn: 18_400, transformer: 37_100, ...common },
    { tokens: 256, batch: 2, rnn: 5120, transformer: 29_300, ...common },
  ];
  return { phase, lengths: all.slice(0, lengths), total: 3 };
}

declare global {
  interface Window {
    fakeTranslate: FakeTranslateHost;
  }
}

window.fakeTranslate = install((receiveFrom) => new FakeTranslateHost(receiveFrom));
