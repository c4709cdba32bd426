import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { UnderhoodError } from '../../../src/errors.ts';
import type { PositionsEvents, PositionsRequests, PositionsState } from '../../../src/protocol/positionsPage.ts';
import type { AnswerOf, RequestOf } from '../../../src/protocol/rpc.ts';
import type { PositionsHost } from '../../../webview/positions/positionsHost.ts';
import { PositionsStore } from '../../../webview/positions/store.ts';
import { idlePage } from '../../ui/parts/idlePage.ts';
import { type FakePlacement, fakePlacement } from '../../ui/positions/fakePlacement.ts';

/** Answers at once from made-up placements; the table can be held back. */
class DirectHost implements PositionsHost {
  state: PositionsState = {
    ...idlePage,
    follow: false,
    races: [],
  };
  readonly placements = new Map<string, FakePlacement>();
  held: () => Promise<unknown> = async () => {};
  tablesAsked = 0;
  #events!: PositionsEvents;

  hear(events: PositionsEvents): void {
    this.#events = events;
  }

  answered(): [] {
    return [];
  }

  async request<Name extends keyof PositionsRequests>(method: Name, request: RequestOf<PositionsRequests, Name>) {
    if (method === 'ready') return this.state as AnswerOf<PositionsRequests, Name>;
    this.tablesAsked += 1;
    await this.held();
    const { runId, from, to } = request as RequestOf<PositionsRequests, 'positionTable'>;
    const { table, summary } = this.placements.get(runId)!;
    const { width } = summary.model;
    return { from, to, width, data: table.slice(from * width, to * width) } as AnswerOf<PositionsRequests, Name>;
  }

  run(runId: string, folder: string, width = 48): FakePlacement {
    const placement = fakePlacement(runId, 'the cat saw the cat.', { width });
    this.placements.set(runId, placement);
    const { summary } = placement;
    this.push({ activity: 'ready', run: { ...summary, model: { ...summary.model, folder } } });
    return placement;
  }

  push(change: Partial<PositionsState>): void {
    this.state = { ...this.state, ...change };
    this.#events.state(this.state);
  }
}

describe('what the positions page knows of a table that was learned', () => {
  let host: DirectHost;
  let store: PositionsStore;
  const learned = async () => {
    store.needLearned();
    await sleep(5);
    return store.tableOf('learned');
  };

  beforeEach(async () => {
    host = new DirectHost();
    store = new PositionsStore(host);
    await store.start();
  });

  it('is all of it, and asked for once', async () => {
    const { table } = host.run('one', '/models/a');
    assert.deepEqual((await learned())?.data, table);
    await learned();
    assert.equal(host.tablesAsked, 1);
  });

  it('stays while the same model takes another text, and goes with its model', async () => {
    const { table } = host.run('one', '/models/a');
    await learned();
    host.held = () => Promise.reject(new UnderhoodError('unexpected', { detail: 'no table' }));
    host.run('two', '/models/a');
    assert.deepEqual((await learned())?.data, table);
    host.run('three', '/models/b', 32);
    assert.equal(await learned(), null, "another model's table is not that of this one");
    assert.match(store.failure!, /no table/);
  });

  it('is asked for again once there is another process', async () => {
    host.held = () => Promise.reject(new UnderhoodError('unexpected', { detail: 'gone' }));
    const { table } = host.run('one', '/models/a');
    assert.equal(await learned(), null);
    host.held = async () => {};
    host.push({ activity: 'stopped' });
    assert.equal(await learned(), null, 'nobody is there to answer');
    host.push({ activity: 'ready' });
    assert.deepEqual((await learned())?.data, table);
  });
});
