import { compileAll } from '../engine/compileAll.ts';
import type { Runtime } from '../engine/runtime.ts';
import type { Random } from '../random.ts';
import { type Batch, trainedTokens } from './data/windows.ts';
import { type Differentiated, Differentiation } from './differentiation.ts';
import type { BatchShape, Objective } from './objective.ts';
import type { AdamW, RowValues, UpdateSquares } from './optimizer/adamW.ts';
import { trainingGraph } from './trainingGraph.ts';

interface StepOptions {
  /** Of the batches, one at least; a graph is compiled for each. */
  readonly shapes: readonly BatchShape[];
  /** Share of the numbers dropped (Srivastava et al. 2014); the rest is scaled up, so that means stay. */
  readonly dropout: number;
}

export interface StepReport {
  /** Mean over the tokens of all batches, nats. */
  readonly loss: number;
  /** Length of the whole gradient before clipping. */
  readonly gradientNorm: number;
  /** Squared length of each parameter's gradient before clipping. */
  readonly squares: readonly number[];
  /** Where it was asked for. */
  readonly updates?: UpdateSquares;
  /** Otherwise loss or gradient are no numbers any more, and the parameters stayed as they were. */
  readonly isFinite: boolean;
}

/** One training step after another, on parameters that are updated in place. */
export class TrainingStep {
  readonly #differentiations: readonly Differentiation[];
  readonly #optimizer: AdamW;

  private constructor(differentiations: readonly Differentiation[], optimizer: AdamW) {
    this.#differentiations = differentiations;
    this.#optimizer = optimizer;
  }

  /** @param optimizer holds the parameters, which are those of the objective */
  static async compile(
    runtime: Runtime,
    objective: Objective,
    optimizer: AdamW,
    { shapes, dropout }: StepOptions,
  ): Promise<TrainingStep> {
    const graphs = shapes.map((shape) => trainingGraph(objective, optimizer.parameters, shape, dropout > 0));
    const executables = await compileAll(
      runtime,
      graphs.map(({ graph }) => graph),
    );
    const differentiations = shapes.map(
      (shape, i) => new Differentiation(graphs[i], executables[i], objective, optimizer, shape, dropout),
    );
    return new TrainingStep(differentiations, optimizer);
  }

  /**
   * Takes one step by the mean of the batches' gradients.
   * @param random draws what is dropped
   * @param withUpdates whether to measure how far each parameter moves
   */
  async run(batches: readonly Batch[], learningRate: number, random: Random, withUpdates = false): Promise<StepReport> {
    const { loss, rows } =
      batches.length === 1
        ? await this.#of(batches[0]).differentiate(batches[0], random)
        : await this.#differentiateAll(batches, random);
    const { norm, squares } = this.#optimizer.measure(rows);
    const report = { loss, gradientNorm: norm, squares };
    if (!Number.isFinite(loss) || !Number.isFinite(norm)) return { ...report, isFinite: false };
    const updates = this.#optimizer.update(norm, learningRate, withUpdates);
    return { ...report, updates, isFinite: true };
  }

  async release(): Promise<void> {
    for (const differentiation of this.#differentiations) await differentiation.release();
  }

  /** Puts the mean over the tokens of several batches into the optimiser's arrays: one with more of them counts for more. */
  async #differentiateAll(batches: readonly Batch[], random: Random): Promise<Differentiated> {
    for (const gradient of this.#optimizer.gradients) gradient.fill(0);
    const total = batches.reduce((sum, batch) => sum + trainedTokens(batch), 0);
    let loss = 0;
    const rows: RowValues[][] = this.#optimizer.parameters.map(() => []);
    for (const batch of batches) {
      const share = trainedTokens(batch) / total;
      const part = await this.#of(batch).differentiatePart(batch, random, share);
      loss += share * part.loss;
      part.rows.forEach((parts, i) => {
        rows[i].push(...parts.map((part) => ({ ...part, values: part.values.map((value) => share * value) })));
      });
    }
    return { loss, rows };
  }

  #of({ ragged }: Batch): Differentiation {
    return ragged ? this.#differentiations[ragged.shape] : this.#differentiations[0];
  }
}
