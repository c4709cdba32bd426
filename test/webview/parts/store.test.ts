import assert from 'node:assert/strict';
import { UnderhoodError } from '../../../src/errors.ts';
import { SavedNavigation } from '../../../webview/parts/savedNavigation.ts';
import { type ShownNotice, Store } from '../../../webview/parts/store.ts';

/** A store that knows nothing but its failure, and counts how often it is drawn. */
class PlainStore extends Store {
  navigation = {};
  readonly effects = new SavedNavigation({ request: async () => null as never });
  readonly notices: ShownNotice[] = [];
  /** What was drawn last. */
  drawn: string | null = null;

  constructor() {
    super();
    this.subscribe(() => {
      this.drawn = this.failure;
    });
  }
}

/** A request that is answered when the test says so. */
function asked() {
  let [succeed, fail] = [() => {}, (_detail: string) => {}];
  const request = new Promise<void>((resolve, reject) => {
    succeed = resolve;
    fail = (detail) => reject(new UnderhoodError('unexpected', { detail }));
  });
  return { request, succeed, fail };
}

describe('what a page says of requests that fail', () => {
  let store: PlainStore;

  beforeEach(() => {
    store = new PlainStore();
  });

  it('is drawn, and gone with the next that succeeds', async () => {
    await store.attempt(Promise.reject(new UnderhoodError('unexpected', { detail: 'no memory' })));
    assert.match(store.drawn!, /no memory/);
    await store.attempt(Promise.resolve());
    assert.equal(store.drawn, null);
  });

  it('is drawn though the same was said when the request began, and was taken back meanwhile', async () => {
    await store.attempt(Promise.reject(new UnderhoodError('unexpected', { detail: 'no memory' })));
    const slow = asked();
    const attempt = store.attempt(slow.request);
    await store.attempt(Promise.resolve());
    assert.equal(store.drawn, null);
    slow.fail('no memory');
    await attempt;
    assert.match(store.drawn!, /no memory/);
  });

  it('outlives a request that began before and succeeds after it', async () => {
    const slow = asked();
    const attempt = store.attempt(slow.request);
    await store.attempt(Promise.reject(new UnderhoodError('unexpected', { detail: 'no memory' })));
    slow.succeed();
    await attempt;
    assert.match(store.drawn!, /no memory/);
    assert.equal(store.drawn, store.failure);
  });
});
