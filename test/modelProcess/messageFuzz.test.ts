import 'vscode-jsonrpc/node';
import assert from 'node:assert/strict';
import path from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import * as fc from 'fast-check';
import { onnxruntimeNode } from '../../src/engine/runtimes/onnxruntimeNode.node.ts';
import { UnderhoodError } from '../../src/errors.ts';
import { Session } from '../../src/modelProcess/session.ts';
import { loadModel } from '../../src/models/loaded/loadedModel.node.ts';
import type { ModelRequests } from '../../src/protocol/model.ts';
import { filterOrders } from '../../src/protocol/reading.ts';
import { Rpc } from '../../src/protocol/rpc.ts';
import { quantities } from '../../src/protocol/run.ts';
import type { TranslationRequests } from '../../src/protocol/translation.ts';
import type { MessageTransport } from '../../src/protocol/transport.ts';
import { assertDeep, describeFuzzing, fuzz } from '../checkpoint/fuzzing.ts';
import { root } from '../harness/paths.ts';

type Asked = Omit<ModelRequests, keyof TranslationRequests>;

const count = fc.oneof(fc.nat(8), fc.constantFrom(15, 127, 128, 4096, 2 ** 31, 2 ** 53 - 1));
const runId = fc.constantFrom('known', 'read', 'placed', 'unknown', '__proto__');
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.constantFrom('the cat 我们', '', 'a '.repeat(400)),
);
const address = { runId, layer: count, head: count };
const displacement = fc.oneof(
  fc.constant({ kind: 'asIs' as const }),
  fc.record({ kind: fc.constant('scale' as const), factor: fc.double({ min: 0, max: 10, noNaN: true }) }),
  fc.record({ kind: fc.constant('shuffle' as const), seed: fc.nat() }),
  fc.record({ kind: fc.constant('shift' as const), by: fc.oneof(count, fc.nat(2 ** 20)) }),
);
const sampling = fc.record({
  temperature: fc.double({ min: 0, max: 5, noNaN: true }),
  topK: count,
  topP: fc.double({ min: 0, max: 1, noNaN: true }),
  minP: fc.double({ min: 0, max: 1, noNaN: true }),
  order: fc.constantFrom(...filterOrders),
  seed: fc.nat(),
});
/** What a page may ask for, and the host hands on. */
const requests = {
  countTokens: fc.record({ text }),
  run: fc.record({ runId, text, kept: fc.constantFrom('start', 'end') }),
  thumbnails: fc.record({ runId, hideFirst: fc.boolean(), mergeWords: fc.boolean() }),
  head: fc.record({ ...address, quantity: fc.constantFrom(...quantities) }),
  cell: fc.record({ ...address, query: count, key: count }),
  read: fc.record({ runId, text, extent: fc.constantFrom('window', 'all') }),
  nextToken: fc.record({ runId, position: count }),
  vocabulary: fc.record({ runId, ids: fc.array(count, { maxLength: 5 }) }),
  generate: fc.record({
    runId,
    path: fc.array(count, { maxLength: 3 }),
    sampling,
    count: fc.integer({ min: 1, max: 5 }),
    generationId: text,
  }),
  place: fc.record({ runId, text, kept: fc.constantFrom('start', 'end') }),
  positionTable: fc.record({ runId, from: count, to: count }),
  tableGeometry: fc.record({ runId }),
  tableSimilarity: fc.record({ runId, measure: fc.constantFrom('cosine', 'dot') }),
  falloff: fc.record({ runId }),
  displace: fc.record({ runId, displacement }),
  displacedHead: fc.record({ ...address, displacement }),
  compareOrders: fc.record({ runId, text }),
} satisfies Record<Exclude<keyof Asked, 'open' | 'weightsHash' | 'writeActivations'>, fc.Arbitrary<object>>;
const messages = fc
  .constantFrom(...Object.entries(requests))
  .chain(([method, request]) => fc.tuple(fc.constant(method), request as fc.Arbitrary<object>));

describe('fuzzing what the host asks of the model process', function () {
  describeFuzzing(this);
  const { port1, port2 } = new MessageChannel();
  const unexpected: string[] = [];
  const transport = (port: typeof port1): MessageTransport => ({
    post: (message) => port.postMessage(message),
    listen: (receive) => {
      port.on('message', receive);
      return { dispose: () => port.off('message', receive) };
    },
  });
  const host = new Rpc<Asked>(transport(port1));
  const runtime = onnxruntimeNode({ threads: 1 });
  const summary = { name: 'onnxruntime-node', version: '', device: 'cpu', threads: 1 };
  const session = new Session(
    async (folder) => ({ model: await loadModel(folder, runtime), runtime: summary }),
    () => {},
  );
  const end = new Rpc(transport(port2), (error, method) => unexpected.push(`${method}: ${error}`));

  before(async () => {
    end.serve<Asked>({ ...session });
    await host.request('open', { folder: path.join(root, 'test/fixtures/tinyGpt2') });
  });

  after(() => {
    host.dispose();
    end.dispose();
    port1.close();
  });

  it('answers each in the end, or says in a sentence why not', async () => {
    const check = async (method: keyof Asked, request: object) => {
      await host.request('run', { runId: 'known', text: 'the cat', kept: 'start' });
      await host.request('read', { runId: 'read', text: 'the cat', extent: 'window' });
      await host.request('place', { runId: 'placed', text: 'the cat', kept: 'start' });
      try {
        await host.request(method, request as never);
      } catch (error) {
        assert.ok(error instanceof UnderhoodError && error.code !== 'unexpected', `${method}: ${error} ${unexpected}`);
        throw error;
      }
    };
    const cases = messages as fc.Arbitrary<[keyof Asked, object]>;
    assertDeep(
      await fuzz('messages to the model process', [cases], ([method, request]) => check(method, request), 0.3),
      3,
    );
  });
});
