import { alibiSlopes } from '../../../src/positions/alibi.ts';
import { rotaryFrequencies } from '../../../src/positions/rotary.ts';
import type { ModelPositions, PlacedSummary } from '../../../src/protocol/positions.ts';
import type { ModelSummary } from '../../../src/protocol/run.ts';
import { Random } from '../../../src/random.ts';
import { fakeTokens } from '../attention/fakeTokens.ts';

/** How the made-up model knows positions. */
export interface FakeShape {
  readonly kind?: ModelPositions['kind'];
  /** Rows and columns of a learned table. */
  readonly positions?: number;
  readonly width?: number;
}

/** A text in its positions, with the table of its model where it has one. */
export interface FakePlacement {
  readonly summary: PlacedSummary;
  /** [positions, width] */
  readonly table: Float32Array;
}

const headSize = 12;
export const headCount = 4;
export const layerCount = 2;

/** A table as training leaves one: slow waves, some noise, and a first row that is longer than the others. */
function fakeTable(positions: number, width: number): Float32Array {
  const table = new Float32Array(positions * width);
  for (let dimension = 0; dimension < width; dimension += 1) {
    const random = Random.at(7, dimension);
    const [phase, slow, height] = [random.uniform() * 6.28, 0.5 + 3 * random.uniform(), 0.2 * random.uniform()];
    for (let position = 0; position < positions; position += 1) {
      const wave = height * Math.sin(phase + (slow * 6.28 * position) / positions);
      table[position * width + dimension] = wave * (position === 0 ? 3 : 1) + 0.02 * random.normal();
    }
  }
  return table;
}

function positionsOf(kind: ModelPositions['kind'], positions: number, width: number): ModelPositions {
  if (kind === 'rotary') return { kind, theta: 500_000, frequencies: rotaryFrequencies(headSize, 500_000) };
  if (kind === 'alibi') return { kind, slopes: alibiSlopes(headCount) };
  return { kind, scheme: 'learned', positions, width };
}

export function fakePlacement(runId: string, text: string, shape: FakeShape = {}): FakePlacement {
  const { kind = 'table', positions = 64, width = 48 } = shape;
  const model: ModelSummary = {
    folder: '/models/fake',
    name: 'fake-bilingual-8m',
    bundled: true,
    family: 'gpt2',
    layers: layerCount,
    heads: headCount,
    keyValueHeads: headCount,
    headSize,
    width,
    vocabularySize: 4096,
    contextLength: positions,
    parameters: 3_141_593,
    precision: 'F16',
    tokenizer: 'byte-level BPE',
    rotary: kind === 'rotary',
  };
  return {
    table: kind === 'table' ? fakeTable(positions, width) : new Float32Array(),
    summary: {
      runId,
      model,
      runtime: { name: 'onnxruntime-node', version: '1.30.0', device: 'cpu', threads: 2 },
      text,
      tokens: fakeTokens(text),
      positions: positionsOf(kind, positions, width),
      milliseconds: { tokenize: 0.3, compile: 0, run: 5.4 },
    },
  };
}
