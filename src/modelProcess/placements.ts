import { patternOf } from '../analysis/cell.ts';
import { contentHeldFalloff, measuredFalloff } from '../analysis/falloff.ts';
import { principalPlane } from '../analysis/principalPlane.ts';
import { UnderhoodError } from '../errors.ts';
import type { LoadedModel, ModelRun } from '../models/loaded/loadedModel.ts';
import { placementOf, toldPositions } from '../positions/displacement.ts';
import { similarities } from '../positions/similarity.ts';
import type { Displacement, PlacedSummary, PositionRequests } from '../protocol/positions.ts';
import type { Handlers } from '../protocol/rpc.ts';
import type { CapturedRun } from './captures.ts';
import { displaced } from './displaced.ts';
import { bytesOf, mostBytes } from './keptTensors.ts';
import { compareOrders } from './orders.ts';
import type { OpenedModel } from './readings.ts';
import { tokenized } from './tokenized.ts';

/** Positions of which every two are compared: their similarities are 4 MiB, the largest slice that travels. */
const mostCompared = 1024;
/** Bytes of a table that travel at once. */
const mostSliced = 4 * 2 ** 20;

/** A text in its positions that can be asked about. */
interface KeptPlacement {
  readonly summary: PlacedSummary;
  readonly ids: readonly number[];
  /** As it is. */
  readonly run: ModelRun;
  readonly owner: LoadedModel;
}

type Cancellation = { readonly isCancellationRequested: boolean };
type InTurn = <T>(work: () => Promise<T>) => Promise<T>;

/** What positions do in the model that is open. */
export class Placements implements Handlers<PositionRequests> {
  #kept: KeptPlacement[] = [];
  /** The run under the displacement that was asked for last: its heads are looked at one by one. */
  #displaced?: { readonly name: string; readonly run: ModelRun };

  /**
   * @param current the open model; throws where there is none
   * @param inTurn does something with that model while nobody closes it
   */
  constructor(
    private readonly current: () => OpenedModel,
    private readonly inTurn: InTurn,
  ) {}

  readonly place: Handlers<PositionRequests>['place'] = ({ runId, text, kept }, cancellation) =>
    this.#when(cancellation, async () => {
      const { model, runtime } = this.current();
      const began = performance.now();
      const { ids, ...part } = tokenized(model, text, kept);
      const tokenize = performance.now() - began;
      const run = await model.run(ids);
      const summary: PlacedSummary = {
        runId,
        model: model.summary,
        runtime,
        ...part,
        positions: model.positions,
        milliseconds: { tokenize, ...run.milliseconds },
      };
      const others = this.#kept.filter((placement) => placement.summary.runId !== runId);
      this.#kept = [...others, { summary, ids, run, owner: model }].slice(-2);
      if (bytesOf(this.#kept.map((placement) => placement.run)) > mostBytes) this.#kept = this.#kept.slice(-1);
      this.#displaced = undefined;
      return summary;
    });

  /** A text in its positions, as far as doing it once more needs to know it. Throws UnderhoodError where it is forgotten. */
  captured(runId: string): CapturedRun {
    const found = this.#kept.find(({ summary }) => summary.runId === runId);
    if (!found) throw new UnderhoodError('process.runForgotten');
    return { kind: 'place', ids: found.ids, text: found.summary.text, owner: found.owner };
  }

  readonly positionTable: Handlers<PositionRequests>['positionTable'] = ({ runId, from, to }, cancellation) =>
    this.#withTable(runId, cancellation, (table, width) => {
      const rows = table.length / width;
      const isOneRow = to === from + 1;
      const isTooLarge = !isOneRow && (to - from) * width * table.BYTES_PER_ELEMENT > mostSliced;
      if (from >= to || to > rows || isTooLarge) {
        throw new UnderhoodError('page.badRequest', { detail: `${from}, ${to}` });
      }
      return { from, to, width, data: table.slice(from * width, to * width) };
    });

  readonly tableGeometry: Handlers<PositionRequests>['tableGeometry'] = ({ runId }, cancellation) =>
    this.#withTable(runId, cancellation, (table, width) => {
      const norms = Float64Array.from({ length: table.length / width }, (_, row) =>
        Math.sqrt(table.subarray(row * width, (row + 1) * width).reduce((sum, value) => sum + value * value, 0)),
      );
      return { norms, ...principalPlane(table, width) };
    });

  readonly tableSimilarity: Handlers<PositionRequests>['tableSimilarity'] = ({ runId, measure }, cancellation) =>
    this.#withTable(runId, cancellation, (table, width) => {
      const positions = Math.min(mostCompared, table.length / width);
      return { measure, positions, matrix: similarities(table.subarray(0, positions * width), positions, measure) };
    });

  readonly falloff: Handlers<PositionRequests>['falloff'] = ({ runId }, cancellation) =>
    this.#with(runId, cancellation, async ({ owner, ids }) => {
      const distances = ids.length;
      const layers = await owner.scores(ids);
      const held = layers.map((layer) => contentHeldFalloff(layer, owner.positions, distances));
      const measured = joined(layers.map(measuredFalloff));
      return {
        measured,
        contentHeld: held.every((means) => means !== undefined) ? joined(held) : undefined,
        distances,
      };
    });

  readonly displace: Handlers<PositionRequests>['displace'] = ({ runId, displacement }, cancellation) =>
    this.#with(runId, cancellation, async (placement) => {
      const { owner, run, ids } = placement;
      const now = await this.#runOf(placement, displacement);
      const positions = Int32Array.from(toldPositions(displacement, ids.length));
      return { runId, displacement, positions, ...displaced(run, now, owner) };
    });

  readonly displacedHead: Handlers<PositionRequests>['displacedHead'] = (request, cancellation) =>
    this.#with(request.runId, cancellation, async (placement) => {
      const { displacement, layer, head } = request;
      const { layers, heads } = placement.owner.summary;
      if (layer >= layers || head >= heads) throw new UnderhoodError('page.badRequest', { detail: `${layer}.${head}` });
      const run = await this.#runOf(placement, displacement);
      return { layer, head, length: placement.ids.length, pattern: patternOf(run.layers[layer], head).slice() };
    });

  readonly compareOrders: Handlers<PositionRequests>['compareOrders'] = ({ runId, text }, cancellation) =>
    this.#with(runId, cancellation, ({ owner }) => compareOrders(owner, text));

  /** The text of a placement under a displacement. */
  async #runOf({ summary, ids, run, owner }: KeptPlacement, displacement: Displacement): Promise<ModelRun> {
    if (displacement.kind === 'asIs') return run;
    const name = `${summary.runId} ${JSON.stringify(displacement)}`;
    if (this.#displaced?.name === name) return this.#displaced.run;
    this.#displaced = undefined;
    const found = await owner.run(ids, placementOf(displacement, ids.length));
    if (bytesOf([found]) <= mostBytes / 2) this.#displaced = { name, run: found };
    return found;
  }

  #withTable<T>(
    runId: string,
    cancellation: Cancellation,
    work: (table: Float32Array, width: number) => T,
  ): Promise<T> {
    return this.#with(runId, cancellation, async ({ owner }) => work(await owner.positionTable(), owner.summary.width));
  }

  /** Does something with a placement whose model is still open. */
  #with<T>(runId: string, cancellation: Cancellation, work: (placement: KeptPlacement) => Promise<T>): Promise<T> {
    return this.#when(cancellation, async () => {
      const found = this.#kept.find(({ summary }) => summary.runId === runId);
      if (!found) throw new UnderhoodError('process.runForgotten');
      if (this.current().model !== found.owner) throw new UnderhoodError('model.noLongerOpen');
      return work(found);
    });
  }

  /** Does something in its turn, unless nobody wants it any more by then. */
  #when<T>(cancellation: Cancellation, work: () => Promise<T>): Promise<T> {
    return this.inTurn(async () => {
      if (cancellation.isCancellationRequested) throw new UnderhoodError('cancelled');
      return work();
    });
  }
}

function joined(parts: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
