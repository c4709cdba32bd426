import type { Runtime } from '../engine/runtime.ts';
import { UnderhoodError } from '../errors.ts';
import type { Handlers, RequestOf } from '../protocol/rpc.ts';
import type { TrainingEvents, TrainingRequests } from '../protocol/training.ts';
import { proposedStep } from '../training/recipe/proposedModel.ts';
import { TrainingRun } from '../training/run/trainingRun.node.ts';
import { trainingSpeed } from '../training/speedProbe.ts';
import { stepMilliseconds } from '../training/stepProbe.ts';

/** Tells the other end. */
type Push = <Event extends keyof TrainingEvents>(event: Event, payload: RequestOf<TrainingEvents, Event>) => void;

/** What the process of one training run does: answers TrainingRequests. */
export class TrainingSession implements Handlers<TrainingRequests> {
  #run?: Promise<TrainingRun>;

  /**
   * @param chooseRuntime with a number of threads; 0: as the settings say
   * @param push tells the other end what happens while nothing is asked
   */
  constructor(
    private readonly chooseRuntime: (threads: number) => Promise<Runtime>,
    private readonly push: Push,
  ) {}

  readonly open: Handlers<TrainingRequests>['open'] = async ({ recipe }) => {
    this.#run ??= TrainingRun.open(recipe, this.chooseRuntime, {
      onStatus: (status) => this.push('status', status),
      onSummary: (summary) => this.push('summary', summary),
    });
    try {
      const { summary, status } = await this.#run;
      return { summary, status };
    } catch (error) {
      this.#run = undefined; // The recipe may be mended.
      throw error;
    }
  };

  readonly start: Handlers<TrainingRequests>['start'] = async (request) => (await this.#opened()).start(request);
  readonly pause: Handlers<TrainingRequests>['pause'] = async () => done((await this.#opened()).pause());
  readonly resume: Handlers<TrainingRequests>['resume'] = async () => done((await this.#opened()).resume());
  readonly stepOnce: Handlers<TrainingRequests>['stepOnce'] = async () => done((await this.#opened()).stepOnce());
  readonly stop: Handlers<TrainingRequests>['stop'] = async () => done(await (await this.#opened()).stop());
  readonly setRate: Handlers<TrainingRequests>['setRate'] = async ({ factor }) =>
    done((await this.#opened()).setRate(factor));
  readonly curves: Handlers<TrainingRequests>['curves'] = async ({ points }) => (await this.#opened()).curves(points);
  readonly moment: Handlers<TrainingRequests>['moment'] = async ({ step }) => (await this.#opened()).moment(step);

  readonly checkGradients: Handlers<TrainingRequests>['checkGradients'] = async (request, token) =>
    (await this.#opened()).checkGradients(
      request,
      (done, total) => this.push('checking', { done, total }),
      () => token.isCancellationRequested,
    );

  readonly stepTime: Handlers<TrainingRequests>['stepTime'] = async ({ model, vocabularySize }) => {
    const step = proposedStep(model.kind, model.size);
    if (!step) throw new UnderhoodError('page.badRequest', { detail: `${model.kind} ${model.size}` });
    return { milliseconds: await stepMilliseconds(await this.chooseRuntime(0), step, vocabularySize) };
  };

  readonly trainingSpeed: Handlers<TrainingRequests>['trainingSpeed'] = async ({ tokens }) =>
    trainingSpeed(await this.chooseRuntime(0), tokens);

  /** Writes what is needed to go on with the run. Resolves when nothing is under way any more. */
  async leave(): Promise<void> {
    const run = await this.#run?.catch(() => undefined);
    await run?.leave();
  }

  async #opened(): Promise<TrainingRun> {
    if (!this.#run) throw new UnderhoodError('training.notOpen');
    return this.#run;
  }
}

function done(_work: unknown): null {
  return null;
}
