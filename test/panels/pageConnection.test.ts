import 'vscode-jsonrpc/node';
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { UnderhoodError } from '../../src/errors.ts';
import { PageConnection } from '../../src/panels/pageConnection.ts';
import type { AttentionEvents, AttentionRequests, AttentionState } from '../../src/protocol/attentionPage.ts';
import { attentionRequests } from '../../src/protocol/attentionValidation.ts';
import { type Handlers, Rpc } from '../../src/protocol/rpc.ts';
import { idlePage } from '../ui/parts/idlePage.ts';

const state: AttentionState = idlePage;

/** A webview: what is posted to it goes to whatever page is in it now. */
function fakeWebview() {
  let toHost: (message: unknown) => void = () => {};
  let toPage: (message: unknown) => void = () => {};
  const posted: unknown[] = [];
  return {
    posted,
    port: {
      postMessage: (message: unknown) => {
        posted.push(message);
        queueMicrotask(() => toPage(structuredClone(message)));
      },
      onDidReceiveMessage: (listener: (message: unknown) => void) => {
        toHost = listener;
        return {
          dispose: () => {
            toHost = () => {};
          },
        };
      },
    },
    /** Loads a page, which takes the place of the one before. */
    load: () =>
      new Rpc<AttentionRequests>({
        post: (message) => {
          const copy = structuredClone(message);
          queueMicrotask(() => toHost(copy));
        },
        listen: (receive) => {
          toPage = receive;
          return { dispose: () => {} };
        },
      }),
    say: (message: unknown) => toHost(message),
  };
}

describe('the connection with a page', () => {
  let webview: ReturnType<typeof fakeWebview>;
  let connection: PageConnection<AttentionRequests, AttentionEvents>;
  let log: string[];
  let release: () => void;

  beforeEach(() => {
    webview = fakeWebview();
    log = [];
    const waiting = new Promise<void>((resolve) => {
      release = resolve;
    });
    const refuse = () => {
      throw new UnderhoodError('process.runForgotten');
    };
    const handlers = {
      ...Object.fromEntries(Object.keys(attentionRequests).map((method) => [method, () => null])),
      ready: () => state,
      head: refuse,
      thumbnails: async ({ runId }: { runId: string }) => {
        await waiting;
        return { runId, size: 1, length: 1, data: Uint8Array.of(1) };
      },
    } as unknown as Handlers<AttentionRequests>;
    connection = new PageConnection(webview.port, attentionRequests, handlers, (error, method) =>
      log.push(`${method}: ${error}`),
    );
  });

  afterEach(() => connection.dispose());

  it('tells a page nothing before it is ready, then its state', async () => {
    connection.push('state', state);
    assert.equal(connection.isReady, false);
    const page = webview.load();
    assert.deepEqual(await page.request('ready', {}), state);
    assert.equal(connection.isReady, true);
    assert.equal(webview.posted.length, 1);
    const heard = new Promise((resolve) => page.hear<Pick<AttentionEvents, 'cursor'>>({ cursor: resolve }));
    connection.push('cursor', { index: 3 });
    assert.deepEqual(await heard, { index: 3 });
  });

  it('answers what does not fit with an error', async () => {
    const page = webview.load();
    await page.request('ready', {});
    await assert.rejects(page.request('cell', { runId: '1', layer: -1, head: 0, query: 0, key: 0 }), {
      code: 'page.badRequest',
    });
    await assert.rejects(page.request('head', { runId: '1', layer: 0, head: 0, quantity: 'raw' }), {
      code: 'process.runForgotten',
    });
  });

  it('answers a message that is no request, and writes it down', async () => {
    webview.say({ jsonrpc: '2.0', id: 7, method: 'ready', params: { not: 'a list' } });
    webview.say('hello');
    webview.say(null);
    assert.equal(log.length, 3);
    assert.deepEqual(
      webview.posted.map((message) => (message as { id: number }).id),
      [7],
    );
    assert.equal(connection.isReady, false);
  });

  it('never gives a new page the answer to an old one', async () => {
    const first = webview.load();
    await first.request('ready', {});
    void first.request('thumbnails', { runId: 'old', hideFirst: false, mergeWords: false });
    await sleep(5);
    const second = webview.load();
    await second.request('ready', {});
    const before = webview.posted.length;
    release();
    await sleep(5);
    assert.equal(webview.posted.length, before, 'the old answer was not sent');
    const { runId } = await second.request('thumbnails', { runId: 'new', hideFirst: false, mergeWords: false });
    assert.equal(runId, 'new');
  });

  it('says nothing to a page that is hidden', async () => {
    const page = webview.load();
    await page.request('ready', {});
    connection.forget();
    assert.equal(connection.isReady, false);
    const before = webview.posted.length;
    connection.push('cursor', { index: 1 });
    await sleep(5);
    assert.equal(webview.posted.length, before);
  });
});
