import type {
  AttentionKind,
  BeamCount,
  KindAddress,
  KindHead,
  KindThumbnails,
  Recurrence,
  SystemKind,
  SystemRun,
  SystemSummary,
  TranslationRun,
  Written,
} from '../../../src/protocol/translation.ts';
import { Random } from '../../../src/random.ts';
import { endToken, FakeLanguage, fakeSource, startToken } from './fakeLanguage.ts';

const shapes: Readonly<Record<SystemKind, Pick<SystemSummary, 'layers' | 'heads' | 'encoderLayers' | 'encoderHeads'>>> =
  {
    rnn: { layers: 0, heads: 0, encoderLayers: 0, encoderHeads: 0 },
    sequenceToSequence: { layers: 0, heads: 0, encoderLayers: 0, encoderHeads: 0 },
    additive: { layers: 1, heads: 1, encoderLayers: 0, encoderHeads: 0 },
    transformer: { layers: 2, heads: 4, encoderLayers: 2, encoderHeads: 4 },
  };
const hiddenSize = 24;

/** A source, translated by made-up systems; asked about by name as the model process is. */
export class FakeTranslation {
  private constructor(readonly run: TranslationRun) {}

  static async of(
    runId: string,
    text: string,
    systems: readonly { readonly folder: string; readonly name: string; readonly kind: SystemKind }[],
    beams: BeamCount,
    failing: ReadonlySet<string>,
  ): Promise<FakeTranslation> {
    const source = fakeSource(text);
    const runs = await Promise.all(
      systems.map(async ({ folder, name, kind }): Promise<SystemRun> => {
        const own = { folder, name, summary: summaryOf(kind), unknown: [], milliseconds: 7.3 };
        if (failing.has(folder)) {
          return { ...own, source: [], error: { code: 'unexpected', parameters: { detail: 'too long' } } };
        }
        return { ...own, source, ...(kind !== 'rnn' && { written: await write(text, kind, source.length, beams) }) };
      }),
    );
    const runtime = { name: 'onnxruntime-node', version: '1.30.0', device: 'cpu', threads: 2 };
    return new FakeTranslation({ runId, text, tokens: source, beams, runtime, systems: runs });
  }

  thumbnails({ runId, system, kind }: KindAddress): KindThumbnails {
    const { layers, heads, rows, columns } = this.#shape(system, kind);
    const parts = Array.from({ length: layers * heads }, (_, place) =>
      this.head({ runId, system, kind, layer: Math.floor(place / heads), head: place % heads }),
    );
    return {
      ...{ runId, system, kind, layers, heads, rows, columns, height: rows, width: columns },
      data: Uint8Array.from(parts.flatMap(({ data }) => [...data].map((weight) => Math.round(weight * 255)))),
    };
  }

  head(address: KindAddress & { readonly layer: number; readonly head: number }): KindHead {
    const { rows, columns } = this.#shape(address.system, address.kind);
    const isCausal = address.kind === 'decoder';
    const data = attention(rows, columns, isCausal, 100 + address.layer * 10 + address.head);
    return { ...address, rows, columns, data };
  }

  recurrence(system: number): Recurrence {
    const { source, written, summary } = this.run.systems[system];
    const length = source.length;
    const states = (seed: number, rows: number) =>
      Float32Array.from({ length: rows * hiddenSize }, (_, i) =>
        Math.tanh(
          1.4 * Random.at(seed, i % hiddenSize).normal() * Math.cos(Math.floor(i / hiddenSize) * 0.9 + (i % 5)),
        ),
      );
    return {
      ...{ runId: this.run.runId, system, hiddenSize },
      states: states(3, length),
      memory: Float32Array.from({ length }, (_, t) => 4.2 * 0.55 ** (length - 1 - t) * (1 + 0.2 * Math.sin(t * 3))),
      ...(written && summary?.kind !== 'rnn' && { written: states(5, written.target.length) }),
    };
  }

  #shape(system: number, kind: AttentionKind) {
    const { source, written, summary } = this.run.systems[system];
    const [s, t] = [source.length, written!.target.length];
    const { layers, heads, encoderLayers, encoderHeads } = summary!;
    if (kind === 'encoder') return { layers: encoderLayers, heads: encoderHeads, rows: s, columns: s };
    return { layers, heads, rows: t, columns: kind === 'cross' ? s : t };
  }
}

function summaryOf(kind: SystemKind): SystemSummary {
  return {
    kind,
    ...shapes[kind],
    width: 160,
    ...(kind !== 'transformer' && { hiddenSize }),
    contextLength: 64,
    parameters: 1_048_576,
    precision: 'F16',
  };
}

async function write(text: string, kind: SystemKind, sources: number, beams: BeamCount): Promise<Written> {
  const language = new FakeLanguage(text);
  const { best, finished, steps } = await language.write(beams);
  return {
    text: language.textOf(best.tokens),
    target: best.tokens.map((id) => language.vocabulary[id]),
    start: language.vocabulary[startToken],
    endToken,
    isEnded: best.tokens.at(-1) === endToken,
    steps,
    finished,
    vocabulary: language.vocabulary,
    ...(kind !== 'sequenceToSequence' && {
      alignment: {
        layer: kind === 'transformer' ? 1 : 0,
        heads: kind === 'transformer' ? 4 : 1,
        data: attention(best.tokens.length, sources, false, kind === 'transformer' ? 2 : 1),
      },
    }),
  };
}

/** Weights that run along the diagonal, each head by its own reach; rows sum to 1. [rows, columns] */
function attention(rows: number, columns: number, isCausal: boolean, seed: number): Float32Array {
  const reach = 0.4 + 1.6 * Random.at(seed, 0).uniform();
  const shift = isCausal ? Math.floor(3 * Random.at(seed, 1).uniform()) : 0;
  const weights = new Float32Array(rows * columns);
  for (let row = 0; row < rows; row += 1) {
    const middle = rows === 1 ? 0 : (row / (rows - 1)) * (columns - 1) - shift;
    let sum = 0;
    for (let column = 0; column < (isCausal ? row + 1 : columns); column += 1) {
      const weight =
        Math.exp(-(((column - middle) / reach) ** 2)) + 0.02 * Random.at(seed, row * 64 + column).uniform();
      weights[row * columns + column] = weight;
      sum += weight;
    }
    for (let column = 0; column < columns; column += 1) weights[row * columns + column] /= sum;
  }
  return weights;
}
