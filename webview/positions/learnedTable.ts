import type { ModelPositions } from '../../src/protocol/positions.ts';
import type { PositionsHost } from './positionsHost.ts';

/** No slice is larger than this. */
const mostBytes = 4 * 2 ** 20;

/** The loaded model's own table, whole. */
export interface LearnedTable {
  readonly positions: number;
  readonly width: number;
  /** [positions, width] */
  readonly data: Float32Array;
}

/** Fetches the model's table in slices of at most 4 MiB, one after the other. */
export async function fetchTable(
  host: PositionsHost,
  runId: string,
  { positions, width }: Extract<ModelPositions, { kind: 'table' }>,
): Promise<LearnedTable> {
  const data = new Float32Array(positions * width);
  const rows = Math.max(1, Math.floor(mostBytes / (width * data.BYTES_PER_ELEMENT)));
  for (let from = 0; from < positions; from += rows) {
    const to = Math.min(positions, from + rows);
    const slice = await host.request('positionTable', { runId, from, to });
    data.set(slice.data, from * width);
  }
  return { positions, width, data };
}
