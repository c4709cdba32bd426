import type { SchemeName } from '../../../src/positions/scheme.ts';
import { type ByDistance, byDistance } from '../../../src/positions/similarity.ts';
import type { SchemeTable } from '../schemes/schemeTable.ts';
import type { PositionsStore } from '../store.ts';
import { matrixOf, rowsOf } from './schemeSimilarity.ts';

/** How alike every two positions are by a scheme. */
export interface Compared {
  readonly positions: number;
  /** [positions, positions] */
  readonly matrix: Float32Array;
  readonly found: ByDistance;
  /** The rows that were compared, [positions, width]; null where there are none, or the model's process has them. */
  readonly rows: SchemeTable | null;
}

/** The schemes' similarities, each made once for the same settings; the model's process compares the learned table. */
export class Comparisons {
  readonly #store: () => PositionsStore;
  readonly #arrived: () => void;
  readonly #made = new Map<SchemeName, Compared | null>();
  #name = '';
  #learned: { readonly name: string; readonly compared: Compared } | null = null;
  #asked = '';

  /** @param arrived told when what was asked for is here */
  constructor(store: () => PositionsStore, arrived: () => void) {
    this.#store = store;
    this.#arrived = arrived;
  }

  /** Null where nothing can be compared, or not yet. */
  of(scheme: SchemeName): Compared | null {
    if (scheme === 'learned') return this.#ofModel();
    const { navigation, own, run } = this.#store();
    const { positions, width, pairing, measure } = navigation;
    const name = JSON.stringify([positions, width, pairing, measure, run?.runId]);
    if (name !== this.#name) this.#made.clear();
    this.#name = name;
    if (!this.#made.has(scheme)) {
      const made = matrixOf(scheme, measure, navigation, own);
      const rows = rowsOf(scheme, navigation, own);
      this.#made.set(scheme, made && { ...made, found: byDistance(made.matrix, made.positions), rows });
    }
    return this.#made.get(scheme)!;
  }

  #ofModel(): Compared | null {
    const { run, navigation, host } = this.#store();
    if (run?.positions.kind !== 'table') return null;
    const name = `${run.runId} ${navigation.measure}`;
    if (name !== this.#asked) {
      this.#asked = name;
      const { runId } = run;
      const { measure } = navigation;
      void this.#store().attempt(
        host.request('tableSimilarity', { runId, measure }).then(({ positions, matrix }) => {
          if (name !== this.#asked) return;
          this.#learned = { name, compared: { positions, matrix, found: byDistance(matrix, positions), rows: null } };
          this.#arrived();
        }),
      );
    }
    return this.#learned?.name === name ? this.#learned.compared : null;
  }
}
