import { UnderhoodError } from '../../src/errors.ts';
import type { Activations } from '../../src/models/inference/inference.ts';
import type { AttentionActivations, LoadedModel, ModelRun } from '../../src/models/loaded/loadedModel.ts';
import { alibiSlopes } from '../../src/positions/alibi.ts';
import type { ModelSummary } from '../../src/protocol/run.ts';
import { Random } from '../../src/random.ts';
import type { Token, Tokenizer } from '../../src/tokenizer/tokenizer.ts';

/** A tokenizer of UTF-8 bytes, with `<s>` in front: every token knows its place as a real one's does. */
function byteTokenizer(): Tokenizer {
  const encoder = new TextEncoder();
  const added: Token = { id: 256, spelling: '<s>', bytes: new Uint8Array(), start: 0, end: 0, kind: 'added' };
  return {
    kind: 'byte-level BPE',
    vocabularySize: 257,
    encode(text) {
      const tokens: Token[] = [added];
      let start = 0;
      for (const character of text) {
        const end = start + character.length;
        for (const byte of encoder.encode(character)) {
          tokens.push({ id: byte, spelling: `<${byte}>`, bytes: Uint8Array.of(byte), start, end, kind: 'text' });
        }
        start = end;
      }
      return tokens;
    },
    encodePart(text, maxTokens, kept) {
      const [first, ...rest] = this.encode(text);
      const body = kept === 'start' ? rest.slice(0, maxTokens - 1) : rest.slice(1 - maxTokens);
      const start = kept === 'start' ? 0 : (body.at(0)?.start ?? 0);
      const end = body.at(-1)?.end ?? 0;
      return { tokens: [first, ...body], start, end, totalTokens: rest.length + 1, totalIsExact: true };
    },
    bytesOf: (id) => (id < 256 ? Uint8Array.of(id) : new Uint8Array()),
    spellingOf: (id) => `<${id}>`,
  };
}

export function fakeSummary(folder: string, changes: Partial<ModelSummary> = {}): ModelSummary {
  return {
    folder,
    name: folder,
    bundled: false,
    family: 'gpt2',
    layers: 2,
    heads: 4,
    keyValueHeads: 2,
    headSize: 3,
    width: 12,
    vocabularySize: 257,
    contextLength: 16,
    parameters: 1000,
    precision: 'F32',
    tokenizer: 'byte-level BPE',
    rotary: false,
    ...changes,
  };
}

/** A model of random q, k and v, whose pattern is worked out from them: real attention without a network. */
export function fakeModel(folder: string, changes: Partial<ModelSummary> = {}) {
  const summary = fakeSummary(folder, changes);
  const model = {
    summary,
    tokenizer: byteTokenizer(),
    specialTokens: { ends: [] },
    closed: false,
    async reader(): Promise<never> {
      throw new Error('it has no network to read with');
    },
    positions: { kind: 'alibi', slopes: alibiSlopes(summary.heads) } as const,
    async states(): Promise<never> {
      throw new Error('it has no network to take states from');
    },
    async scores(): Promise<never> {
      throw new Error('it has no network to take scores from');
    },
    async positionTable(): Promise<never> {
      throw new UnderhoodError('positions.biasesInstead', { model: summary.name });
    },
    async run(ids: readonly number[]): Promise<ModelRun> {
      const layers = Array.from({ length: summary.layers }, (_, layer) => attention(summary, ids, layer));
      return {
        layers,
        logits: new Float32Array(summary.vocabularySize),
        milliseconds: { compile: 0, run: 1 },
        valueOutputNorms: async () => new Float32Array(summary.heads * ids.length).fill(2),
      };
    },
    hookNames: ['hook_embed', 'blocks.0.attn.hook_pattern', 'blocks.0.hook_mlp_out', 'blocks.1.attn.hook_pattern'],
    captured: [] as (readonly string[])[],
    async capture(ids: readonly number[], hooks: readonly string[]): Promise<Activations> {
      model.captured.push(hooks);
      const tensor = (first: number) => ({
        shape: [ids.length, 2],
        data: new Float32Array(ids.length * 2).fill(first),
      });
      return {
        hooks: Object.fromEntries(hooks.map((name) => [name, tensor(model.hookNames.indexOf(name))])),
        logits: tensor(-1),
        milliseconds: { compile: 0, run: 1 },
      };
    },
    async close() {
      model.closed = true;
    },
  };
  return model satisfies LoadedModel;
}

function attention(summary: ModelSummary, ids: readonly number[], layer: number): AttentionActivations {
  const { heads, keyValueHeads, headSize } = summary;
  const T = ids.length;
  const random = new Random(layer + 1);
  const vectors = (count: number) => ({
    data: Float32Array.from({ length: count * T * headSize }, () => random.normal()),
    shape: [count, T, headSize],
  });
  const q = vectors(heads);
  const k = vectors(keyValueHeads);
  const v = vectors(keyValueHeads);
  const scale = 1 / Math.sqrt(headSize);
  const pattern = new Float32Array(heads * T * T);
  for (let head = 0; head < heads; head++) {
    const group = Math.floor((head * keyValueHeads) / heads);
    for (let query = 0; query < T; query++) {
      const powers = Array.from({ length: query + 1 }, (_, key) => {
        let product = 0;
        for (let i = 0; i < headSize; i++)
          product += q.data[(head * T + query) * headSize + i] * k.data[(group * T + key) * headSize + i];
        return Math.exp(product * scale);
      });
      const sum = powers.reduce((a, b) => a + b, 0);
      powers.forEach((power, key) => {
        pattern[(head * T + query) * T + key] = power / sum;
      });
    }
  }
  return { pattern, q, k, v, scale };
}
