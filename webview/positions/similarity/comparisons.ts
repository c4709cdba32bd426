import type { SchemeName } from '../../../src/positions/scheme.ts';
import { type ByDistance, byDistance, type SimilarityMeasure } from '../../../src/positions/similarity.ts';
import { Answer } from '../../parts/answer.ts';
import type { SchemeTable } from '../schemes/schemeTable.ts';
import type { LoadedPlacement, PositionsStore } from '../store.ts';
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

/** How the loaded model's table is compared. */
interface Question {
  readonly run: LoadedPlacement;
  readonly measure: SimilarityMeasure;
}

const nameOf = ({ run, measure }: Question) => `${run.runId} ${measure}`;

/** The schemes' similarities, each made once for the same settings; the model's process compares the learned table. */
export class Comparisons {
  readonly #asker: { readonly store: PositionsStore };
  readonly #made = new Map<SchemeName, Compared | null>();
  #name = '';
  readonly #learned: Answer<Question, Compared>;

  /** @param asker drawn again when what was asked for is here */
  constructor(asker: { readonly store: PositionsStore; requestUpdate(): void }) {
    this.#asker = asker;
    this.#learned = new Answer(asker, nameOf, async ({ run: { runId }, measure }) => {
      const { positions, matrix } = await asker.store.host.request('tableSimilarity', { runId, measure });
      return { positions, matrix, found: byDistance(matrix, positions), rows: null };
    });
  }

  /** Null where nothing can be compared, or not yet. */
  of(scheme: SchemeName): Compared | null {
    if (scheme === 'learned') return this.#ofModel();
    const { navigation, own, run } = this.#asker.store;
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
    const { run, navigation } = this.#asker.store;
    if (run?.positions.kind !== 'table') return null;
    const question = { run, measure: navigation.measure };
    this.#learned.want(question);
    const { last } = this.#learned;
    return last && nameOf(last.question) === nameOf(question) ? last.found : null;
  }
}
