import assert from 'node:assert/strict';
import path from 'node:path';
import { CancellationToken } from 'vscode-jsonrpc';
import { rank } from '../../src/analysis/ranking.ts';
import { writeCheckpoint } from '../../src/checkpoint/writeFolder.node.ts';
import { onnxruntimeNode } from '../../src/engine/runtimes/onnxruntimeNode.node.ts';
import { Session } from '../../src/modelProcess/session.ts';
import { architectureOf } from '../../src/models/families.ts';
import { type FolderModel, loadModel } from '../../src/models/loaded/loadedModel.node.ts';
import { similarities } from '../../src/positions/similarity.ts';
import type { Displacement, PlacedSummary } from '../../src/protocol/positions.ts';
import { Random } from '../../src/random.ts';
import { initialParameters } from '../../src/training/parameters.ts';
import { useTemporaryFolder } from '../checkpoint/temporaryFolder.ts';
import { goldenFolder, readTensors } from '../models/goldenCases.ts';
import { fakeModel } from './fakeModel.ts';

const native = onnxruntimeNode({ threads: 1 });
const runtime = { name: 'onnxruntime-node', version: '0', device: 'cpu', threads: 1 };
const none = CancellationToken.None;
const text = 'The cat sat on the mat, and the cat ran.';
const tiny = path.join(import.meta.dirname, '../fixtures/tinyGpt2');
const golden = (name: string) => path.join(goldenFolder, name);

describe('positions in the model process', () => {
  const folder = useTemporaryFolder();
  const models = new Map<string, FolderModel>();
  let session: Session;

  /** Golden models have no tokenizer: bytes, folded into their vocabulary, stand for one. */
  async function open(opened: string): Promise<FolderModel> {
    const model = await loadModel(opened, native);
    models.set(opened, model);
    if (model.tokenizer.kind !== 'none') return model;
    const { tokenizer } = fakeModel(opened);
    const { vocabularySize } = model.summary;
    const fold = <Part extends { readonly id: number }>(token: Part) => ({ ...token, id: token.id % vocabularySize });
    const folded = {
      ...tokenizer,
      encode: (whole: string) => tokenizer.encode(whole).map(fold),
      encodePart: (...asked: Parameters<typeof tokenizer.encodePart>) => {
        const part = tokenizer.encodePart(...asked);
        return { ...part, tokens: part.tokens.map(fold) };
      },
    };
    return Object.assign(model, { tokenizer: folded });
  }

  beforeEach(() => {
    session = new Session(
      async (opened) => ({ model: await open(opened), runtime }),
      () => {},
    );
  });
  afterEach(async () => {
    await Promise.all([...models.values()].map((model) => model.close()));
    models.clear();
  });

  async function place(opened: string, placed = text, runId = '1'): Promise<PlacedSummary> {
    await session.open({ folder: opened }, none);
    return session.place({ runId, text: placed, kept: 'start' }, none);
  }
  const displace = async (displacement: Displacement, runId = '1') => session.displace({ runId, displacement }, none);
  const head = async (displacement: Displacement, layer: number, place: number) =>
    session.displacedHead({ runId: '1', displacement, layer, head: place }, none);
  const idsOf = ({ tokens }: PlacedSummary) => tokens.map(({ id }) => id);

  it('says how positions enter', async () => {
    const { positions, tokens, model } = await place(tiny);
    assert.deepEqual(positions, { kind: 'table', scheme: 'learned', positions: 256, width: 32 });
    assert.equal(tokens.map(({ start, end }) => text.slice(start, end)).join(''), text);
    assert.equal(model.folder, tiny);
    const turning = (await place(golden('llama-linear'))).positions;
    assert.ok(turning.kind === 'rotary');
    assert.deepEqual([turning.theta, turning.frequencies.length, turning.frequencies[0]], [10_000, 2, 1 / 2.5]);
  });

  for (const name of ['gpt2-plain', 'gpt2-f16', 'gpt2-bf16']) {
    it(`gives the table of the checkpoint, bit for bit (${name})`, async () => {
      const { positions } = await place(golden(name));
      assert.ok(positions.kind === 'table');
      const { data, width } = await session.positionTable({ runId: '1', from: 3, to: 40 }, none);
      const stored = readTensors(path.join(golden(name), 'model.safetensors')).get('transformer.wpe.weight')!;
      const bytes = Buffer.from(stored.data.buffer);
      const widened = { 'gpt2-plain': 4, 'gpt2-f16': 2, 'gpt2-bf16': 2 }[name]!;
      assert.equal(bytes.length, positions.positions * width * widened);
      const numberAt = (i: number) => {
        if (widened === 4) return bytes.readFloatLE(4 * i);
        const half = bytes.readUInt16LE(2 * i);
        return name === 'gpt2-bf16' ? bfloat(half) : binary16(half);
      };
      data.forEach((value, i) => void assert.ok(Object.is(value, numberAt(3 * width + i)), `number ${i}`));
    });
  }

  it('describes the table: norms, the plane, similarities', async () => {
    const { positions } = await place(golden('gpt2-plain'));
    assert.ok(positions.kind === 'table');
    const { data, width } = await session.positionTable({ runId: '1', from: 0, to: positions.positions }, none);
    const { norms, plane, explained } = await session.tableGeometry({ runId: '1' }, none);
    norms.forEach((norm, row) => {
      assert.ok(Math.abs(norm - Math.hypot(...data.subarray(row * width, (row + 1) * width))) < 1e-6);
    });
    assert.equal(plane.length, 2 * positions.positions);
    assert.ok(explained[0] >= explained[1] && explained[1] > 0 && explained[0] + explained[1] < 1);
    for (const measure of ['dot', 'cosine'] as const) {
      const { matrix } = await session.tableSimilarity({ runId: '1', measure }, none);
      assert.deepEqual(matrix, similarities(data, positions.positions, measure));
    }
  });

  for (const name of ['gpt2-by-layer', 'llama-llama3', 'llama-grouped']) {
    it(`measures how scores fall with the distance, as pair by pair (${name})`, async () => {
      const placed = await place(golden(name), 'abcabdabeabf');
      const { measured, contentHeld, distances } = await session.falloff({ runId: '1' }, none);
      const model = models.get(golden(name))!;
      const { layers, heads, keyValueHeads, headSize: d } = model.summary;
      const { hooks } = await model.capture(idsOf(placed), model.hookNames, [0]);
      const of = (hook: string) => hooks[hook].data as Float32Array;
      const T = placed.tokens.length;
      assert.equal(distances, T);
      for (let layer = 0; layer < layers; layer++) {
        const at = `blocks.${layer}.attn.`;
        const scores = of(`${at}hook_attn_scores`);
        for (let h = 0; h < heads; h++) {
          for (let far = 0; far < T; far++) {
            const pairs = Array.from({ length: T - far }, (_, key) => scores[(h * T + key + far) * T + key]);
            const mean = pairs.reduce((sum, score) => sum + score, 0) / pairs.length;
            assert.ok(Math.abs(measured[(layer * heads + h) * T + far] - mean) < 1e-5);
          }
        }
        if (placed.positions.kind !== 'rotary') {
          assert.equal(contentHeld, undefined);
          continue;
        }
        const { frequencies } = placed.positions;
        const [q, k] = [of(`${at}hook_q`), of(`${at}hook_k`)];
        for (let h = 0; h < heads; h++) {
          const group = Math.floor((h * keyValueHeads) / heads);
          for (const far of [0, 1, 5, T - 1]) {
            let sum = 0;
            for (let i = 0; i < T; i++) {
              for (let j = 0; j < T; j++) {
                for (let n = 0; n < d / 2; n++) {
                  const [a, b] = [q[(i * heads + h) * d + n], q[(i * heads + h) * d + n + d / 2]];
                  const [c, e] = [
                    k[(j * keyValueHeads + group) * d + n],
                    k[(j * keyValueHeads + group) * d + n + d / 2],
                  ];
                  const angle = far * frequencies[n];
                  sum += (a * c + b * e) * Math.cos(angle) + (a * e - b * c) * Math.sin(angle);
                }
              }
            }
            const mean = sum / (T * T * Math.sqrt(d));
            assert.ok(Math.abs(contentHeld![(layer * heads + h) * T + far] - mean) < 1e-5, `${layer}.${h} at ${far}`);
          }
        }
      }
    });
  }

  it('displaces: positions, attention and next tokens are those of a run that is told so', async () => {
    const placed = await place(tiny);
    const model = models.get(tiny)!;
    const ids = idsOf(placed);
    const { layers, heads, vocabularySize } = model.summary;
    const asIs = await model.run(ids);
    const shuffled = await displace({ kind: 'shuffle', seed: 4 });
    assert.deepEqual(
      [...shuffled.positions].sort((a, b) => a - b),
      [...ids.keys()],
    );
    assert.notDeepEqual([...shuffled.positions], [...ids.keys()]);
    assert.deepEqual(shuffled.positions, (await displace({ kind: 'shuffle', seed: 4 })).positions);

    const run = await model.run(ids, { positions: [...shuffled.positions] });
    const T = ids.length;
    for (let layer = 0; layer < layers; layer++) {
      for (let h = 0; h < heads; h++) {
        const part = ({ pattern }: { readonly pattern: Float32Array }) => pattern.slice(h * T * T, (h + 1) * T * T);
        const [before, after] = [part(asIs.layers[layer]), part(run.layers[layer])];
        const shown = await head({ kind: 'shuffle', seed: 4 }, layer, h);
        assert.deepEqual([shown.length, shown.pattern.buffer.byteLength], [T, 4 * T * T]);
        assert.deepEqual(shown.pattern, after);
        const moved = before.reduce((sum, weight, i) => sum + Math.abs(weight - after[i]), 0) / (2 * T);
        assert.ok(Math.abs(shuffled.moved[layer * heads + h] - moved) < 1e-5);
        assert.ok(moved > 0);
      }
    }
    const [here, there] = [rank(run.logits), rank(asIs.logits)];
    const idsShown = (entries: readonly { readonly id: number }[]) => entries.map(({ id }) => id);
    assert.deepEqual(idsShown(shuffled.next), [...here.ids.slice(0, 5)]);
    assert.deepEqual(idsShown(shuffled.before), [...there.ids.slice(0, 5)]);
    const shares = (logits: Float32Array) => {
      const powers = Array.from(logits, Math.exp);
      const sum = powers.reduce((total, power) => total + power, 0);
      return powers.map((power) => power / sum);
    };
    const [p, q] = [shares(run.logits), shares(asIs.logits)];
    for (const entry of [...shuffled.next, ...shuffled.before]) {
      assert.ok(Math.abs(entry.probability - p[entry.id]) < 1e-6);
      assert.deepEqual(entry.bytes, [...model.tokenizer.bytesOf(entry.id)]);
    }
    const bits = Array.from({ length: vocabularySize }, (_, id) => p[id] * Math.log2(p[id] / q[id]));
    assert.ok(Math.abs(shuffled.divergence - bits.reduce((sum, part) => sum + part, 0)) < 1e-5);
  });

  it('displaces nothing as it is, nor by a factor of 1, and takes positions away by one of 0', async () => {
    await place(tiny);
    for (const displacement of [{ kind: 'asIs' }, { kind: 'scale', factor: 1 }] as const) {
      const { moved, divergence, next, before } = await displace(displacement);
      assert.ok(moved.every((far) => far < 1e-6) && divergence < 1e-6);
      assert.deepEqual(next, before);
    }
    const without = await displace({ kind: 'scale', factor: 0 });
    assert.ok(without.moved.every((far) => far > 0));
    assert.deepEqual([...without.positions.slice(0, 3)], [0, 1, 2]);
  });

  it('shifts within a table, and says where that ends; angles go on, and only distances count', async () => {
    const { tokens } = await place(tiny);
    const last = 256 - tokens.length;
    assert.deepEqual([...(await displace({ kind: 'shift', by: last })).positions].at(-1), 255);
    await assert.rejects(displace({ kind: 'shift', by: last + 1 }), { code: 'positions.beyondTable' });
    await place(golden('llama-grouped'));
    const { moved, divergence } = await displace({ kind: 'shift', by: 500 });
    assert.ok(moved.every((far) => far < 1e-4) && divergence < 1e-4);
  });

  it('compares two orders: an encoder without positions tells them apart by rounding only', async () => {
    for (const opened of [tiny, golden('llama-grouped')]) {
      await place(opened, 'abc');
      const compared = await session.compareOrders({ runId: '1', text: '我爱你, ab' }, none);
      assert.deepEqual(compared.texts, ['我爱你, ab', 'ba ,你爱我']);
      const { tokens, order, settings, width } = compared;
      const spelled = (places: readonly number[]) =>
        new TextDecoder().decode(Uint8Array.from(places.flatMap((place) => tokens[place].bytes)));
      assert.equal(spelled([...tokens.keys()]), compared.texts[0]);
      assert.equal(spelled(order), compared.texts[1], 'the same tokens, in the other order');
      const apart = Object.fromEntries(settings.map(({ setting, difference }) => [setting, difference]));
      assert.ok(
        apart.encoderWithout.every((far) => far < 1e-5),
        `${Math.max(...apart.encoderWithout)}`,
      );
      for (const setting of ['encoderWith', 'decoderWithout', 'decoderWith']) {
        assert.ok(Math.max(...apart[setting]) > 1e-2, `${opened}: ${setting}`);
      }
      const model = models.get(opened)!;
      const ids = tokens.map(({ id }) => id);
      const { hooks } = await model.capture(ids, ['ln_final.hook_normalized'], [0]);
      const decoder = settings.find(({ setting }) => setting === 'decoderWith')!;
      assert.deepEqual(decoder.first, hooks['ln_final.hook_normalized'].data);
      const swapped = await model.capture(
        order.map((token) => ids[token]),
        ['ln_final.hook_normalized'],
        [0],
      );
      const row = (data: Float32Array, at: number) => [...data.subarray(at * width, (at + 1) * width)];
      order.forEach((token, at) => {
        const here = swapped.hooks['ln_final.hook_normalized'].data as Float32Array;
        assert.deepEqual(row(decoder.second, token), row(here, at));
        const [one, other] = [row(decoder.first, token), row(decoder.second, token)];
        const far = Math.hypot(...other.map((value, i) => value - one[i])) / Math.hypot(...one);
        assert.ok(Math.abs(decoder.difference[token] - far) < 1e-5);
      });
    }
  });

  it('compares at most sixteen characters, and as many as the context holds', async () => {
    await place(tiny);
    const { texts } = await session.compareOrders({ runId: '1', text: 'abcdefghijklmnopqrst' }, none);
    assert.equal(texts[0], 'abcdefghijklmnop');
    await assert.rejects(async () => session.compareOrders({ runId: '1', text: '' }, none), {
      code: 'selection.blank',
    });
  });

  it('cuts what is longer than the context', async () => {
    const { cut, tokens } = await place(golden('gpt2-plain'), 'a'.repeat(100));
    assert.equal(tokens.length, 40);
    assert.deepEqual([cut?.kept, cut?.totalTokens], ['start', 101]);
    assert.equal((await displace({ kind: 'shuffle', seed: 1 })).positions.length, 40);
    await assert.rejects(displace({ kind: 'shift', by: 1 }), { code: 'positions.beyondTable' });
  });

  it('says that a model has no table, and what it has instead', async () => {
    await place(golden('llama-grouped'));
    const asked = [
      session.positionTable({ runId: '1', from: 0, to: 1 }, none),
      session.tableGeometry({ runId: '1' }, none),
      session.tableSimilarity({ runId: '1', measure: 'dot' }, none),
    ];
    for (const answer of asked) await assert.rejects(async () => answer, { code: 'positions.turnsInstead' });
  });

  it('refuses what is not there, and forgets all but the last two', async () => {
    await place(tiny);
    const bad = { code: 'page.badRequest' };
    for (const [from, to] of [
      [5, 5],
      [0, 257],
      [9, 3],
    ]) {
      await assert.rejects(async () => session.positionTable({ runId: '1', from, to }, none), bad);
    }
    await assert.rejects(head({ kind: 'asIs' }, 2, 0), bad);
    await assert.rejects(head({ kind: 'asIs' }, 0, 4), bad);
    await assert.rejects(place(tiny, '   '.trim()), { code: 'selection.blank' });
    for (const runId of ['2', '3']) await place(tiny, text, runId);
    await assert.rejects(displace({ kind: 'asIs' }), { code: 'process.runForgotten' });
    await displace({ kind: 'asIs' }, '2');
  });

  it('asks nothing of a model that is no longer open, and does nothing that was cancelled', async () => {
    await place(tiny);
    await session.open({ folder: golden('gpt2-plain') }, none);
    await assert.rejects(displace({ kind: 'asIs' }), { code: 'model.noLongerOpen' });
    const cancelled = session.place({ runId: '2', text, kept: 'start' }, CancellationToken.Cancelled);
    await assert.rejects(async () => cancelled, { code: 'cancelled' });
  });

  it('takes a model of one number a token', async () => {
    const config = { model_type: 'gpt2', n_layer: 1, n_head: 1, n_embd: 1, n_positions: 8, vocab_size: 61 };
    const { family, config: parsed } = architectureOf(config);
    const drawn = initialParameters(family.parameters(parsed), new Random(1));
    const tensors = Object.fromEntries(drawn.map(({ name, ...tensor }) => [name, tensor]));
    await writeCheckpoint(folder(), { config, tensors }, 'f32');
    const { positions } = await place(folder(), 'abc');
    assert.deepEqual(positions, { kind: 'table', scheme: 'learned', positions: 8, width: 1 });
    const { norms, explained } = await session.tableGeometry({ runId: '1' }, none);
    assert.deepEqual([norms.length, explained[1]], [8, 0]);
    assert.ok(
      (await displace({ kind: 'scale', factor: 0 })).moved.every((far) => far < 1e-6),
      'a norm leaves nothing',
    );
    const { settings } = await session.compareOrders({ runId: '1', text: 'abc' }, none);
    for (const { difference } of settings) assert.deepEqual(difference, new Float32Array(3));
  });

  it('has nothing to compare where no character by itself is a token', async () => {
    const model = fakeModel('/blank');
    const { encode } = model.tokenizer;
    model.tokenizer.encode = (text) => (text.length === 1 ? [] : encode(text));
    const blank = new Session(
      async () => ({ model, runtime }),
      () => {},
    );
    await blank.open({ folder: '/blank' }, none);
    await blank.place({ runId: '1', text: 'ab', kept: 'start' }, none);
    await assert.rejects(async () => blank.compareOrders({ runId: '1', text: 'ab' }, none), {
      code: 'selection.blank',
    });
  });

  it('knows nothing of a context of one token but that there is no order in it', async () => {
    const limited = fakeModel('/one', { contextLength: 1 });
    const one = new Session(
      async () => ({ model: limited, runtime }),
      () => {},
    );
    await one.open({ folder: '/one' }, none);
    const { tokens, positions } = await one.place({ runId: '1', text: 'ab', kept: 'start' }, none);
    assert.deepEqual([tokens.length, positions.kind], [1, 'alibi']);
    await assert.rejects(async () => one.compareOrders({ runId: '1', text: 'ab' }, none), {
      code: 'positions.oneToken',
      parameters: { model: '/one', limit: 1 },
    });
    await assert.rejects(async () => one.tableGeometry({ runId: '1' }, none), { code: 'positions.biasesInstead' });
  });
});

/** A bfloat16 is the upper half of a float. */
function bfloat(half: number): number {
  return new DataView(Uint8Array.of(half >> 8, half & 255, 0, 0).buffer).getFloat32(0);
}

function binary16(half: number): number {
  const [sign, exponent, mantissa] = [half >> 15 ? -1 : 1, (half >> 10) & 31, half & 1023];
  return sign * (exponent === 0 ? mantissa * 2 ** -24 : (1 + mantissa / 1024) * 2 ** (exponent - 15));
}
