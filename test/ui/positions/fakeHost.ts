import { UnderhoodError } from '../../../src/errors.ts';
import { similarities } from '../../../src/positions/similarity.ts';
import type { PositionsNavigation, PositionsRequests, PositionsState } from '../../../src/protocol/positionsPage.ts';
import type { RaceSettings, RaceState } from '../../../src/protocol/race.ts';
import { install, type ReceiveFrom } from '../parts/fakeHost.ts';
import { FakePageHost } from '../parts/fakePageHost.ts';
import { idlePage } from '../parts/idlePage.ts';
import { fakeComparison, fakeDisplaced, fakeFalloff, fakeGeometry, fakeHead } from './fakeAnswers.ts';
import { type FakePlacement, type FakeShape, fakePlacement } from './fakePlacement.ts';
import { fakeKept, fakeRace } from './fakeRace.ts';

/** The positions page's host: it places a text in a made-up model, and runs a made-up race. */
class FakePositionsHost extends FakePageHost<PositionsState, PositionsNavigation> {
  state: PositionsState = {
    ...idlePage,
    races: [],
  };
  #placement: FakePlacement | null = null;
  #count = 0;

  constructor(receiveFrom: ReceiveFrom) {
    super(receiveFrom);
    const nothing = () => null;
    const phase = (next: RaceState['phase']) => () => {
      this.push({ race: this.state.race && { ...this.state.race, phase: next } });
      return null;
    };
    this.serve<PositionsRequests>({
      ...this.ofTexts,
      runAgain: nothing,
      positionTable: ({ runId, from, to }) => {
        const { width } = this.#of(runId).summary.model;
        return { from, to, width, data: this.#tableOf(runId).slice(from * width, to * width) };
      },
      tableGeometry: ({ runId }) => {
        this.#tableOf(runId);
        return fakeGeometry(this.#of(runId));
      },
      tableSimilarity: ({ runId, measure }) => {
        const positions = Math.min(1024, this.#of(runId).summary.model.contextLength);
        const table = this.#tableOf(runId).subarray(0, positions * this.#of(runId).summary.model.width);
        return { measure, positions, matrix: similarities(table, positions, measure) };
      },
      falloff: ({ runId }) => fakeFalloff(this.#of(runId)),
      displace: ({ runId, displacement }) => fakeDisplaced(this.#of(runId), displacement),
      displacedHead: ({ runId, displacement, layer, head }) => fakeHead(this.#of(runId), displacement, layer, head),
      compareOrders: ({ runId, text }) => fakeComparison(this.#of(runId), text),
      startRace: (settings) => {
        this.race(settings, 'running', 0);
        return null;
      },
      showRace: (settings) => {
        this.push({ race: fakeRace(settings, 'finished') });
        return null;
      },
      pauseRace: phase('paused'),
      resumeRace: phase('running'),
      stopRace: phase('stopped'),
      explainContestant: nothing,
    });
  }

  /** Places a text, as the command would. */
  run(text: string, shape: FakeShape = {}, rest: Partial<PositionsState> = {}): void {
    this.#count += 1;
    this.#placement = fakePlacement(`run-${this.#count}`, text, shape);
    const source = { document: 'sample.md', kind: 'selection' } as const;
    const { summary } = this.#placement;
    this.push({ activity: 'ready', run: summary, source, outdated: false, navigation: undefined, ...rest });
  }

  /** A race of which so many contestants are through; it is kept among the others from then on. */
  race(settings: RaceSettings, phase: RaceState['phase'], done?: number): void {
    const race = fakeRace(settings, phase, done);
    const others = this.state.races.filter(({ name }) => name !== race.name);
    this.push({ race, races: [...others, fakeKept(race)] });
  }

  /** What the page should have got, [positions, width]. */
  get table(): Float32Array {
    return this.#placement!.table;
  }

  #of(runId: string): FakePlacement {
    if (this.#placement?.summary.runId !== runId) throw new UnderhoodError('superseded');
    return this.#placement;
  }

  #tableOf(runId: string): Float32Array {
    const { table } = this.#of(runId);
    if (table.length === 0) throw new UnderhoodError('unexpected', { detail: 'no table' });
    return table;
  }
}

declare global {
  interface Window {
    fakePositions: FakePositionsHost;
  }
}

window.fakePositions = install((receiveFrom) => new FakePositionsHost(receiveFrom));
