import assert from 'node:assert/strict';
import type { RoadPageEvents, RoadPageRequests, RoadPageState, RoadRun } from '../../../src/protocol/roadPage.ts';
import type { AnswerOf, RequestOf } from '../../../src/protocol/rpc.ts';
import { noodles } from '../../../src/road/experiments/noodles.ts';
import { startOf } from '../../../src/road/field.ts';
import type { RoadHost } from '../../../webview/road/roadHost.ts';
import { RoadStore } from '../../../webview/road/store.ts';

/** Notes down what is asked, and answers nothing. */
class DirectHost implements RoadHost {
  readonly runs: unknown[] = [];
  #state: RoadPageState = { language: 'en', follow: true, palette: 'theme', model: 'm', isChanged: false, notices: [] };
  #events!: RoadPageEvents;

  hear(events: RoadPageEvents): void {
    this.#events = events;
  }

  answered(): [] {
    return [];
  }

  async request<Name extends keyof RoadPageRequests>(method: Name, request: RequestOf<RoadPageRequests, Name>) {
    if (method === 'run') this.runs.push(request);
    return (method === 'ready' ? this.#state : null) as AnswerOf<RoadPageRequests, Name>;
  }

  show(settings: object): void {
    const run: RoadRun = {
      name: 'noodles',
      settings: { ...startOf(noodles.fields), ...settings },
      phase: 'finished',
      done: 1,
    };
    this.#state = { ...this.#state, run };
    this.#events.state(this.#state);
  }
}

describe('what the page of an experiment knows', () => {
  let host: DirectHost;
  let store: RoadStore;

  beforeEach(async () => {
    host = new DirectHost();
    store = new RoadStore(host);
    await store.start();
    host.show({ examples: 40 });
  });

  it('does not run what does not fit, until it fits', () => {
    store.choose('examples', 5000);
    assert.ok(store.wrong('examples'));
    store.runNow();
    assert.equal(host.runs.length, 0);
    store.choose('examples', 50);
    store.runNow();
    assert.deepEqual(host.runs, [{ settings: { ...startOf(noodles.fields), examples: 50 } }]);
  });

  it('forgets what did not fit once another value took its place, run from the document', () => {
    store.choose('examples', 5000);
    host.show({ examples: 40, noise: 1 });
    assert.ok(store.wrong('examples'), 'what was typed stands there yet');
    host.show({ examples: 30, noise: 1 });
    assert.equal(store.wrong('examples'), undefined);
    store.runNow();
    assert.equal(host.runs.length, 1);
  });
});
