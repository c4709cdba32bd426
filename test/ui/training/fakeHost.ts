import { UnderhoodError } from '../../../src/errors.ts';
import type { GradientCheck, TrainingStatus } from '../../../src/protocol/training.ts';
import type {
  TrainingNavigation,
  TrainingPageRequests,
  TrainingPageState,
} from '../../../src/protocol/trainingPage.ts';
import { FakeHost, install, type ReceiveFrom } from '../parts/fakeHost.ts';
import { type FakeShape, FakeTraining, noise } from './fakeTraining.ts';

/** The training page's host, over a made-up run. */
class FakeTrainingHost extends FakeHost<TrainingPageState, TrainingNavigation> {
  state: TrainingPageState = { language: 'en', follow: true, palette: 'theme', notices: [] };
  training = new FakeTraining();
  /** Milliseconds to check one gradient. */
  pace = 5;
  #step = 0;

  constructor(receiveFrom: ReceiveFrom) {
    super(receiveFrom);
    const phase = (next: TrainingStatus['phase']) => () => {
      this.change({ phase: next });
      return null;
    };
    const nothing = () => null;
    this.serve<TrainingPageRequests>({
      curves: ({ points }) => this.training.curves(this.#step, points),
      moment: ({ step }) => this.training.moment(step),
      pause: phase('paused'),
      resume: phase('running'),
      stepOnce: () => {
        this.at(this.#step + 1, 'paused');
        return null;
      },
      stop: phase('stopped'),
      start: phase('running'),
      setRate: ({ factor }) => {
        const learningRate = this.training.learningRate(this.#step) * factor;
        this.change({ rateFactor: factor, learningRate });
        return null;
      },
      checkGradients: ({ count, seed }, token) => this.#check(count, seed, () => token.isCancellationRequested),
      explain: nothing,
      compare: nothing,
      openRecipe: nothing,
    });
  }

  /** Opens a run that stands at a step. */
  run(
    step: number,
    phase: TrainingStatus['phase'],
    shape: FakeShape = {},
    rest: Partial<TrainingPageState> = {},
  ): void {
    this.training = new FakeTraining(shape);
    this.#step = step;
    const { summary } = this.training;
    this.push({ summary, status: this.training.status(step, phase), navigation: undefined, ...rest });
  }

  /** Goes on to a step. */
  at(step: number, phase: TrainingStatus['phase'] = 'running'): void {
    this.#step = step;
    this.push({ status: this.training.status(step, phase) });
  }

  change(status: Partial<TrainingStatus>): void {
    this.push({ status: { ...this.state.status!, ...status } });
  }

  async #check(count: number, seed: number, isCancelled: () => boolean): Promise<GradientCheck> {
    for (let done = 0; done < count; done += 1) {
      this.push({ checking: { done, total: count } });
      await new Promise((resolve) => setTimeout(resolve, this.pace));
      if (isCancelled()) {
        this.push({ checking: undefined });
        throw new UnderhoodError('cancelled');
      }
    }
    this.push({ checking: undefined });
    const checked = Array.from({ length: count }, (_, i) => {
      const backPropagation = 0.01 * noise(seed, i);
      const relativeError = 1e-6 * (1 + noise(seed + 1, i));
      return {
        parameter: `h.${i % 4}.attn.c_attn.weight`,
        place: [3 * i, 7 * i],
        value: noise(seed + 2, i),
        finiteDifference: backPropagation * (1 + relativeError),
        backPropagation,
        relativeError,
      };
    });
    return { step: this.#step, stepSize: 1e-4, tokens: 64, loss: this.training.loss(this.#step), checked };
  }
}

declare global {
  interface Window {
    fakeTrainer: FakeTrainingHost;
  }
}

window.fakeTrainer = install((receiveFrom) => new FakeTrainingHost(receiveFrom));
