import type { ModelPositions } from '../../src/protocol/positions.ts';
import type { PositionsHost } from './positionsHost.ts';

/** No slice is larger than this. */
const mostBytes = 4 * 2 ** 20;

/** What is known of the loaded model's table before it is here. */
export type OwnTable = Extract<ModelPositions, { kind: 'table' }>;

/** Where the colours of a table end. */
export interface ColourLimit {
  readonly limit: number;
  /** Largest magnitude, where colours end before it. */
  readonly largest?: number;
}

/** The loaded model's own table, whole. */
export interface LearnedTable extends ColourLimit {
  readonly positions: number;
  readonly width: number;
  /** [positions, width] */
  readonly data: Float32Array;
}

/** Fetches the model's table in slices of at most 4 MiB, one after the other. */
export async function fetchTable(
  host: PositionsHost,
  runId: string,
  { positions, width }: OwnTable,
): Promise<LearnedTable> {
  const data = new Float32Array(positions * width);
  const rows = Math.max(1, Math.floor(mostBytes / (width * data.BYTES_PER_ELEMENT)));
  for (let from = 0; from < positions; from += rows) {
    const to = Math.min(positions, from + rows);
    const slice = await host.request('positionTable', { runId, from, to });
    data.set(slice.data, from * width);
  }
  return { positions, width, data, ...limitOf(data) };
}

/**
 * Where colours end. A few numbers of a trained table are many times as large as all others: by the largest of them the
 * rest would be one colour, so 1 in 200 may lie beyond.
 */
export function limitOf(data: Float32Array): ColourLimit {
  const magnitudes = data.map(Math.abs).sort();
  const largest = magnitudes.at(-1) ?? 0;
  const usual = magnitudes[Math.floor(0.995 * (magnitudes.length - 1))] ?? 0;
  return largest > 1.5 * usual && usual > 0 ? { limit: usual, largest } : { limit: largest };
}
