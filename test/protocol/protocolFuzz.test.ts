import 'vscode-jsonrpc/node';
import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import * as fc from 'fast-check';
import * as v from 'valibot';
import { UnderhoodError } from '../../src/errors.ts';
import { PageConnection } from '../../src/panels/pageConnection.ts';
import { attentionRequests, savedAttention } from '../../src/protocol/attentionValidation.ts';
import { nextTokenRequests, savedNextToken } from '../../src/protocol/nextTokenValidation.ts';
import { positionsRequests, savedPositions } from '../../src/protocol/positionsValidation.ts';
import { roadPageRequests, savedRoad } from '../../src/protocol/roadValidation.ts';
import { savedTraining, trainingPageRequests } from '../../src/protocol/trainingValidation.ts';
import { savedTranslate, translateRequests } from '../../src/protocol/translateValidation.ts';
import { checked } from '../../src/protocol/validation.ts';
import { assertDeep, describeFuzzing, fuzz } from '../checkpoint/fuzzing.ts';

type Schema = v.GenericSchema<unknown, unknown>;

const odd = fc.oneof(
  fc.constantFrom<unknown>(
    undefined,
    null,
    true,
    '',
    'x'.repeat(20_000),
    -1,
    0.5,
    2 ** 53,
    1e308,
    Number.NaN,
    -0,
    [],
    {},
  ),
  fc.constantFrom<unknown>(
    JSON.parse('{"__proto__": {"a": 1}}'),
    { constructor: 1 },
    new Float32Array(3),
    new Uint8Array(9),
  ),
  fc.anything({ maxDepth: 2, withTypedArray: true, withMap: true }),
);
const number = fc.oneof(
  fc.nat(40),
  fc.constantFrom(-1, 0.5, 1, 2 ** 32, Number.NaN, Number.POSITIVE_INFINITY),
  fc.double(),
);

/** Values of the shape that a schema describes, most of which fit, and some do not. */
function made(schema: Schema): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 24, arbitrary: fitting(schema) }, { weight: 1, arbitrary: odd });
}

interface Parts {
  readonly type: string;
  readonly entries?: Readonly<Record<string, Schema>>;
  readonly options?: readonly unknown[];
  readonly item?: Schema;
  readonly items?: readonly Schema[];
  readonly wrapped?: Schema;
  readonly value?: Schema;
  readonly literal?: unknown;
  readonly pipe?: readonly [Schema];
}

function fitting(schema: Schema): fc.Arbitrary<unknown> {
  const { type, entries, options, item, items, wrapped, value, literal } = schema as unknown as Parts;
  switch (type) {
    case 'strict_object':
      return fc.record(Object.fromEntries(Object.entries(entries!).map(([name, inner]) => [name, made(inner)])));
    case 'array':
      return fc.array(made(item!), { maxLength: 5 });
    case 'tuple':
      return fc.tuple(...items!.map(made));
    case 'nullable':
    case 'optional':
      return fc.oneof(fc.constant(type === 'nullable' ? null : undefined), made(wrapped!));
    case 'union':
    case 'variant':
      return fc.oneof(...(options as Schema[]).map(made));
    case 'picklist':
      return fc.constantFrom(...options!);
    case 'literal':
      return fc.constant(literal);
    case 'record':
      return fc.dictionary(fc.constantFrom('seed', '__proto__', 'constructor', 'rule'), made(value!), {
        maxKeys: 3,
      });
    case 'boolean':
      return fc.boolean();
    case 'number':
      return number;
    case 'string':
      return fc.oneof(fc.string({ maxLength: 20 }), fc.constantFrom('../../x', 'file:///etc/passwd', '__proto__'));
    case 'instance':
      return fc.float32Array({ maxLength: 8 });
    default:
      throw new Error(`nobody has told how to make a ${type}`);
  }
}

const saved = { savedAttention, savedNextToken, savedPositions, savedTraining, savedRoad, savedTranslate };
const pages = {
  attentionRequests,
  nextTokenRequests,
  positionsRequests,
  trainingPageRequests,
  roadPageRequests,
  translateRequests,
};

describe('fuzzing what comes from pages', function () {
  describeFuzzing(this);

  it('refuses a saved view, or takes what it says and nothing else', async () => {
    const cases = fc
      .constantFrom(...(Object.entries(saved) as [string, Schema][]))
      .chain(([name, schema]) => fc.tuple(fc.constant(name), fc.constant(schema), made(schema)));
    const check = ([, schema, value]: [string, Schema, unknown]) => {
      const taken = checked(schema, value);
      assert.deepEqual(checked(schema, structuredClone(taken)), taken);
      assert.equal(({} as { a?: number }).a, undefined, 'a prototype was changed');
    };
    assertDeep(await fuzz('saved views', [cases], check), 2);
  });

  it('lets no message through that does not fit, and goes on listening', async () => {
    type Requests = Readonly<Record<string, Schema>>;
    const message = (schemas: Requests) => {
      const request = fc.constantFrom(...Object.entries(schemas)).chain(([method, schema]) =>
        fc.record({
          jsonrpc: fc.constant('2.0'),
          id: fc.nat(5),
          method: fc.constant(method),
          params: fc.tuple(made(schema)),
        }),
      );
      const changed = fc
        .tuple(request, fc.constantFrom('jsonrpc', 'id', 'method', 'params'), odd)
        .map(([whole, field, value]): unknown => ({ ...whole, [field]: value }));
      const cancel = fc.record({
        jsonrpc: fc.constant('2.0'),
        method: fc.constant('$/cancelRequest'),
        params: fc.record({ id: odd }),
      });
      return fc.oneof({ weight: 6, arbitrary: request }, { weight: 3, arbitrary: changed }, cancel, odd);
    };
    const cases = fc
      .constantFrom(...(Object.values(pages) as Requests[]))
      .chain((schemas) => fc.tuple(fc.constant(schemas), fc.array(message(schemas), { minLength: 1, maxLength: 8 })));
    const check = async ([schemas, messages]: [Requests, unknown[]]) => {
      const posted: { readonly id?: unknown; readonly method?: unknown }[] = [];
      let hear: (message: unknown) => void = () => {};
      const port = {
        postMessage: (posting: unknown) => posted.push(structuredClone(posting) as { id?: unknown }),
        onDidReceiveMessage: (listener: (message: unknown) => void) => {
          hear = listener;
          return { dispose: () => {} };
        },
      };
      let handled = 0;
      const handlers = Object.fromEntries(
        Object.entries(schemas).map(([method, schema]) => [
          method,
          (request: unknown) => {
            handled++;
            assert.ok(v.is(schema, request), `${method} was let through`);
            if (handled % 3 === 0) throw new UnderhoodError('cancelled');
            return null;
          },
        ]),
      );
      const logged: string[] = [];
      const connection = new PageConnection(port, schemas as never, handlers as never, (error) =>
        logged.push(String(error)),
      );
      hear({ jsonrpc: '2.0', id: 'first', method: 'ready', params: [{}] });
      for (const each of messages) hear(each);
      await turn();
      await turn();
      hear({ jsonrpc: '2.0', id: 'last', method: 'ready', params: [{}] });
      await turn();
      await turn();
      connection.dispose();
      assert.equal(
        logged.find((line) => line.includes('AssertionError')),
        undefined,
      );
      assert.equal(posted.filter(({ id }) => id === 'last').length, 1, 'it listens no more');
      return handled > 2 ? 'accepted' : 'refused';
    };
    assertDeep(await fuzz('messages of pages', [cases], check), 2);
  });
});
