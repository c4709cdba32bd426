import type { Runtime } from '../engine/runtime.ts';
import { UnderhoodError } from '../errors.ts';
import type { RoadProgress, RoadRequests } from '../protocol/road.ts';
import type { Handlers } from '../protocol/rpc.ts';
import { nodeContext } from '../road/context.node.ts';
import type { ExperimentContext } from '../road/experiment.ts';
import { Gate } from '../road/gate.ts';
import { RoadMemory } from '../road/openModel.node.ts';
import { runExperiment } from '../road/runs.ts';

/** From one telling of progress to the next, milliseconds. */
const tellEvery = 125;
const showEvery = 250;

/** What the process of the road does: answers RoadRequests, one experiment at a time. */
export class RoadSession implements Handlers<RoadRequests> {
  #runtime?: Promise<Runtime>;
  readonly #memory: RoadMemory;
  /** The experiment under way, and when it is over. */
  #current?: { readonly gate: Gate; readonly over: Promise<unknown> };

  /** @param digits the file of handwritten digits */
  constructor(
    digits: string,
    private readonly chooseRuntime: () => Promise<Runtime>,
    private readonly push: (progress: RoadProgress) => void,
    private readonly compute: typeof runExperiment = runExperiment,
    private readonly ask?: ExperimentContext['ask'],
  ) {
    this.#memory = new RoadMemory(digits, () => this.#chosenRuntime());
  }

  readonly run: Handlers<RoadRequests>['run'] = async ({ name, settings, folder, model }, token) => {
    const gate = new Gate();
    const before = this.#current;
    before?.gate.cancel();
    token.onCancellationRequested(() => gate.cancel());
    const work = (async () => {
      await before?.over;
      if (token.isCancellationRequested) throw new UnderhoodError('cancelled');
      const context = nodeContext({
        folder,
        model: () => this.#memory.model(model),
        digits: () => this.#memory.digits(),
        runtime: () => this.#chosenRuntime(),
        ask: this.ask,
        step: this.#step(gate),
      });
      return this.compute(name, settings, context);
    })();
    this.#current = { gate, over: work.catch(() => undefined) };
    return work;
  };

  readonly pause: Handlers<RoadRequests>['pause'] = () => {
    this.#current?.gate.pause();
    return null;
  };

  readonly resume: Handlers<RoadRequests>['resume'] = () => {
    this.#current?.gate.resume();
    return null;
  };

  /** Tells of progress now and then, and lets itself be held. */
  #step(gate: Gate) {
    let [told, shown] = [0, 0];
    return async (done: number, partial?: RoadProgress['partial']) => {
      const now = performance.now();
      if (now - told >= tellEvery) {
        const isShown = partial !== undefined && now - shown >= showEvery;
        this.push(isShown ? { done, partial } : { done });
        told = now;
        if (isShown) shown = now;
      }
      await gate.pass();
    };
  }

  #chosenRuntime(): Promise<Runtime> {
    this.#runtime ??= this.chooseRuntime().catch((error) => {
      this.#runtime = undefined;
      throw error;
    });
    return this.#runtime;
  }
}
