import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { cellArithmetic, headQuantity, patternOf } from '../../../src/analysis/cell.ts';
import { reduceByMaximum } from '../../../src/analysis/thumbnails.ts';
import { UnderhoodError } from '../../../src/errors.ts';
import {
  type AttentionEvents,
  type AttentionNavigation,
  type AttentionRequests,
  type AttentionState,
  attentionStart,
} from '../../../src/protocol/attentionPage.ts';
import type { AnswerOf, RequestOf } from '../../../src/protocol/rpc.ts';
import type { AttentionHost } from '../../../webview/attention/attentionHost.ts';
import { AttentionStore } from '../../../webview/attention/store.ts';
import { type FakeRun, fakeRun } from '../../ui/attention/fakeRun.ts';
import { fakeTokens } from '../../ui/attention/fakeTokens.ts';
import { idlePage } from '../../ui/parts/idlePage.ts';

type Method = keyof AttentionRequests;

/** Waits for what a timer brings about, however busy the machine is. */
async function eventually(check: () => void): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt++) {
    try {
      return check();
    } catch {
      await sleep(20);
    }
  }
  check();
}

/** Answers at once from fake runs; single answers can be held back. */
class DirectHost implements AttentionHost {
  state: AttentionState = {
    ...idlePage,
    follow: false,
  };
  readonly calls: { readonly method: Method; readonly request: unknown }[] = [];
  readonly runs = new Map<string, FakeRun>();
  readonly held = new Map<Method, () => Promise<unknown>>();
  events!: AttentionEvents;

  hear(listeners: AttentionEvents): void {
    this.events = listeners;
  }

  answered(): [] {
    return [];
  }

  async request<Name extends Method>(method: Name, request: RequestOf<AttentionRequests, Name>) {
    this.calls.push({ method, request });
    await this.held.get(method)?.();
    return this.#answer(method, request as never) as AnswerOf<AttentionRequests, Name>;
  }

  of(method: Method): unknown[] {
    return this.calls.filter((call) => call.method === method).map(({ request }) => request);
  }

  run(runId: string, text = 'the cat saw the cat.', rest: Partial<AttentionState> = {}): void {
    const run = fakeRun(runId, text, fakeTokens(text), { layers: 2, heads: 3, keyValueHeads: 1 });
    this.runs.set(runId, run);
    this.state = { ...this.state, activity: 'ready', run: run.summary, ...rest };
    this.events.state(this.state);
  }

  #answer(
    method: Method,
    request: { runId: string; layer: number; head: number; query: number; key: number; quantity: 'raw' },
  ) {
    if (method === 'ready') return this.state;
    const run = this.runs.get(request?.runId);
    if (!run) return null;
    const { runId, layer, head, quantity, query, key } = request;
    const length = run.summary.tokens.length;
    if (method === 'thumbnails') {
      const all = run.layers.flatMap((own) => [0, 1, 2].map((h) => reduceByMaximum(patternOf(own, h), length, length)));
      const data = new Uint8Array(6 * length * length);
      all.forEach((one, i) => {
        data.set(one, i * one.length);
      });
      return { runId, size: length, length, data };
    }
    if (method === 'head') {
      return { ...request, length, data: headQuantity(run.layers[layer], head, quantity, run.norms[layer]) };
    }
    return { runId, layer, head, ...cellArithmetic(run.layers[layer], head, query, key) };
  }
}

describe('what the attention page knows', () => {
  let host: DirectHost;
  let store: AttentionStore;

  beforeEach(async () => {
    host = new DirectHost();
    store = new AttentionStore(host);
    await store.start();
  });

  it('shows a run once everything of its first view is here', async () => {
    let release = () => {};
    host.held.set('head', () => new Promise((resolve) => (release = () => resolve(null))));
    host.run('one');
    await sleep(5);
    assert.equal(store.run, null, 'nothing half drawn');
    host.held.clear();
    release();
    await sleep(5);
  });

  it('begins with the last token and a head of its own choosing', async () => {
    host.run('one');
    await sleep(5);
    assert.equal(store.run?.runId, 'one');
    assert.equal(store.query, store.run.tokens.length - 1);
    assert.equal(store.navigation.pinned.length, 1);
    assert.ok(store.viewOf('pattern') && store.viewOf('raw'));
    assert.ok(Math.abs(store.tokenWeights!.reduce((sum, weight) => sum + weight, 0) - 1) < 1e-5);
  });

  it('offers the activations of a run, but not of a view that came out of a file', async () => {
    host.run('one');
    await sleep(5);
    assert.ok(store.ways.includes('activationsView') && store.ways.includes('activationsAll'));
    host.events.state({ ...host.state, isSaved: true });
    await sleep(5);
    assert.deepEqual(store.ways, ['copy', 'png', 'svg', 'csv', 'json', 'view']);
  });

  it('keeps the last good run while the next one fails', async () => {
    host.run('one');
    await sleep(5);
    host.held.set('thumbnails', () => Promise.reject(new UnderhoodError('unexpected', { detail: 'out of luck' })));
    host.run('two');
    await sleep(5);
    assert.equal(store.run?.runId, 'one');
    assert.match(store.failure ?? '', /out of luck/);
    host.held.clear();
    host.run('three');
    await sleep(5);
    assert.equal(store.run?.runId, 'three');
    assert.equal(store.failure, null);
  });

  it('asks again for what the process did not live to answer, once there is another one', async () => {
    host.held.set('head', () => Promise.reject(new UnderhoodError('unexpected', { detail: 'gone' })));
    const shown = () => store.run?.runId;
    host.run('one');
    await sleep(5);
    assert.equal(shown(), undefined);
    host.held.clear();
    host.events.state({ ...host.state, activity: 'stopped' });
    await sleep(5);
    assert.equal(shown(), undefined, 'nobody is there to answer');
    host.events.state(host.state);
    await sleep(5);
    assert.equal(shown(), 'one');
    assert.equal(store.failure, null);
  });

  it('takes no place in a text that is on its way for one in the text that is shown', async () => {
    host.run('one', 'the cat');
    await sleep(5);
    const { length } = store.run!.tokens;
    host.held.set('thumbnails', () => new Promise(() => {}));
    host.run('two', 'the dog saw the dog and the cat.');
    host.events.cursor({ index: 6 });
    assert.equal(store.query, length - 1);
  });

  it('drops a run that was overtaken while it was being fetched', async () => {
    let release = () => {};
    host.held.set('thumbnails', () => new Promise((resolve) => (release = () => resolve(null))));
    host.run('one');
    host.held.clear();
    host.run('two');
    await sleep(5);
    release();
    await sleep(5);
    assert.equal(store.run?.runId, 'two');
  });

  it('says nothing of what was cancelled or replaced', async () => {
    await store.attempt(Promise.reject(new UnderhoodError('cancelled')));
    await store.attempt(Promise.reject(new UnderhoodError('superseded')));
    assert.equal(store.failure, null);
  });

  it('is where it was when it is brought back', async () => {
    const navigation: AttentionNavigation = {
      ...attentionStart,
      pinned: [
        { layer: 0, head: 1 },
        { layer: 1, head: 2 },
      ],
      active: 1,
      query: 3,
      key: 1,
      quantity: 'contribution',
      view: 'lines',
      sort: 'descending:induction',
    };
    host.run('one', undefined, { navigation });
    await sleep(5);
    assert.deepEqual(store.navigation, navigation);
    assert.deepEqual(store.head, { layer: 1, head: 2 });
    assert.ok(store.viewOf('contribution'));
  });

  it('keeps its heads and goes to the last token in the next run', async () => {
    host.run('one');
    await sleep(5);
    store.navigate({ pinned: [{ layer: 1, head: 0 }], active: 0, query: 1, key: 0 });
    host.run('two', 'the dog saw the dog and the cat.');
    await sleep(5);
    assert.deepEqual(store.head, { layer: 1, head: 0 });
    assert.deepEqual([store.query, store.key], [store.run!.tokens.length - 1, null]);
  });

  it('follows the cursor of the document', async () => {
    host.run('one');
    await sleep(5);
    store.navigate({ key: 2 });
    host.events.cursor({ index: 3 });
    assert.deepEqual([store.query, store.key], [3, null]);
    host.events.cursor({ index: null });
    assert.equal(store.query, 3, 'the cursor left the text');
  });

  it('shows the pinned head until a previewed one has come', async () => {
    host.run('one');
    await sleep(5);
    store.navigate({ pinned: [{ layer: 0, head: 0 }], active: 0 });
    await sleep(5);
    store.show({ head: { layer: 1, head: 1 } });
    assert.deepEqual(store.head, { layer: 0, head: 0 });
    await eventually(() => assert.deepEqual(store.head, { layer: 1, head: 1 }));
    store.show({});
    assert.deepEqual(store.head, { layer: 0, head: 0 });
  });

  it('asks for nothing of the thumbnails that the pointer only crosses', async () => {
    host.run('one');
    await sleep(5);
    const before = host.of('head').length;
    for (let head = 0; head < 3; head += 1) store.show({ head: { layer: 1, head } });
    store.show({});
    await sleep(60);
    assert.equal(host.of('head').length, before);
  });

  it('saves where it is, once the person rests, and at once when the page goes', async () => {
    host.run('one');
    await sleep(5);
    store.navigate({ query: 1 });
    store.navigate({ query: 2 });
    const saved = () => host.of('saveNavigation') as AttentionNavigation[];
    assert.equal(saved().length, 0);
    store.effects.flush();
    assert.deepEqual([saved().length, saved()[0].query], [1, 2]);
    await sleep(200);
    assert.equal(saved().length, 1);
  });

  it('shades the document by the row in front', async () => {
    host.run('one');
    await sleep(5);
    store.navigate({ query: 4 });
    const last = () => host.of('shade').at(-1) as { query: number; weights: Float32Array } | null | undefined;
    await eventually(() => assert.equal(last()?.query, 4));
    assert.deepEqual(last()?.weights, store.tokenWeights);
    store.navigate({ query: null });
    await eventually(() => assert.equal(last(), null));
  });

  it('alters weights only, and asks for thumbnails that are altered alike', async () => {
    host.run('one', 'the mathematics');
    await sleep(5);
    store.navigate({ alterations: { hideFirst: true, mergeWords: true } });
    await sleep(5);
    assert.deepEqual(host.of('thumbnails').at(-1), { runId: 'one', hideFirst: true, mergeWords: true });
    assert.ok(store.viewOf('pattern')!.isAltered);
    store.navigate({ quantity: 'raw' });
    await sleep(5);
    assert.equal(store.viewOf('raw')!.isAltered, false);
    assert.equal(store.viewOf('pattern')!.isAltered, false, 'what is read belongs to what is drawn');
  });

  it('works out what the query looks at most where no key was chosen', async () => {
    host.run('one');
    await sleep(5);
    store.navigate({ view: 'arithmetic', query: 5 });
    await sleep(5);
    const view = store.viewOf('pattern')!;
    const row = [...view.data.subarray(5 * view.length, 5 * view.length + 6)];
    assert.deepEqual(store.arithmeticPlace, { query: 5, key: row.indexOf(Math.max(...row)) });
    assert.equal(store.cell?.query, 5);
    store.navigate({ key: 2 });
    await sleep(5);
    assert.deepEqual([store.cell?.query, store.cell?.key], [5, 2]);
    store.navigate({ query: 1 });
    assert.ok(store.arithmeticPlace!.key <= 1, 'never a later token');
  });
});
