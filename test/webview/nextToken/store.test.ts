import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { UnderhoodError } from '../../../src/errors.ts';
import type { NextTokenEvents, NextTokenRequests, NextTokenState } from '../../../src/protocol/nextTokenPage.ts';
import type { AnswerOf, RequestOf } from '../../../src/protocol/rpc.ts';
import type { NextTokenHost } from '../../../webview/nextToken/nextTokenHost.ts';
import { NextTokenStore } from '../../../webview/nextToken/store.ts';
import { type FakeReading, fakeReading, likeliest, softmaxOf } from '../../ui/nextToken/fakeReading.ts';
import { idlePage } from '../../ui/parts/idlePage.ts';

type Method = keyof NextTokenRequests;
type Request<Name extends Method> = RequestOf<NextTokenRequests, Name>;

/** Answers at once from fake readings; single answers can be held back. */
class DirectHost implements NextTokenHost {
  state: NextTokenState = {
    ...idlePage,
    follow: false,
    canInsert: true,
  };
  readonly calls: { readonly method: Method; readonly request: unknown }[] = [];
  readonly readings = new Map<string, FakeReading>();
  readonly held = new Map<Method, () => Promise<unknown>>();
  events!: NextTokenEvents;

  hear(listeners: NextTokenEvents): void {
    this.events = listeners;
  }

  answered(): [] {
    return [];
  }

  async request<Name extends Method>(method: Name, request: Request<Name>) {
    this.calls.push({ method, request });
    await this.held.get(method)?.();
    return this.#answer(method, request) as AnswerOf<NextTokenRequests, Name>;
  }

  of(method: Method): unknown[] {
    return this.calls.filter((call) => call.method === method).map(({ request }) => request);
  }

  run(runId: string, text = 'the cat saw the cat.', rest: Partial<NextTokenState> = {}): FakeReading {
    const reading = fakeReading(runId, text, 4096, true);
    this.readings.set(runId, reading);
    this.state = { ...this.state, activity: 'ready', run: reading.summary, ...rest };
    this.events.state(this.state);
    return reading;
  }

  #answer(method: Method, request: unknown): unknown {
    if (method === 'ready') return this.state;
    if (method === 'nextToken') {
      const { runId, position } = request as Request<'nextToken'>;
      return { runId, position, given: position, logits: this.readings.get(runId)!.logits(position) };
    }
    if (method === 'vocabulary') {
      const { runId, ids } = request as Request<'vocabulary'>;
      return ids.map((id) => this.readings.get(runId)!.vocabulary[id]);
    }
    return null;
  }
}

describe('what the next-token page knows', () => {
  let host: DirectHost;
  let store: NextTokenStore;

  beforeEach(async () => {
    host = new DirectHost();
    store = new NextTokenStore(host);
    await store.start();
  });

  it('shows a reading once all of its first rows have names', async () => {
    let release = () => {};
    host.held.set('vocabulary', () => new Promise<void>((resolve) => (release = resolve)));
    const { logits, summary } = host.run('one');
    await sleep(5);
    const early = store.run;
    assert.equal(early, null);
    release();
    await sleep(5);
    assert.equal(store.run?.runId, 'one');
    const best = likeliest(logits(summary.tokens.length), 10);
    assert.deepEqual([...store.place!.ranked.ids.subarray(0, 10)], best);
    assert.ok(best.every((id) => store.textOf(id) !== undefined));
  });

  it('keeps the last place until the next is here, and drops what was overtaken', async () => {
    const reading = host.run('one');
    await sleep(5);
    const releases: (() => void)[] = [];
    host.held.set('nextToken', () => new Promise<void>((resolve) => releases.push(resolve)));
    store.navigate({ position: 2 });
    store.navigate({ position: 4 });
    assert.equal(store.place?.position, reading.summary.tokens.length);
    releases[1]();
    await sleep(5);
    assert.equal(store.place?.position, 4);
    releases[0]();
    await sleep(5);
    assert.equal(store.place?.position, 4);
  });

  it('knows the token that follows, whatever its rank', async () => {
    const { summary, logits } = host.run('one');
    await sleep(5);
    assert.equal(store.followingRank, null, 'nothing follows the whole text');
    for (const position of [0, 1, 3, 5]) {
      store.navigate({ position });
      await sleep(5);
      const own = logits(position);
      const { id } = summary.tokens[position];
      assert.equal(store.followingRank, own.filter((logit) => logit > own[id]).length);
      assert.ok(store.textOf(id), 'it has a name');
      const bits = -Math.log2(softmaxOf(own)[id]);
      assert.ok(Math.abs(bits + Math.log2(store.place!.ranked.probabilities[store.followingRank!])) < 1e-9);
    }
  });

  it('calls a token of another model by no name of the model before', async () => {
    host.run('one');
    await sleep(5);
    let release = () => {};
    host.held.set('nextToken', () => new Promise<void>((resolve) => (release = resolve)));
    const own = fakeReading('two', 'the cat saw the cat.', 4096, true);
    const renamed = own.vocabulary.map((entry) => ({
      ...entry,
      bytes: [...new TextEncoder().encode(`other${entry.id}`)],
    }));
    host.readings.set('two', { ...own, vocabulary: renamed });
    const { model, tokens } = own.summary;
    const run = { ...own.summary, vocabulary: [], model: { ...model, folder: '/models/other' } };
    host.events.state({ ...host.state, run });
    await sleep(5);
    release();
    await sleep(5);
    assert.equal(store.run?.runId, 'two');
    const ids = [...store.place!.ranked.ids.subarray(0, 10)].filter((id) => tokens.every((token) => token.id !== id));
    assert.deepEqual(
      ids.map((id) => store.textOf(id)?.label),
      ids.map((id) => `other${id}`),
    );
  });

  it('asks for a place once, however often the settings change', async () => {
    host.run('one');
    await sleep(5);
    for (const temperature of [0, 0.5, 2, 5]) store.set({ temperature });
    store.navigate({ position: 1 });
    await sleep(5);
    store.navigate({ position: null });
    await sleep(5);
    assert.equal(host.of('nextToken').length, 2);
  });

  it('takes a top-k that is larger than this vocabulary for all of it', async () => {
    host.run('one', undefined, {
      navigation: { ...store.navigation, sampling: { ...store.navigation.sampling, topK: 50_257 } },
    });
    await sleep(5);
    assert.equal(store.sampling.topK, 4096);
    assert.equal(store.distribution!.keptCount, 4096);
  });

  it('goes to the end of a new text, and back to its place in a restored one', async () => {
    host.run('one');
    await sleep(5);
    store.navigate({ position: 3 });
    host.run('two');
    await sleep(5);
    assert.equal(store.navigation.position, null);
    host.run('three', undefined, { navigation: { ...store.navigation, position: 2, view: 'continue' } });
    await sleep(5);
    assert.deepEqual([store.navigation.position, store.navigation.view], [2, 'continue']);
    assert.equal(store.place?.position, 2);
  });

  it('follows the cursor, which at the very end of the text changes nothing', async () => {
    const { summary } = host.run('one');
    await sleep(5);
    host.events.cursor({ index: summary.tokens.length - 1 });
    assert.equal(store.navigation.position, null);
    host.events.cursor({ index: 1 });
    assert.equal(store.navigation.position, 1);
  });

  it('takes no place in a text that is on its way for one in the text that is shown', async () => {
    host.run('one', 'the cat');
    await sleep(5);
    host.held.set('nextToken', () => new Promise(() => {}));
    host.run('two', 'the dog saw the dog and the cat.');
    host.events.cursor({ index: 6 });
    assert.equal(store.navigation.position, null);
  });

  it('asks again for what the process did not live to answer, once there is another one', async () => {
    host.run('one');
    await sleep(5);
    host.held.set('nextToken', () => Promise.reject(new UnderhoodError('unexpected', { detail: 'gone' })));
    store.navigate({ position: 2 });
    await sleep(5);
    assert.notEqual(store.place?.position, 2);
    host.held.clear();
    host.events.state({ ...host.state, activity: 'stopped' });
    await sleep(5);
    assert.notEqual(store.place?.position, 2, 'nobody is there to answer');
    host.events.state(host.state);
    await sleep(5);
    assert.equal(store.place?.position, 2);
  });

  it('says in a sentence what failed, and nothing of what was replaced', async () => {
    host.run('one');
    await sleep(5);
    host.held.set('nextToken', () => Promise.reject(new UnderhoodError('superseded')));
    store.navigate({ position: 1 });
    await sleep(5);
    assert.equal(store.failure, null);
    host.held.set('nextToken', () => Promise.reject(new UnderhoodError('unexpected', { detail: 'no memory' })));
    store.navigate({ position: 2 });
    await sleep(5);
    assert.match(store.failure!, /no memory/);
  });
});
