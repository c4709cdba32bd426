import 'vscode-jsonrpc/node';
import assert from 'node:assert/strict';
import { MessageChannel } from 'node:worker_threads';
import { CancellationTokenSource } from 'vscode-jsonrpc';
import { UnderhoodError } from '../../src/errors.ts';
import { Rpc } from '../../src/protocol/rpc.ts';
import type { MessageTransport } from '../../src/protocol/transport.ts';

interface Requests {
  double(request: { readonly numbers: Float32Array }): Float32Array;
  nothing(request: null): null;
  fail(request: { readonly how: 'ours' | 'theirs' | 'string' }): never;
  wait(request: Record<string, never>): 'stopped';
}
interface Events {
  grew(size: number): void;
}

/** Two ends joined by a real structured clone. */
function wire(): [MessageTransport, MessageTransport, () => void] {
  const { port1, port2 } = new MessageChannel();
  const transport = (port: typeof port1): MessageTransport => ({
    post: (message) => port.postMessage(message),
    listen: (receive) => {
      port.on('message', receive);
      return { dispose: () => port.off('message', receive) };
    },
  });
  return [transport(port1), transport(port2), () => port1.close()];
}

describe('rpc', () => {
  let asker: Rpc<Requests>;
  let answerer: Rpc<object, Events>;
  let close: () => void;
  const unexpected: [string, string][] = [];

  beforeEach(() => {
    const [here, there, closeWire] = wire();
    close = closeWire;
    unexpected.length = 0;
    asker = new Rpc(here);
    answerer = new Rpc<object, Events>(there, (error, method) => unexpected.push([method, String(error)]));
    answerer.serve<Requests>({
      double: ({ numbers }) => numbers.map((number) => 2 * number),
      nothing: () => null,
      fail: ({ how }) => {
        if (how === 'ours') throw new UnderhoodError('superseded', { count: 3 });
        throw how === 'theirs' ? new TypeError('x is undefined') : 'just a string';
      },
      wait: async (_, token) => {
        if (!token.isCancellationRequested) await new Promise((resolve) => token.onCancellationRequested(resolve));
        return 'stopped' as const;
      },
    });
  });

  afterEach(() => {
    asker.dispose();
    answerer.dispose();
    close();
  });

  it('answers, typed arrays unharmed', async () => {
    const answer = await asker.request('double', {
      numbers: Float32Array.of(1.5, Number.NEGATIVE_INFINITY, Number.NaN),
    });
    assert.ok(answer instanceof Float32Array);
    assert.deepEqual([...answer], [3, Number.NEGATIVE_INFINITY, Number.NaN]);
    assert.equal(await asker.request('nothing', null), null);
  });

  it('brings our errors across whole', async () => {
    await assert.rejects(asker.request('fail', { how: 'ours' }), (error: unknown) => {
      assert.ok(error instanceof UnderhoodError);
      assert.equal(error.code, 'superseded');
      assert.deepEqual(error.parameters, { count: 3 });
      return true;
    });
    assert.deepEqual(unexpected, []);
  });

  for (const [how, detail] of [
    ['theirs', 'x is undefined'],
    ['string', 'just a string'],
  ] as const) {
    it(`answers with an error when a handler throws anything else (${how})`, async () => {
      await assert.rejects(asker.request('fail', { how }), (error: unknown) => {
        assert.ok(error instanceof UnderhoodError);
        assert.equal(error.code, 'unexpected');
        assert.deepEqual(error.parameters, { detail });
        return true;
      });
      assert.equal(unexpected[0][0], 'fail');
    });
  }

  it('answers with an error what nobody serves', async () => {
    const stranger = asker as unknown as Rpc<{ unknown(request: null): null }>;
    await assert.rejects(stranger.request('unknown', null), { code: 'unexpected' });
  });

  it('tells the handler of a cancellation', async () => {
    const source = new CancellationTokenSource();
    const answer = asker.request('wait', {}, source.token);
    setTimeout(() => source.cancel(), 5);
    assert.equal(await answer, 'stopped');
  });

  it('tells the handler of a cancellation that came before the request', async () => {
    const source = new CancellationTokenSource();
    source.cancel();
    assert.equal(await asker.request('wait', {}, source.token), 'stopped');
  });

  it('rejects what waits when it is disposed, and what comes after', async () => {
    const pending = asker.request('wait', {});
    asker.dispose();
    await assert.rejects(pending, { code: 'disconnected' });
    await assert.rejects(asker.request('nothing', null), { code: 'disconnected' });
    assert.doesNotThrow(() => answerer.push('grew', 1));
  });

  it('rejects where the other end is gone', async () => {
    const dead: MessageTransport = {
      post: () => {
        throw new Error('channel closed');
      },
      listen: () => ({ dispose: () => {} }),
    };
    const rpc = new Rpc<Requests, Events>(dead);
    await assert.rejects(rpc.request('nothing', null), { code: 'disconnected' });
    rpc.push('grew', 1);
    rpc.dispose();
    rpc.push('grew', 2);
  });

  it('pushes events', async () => {
    const heard = new Promise<number>((resolve) => asker.hear<Events>({ grew: resolve }));
    answerer.push('grew', 7);
    assert.equal(await heard, 7);
  });
});
