import type { Locator } from 'playwright-core';
import type { TrainingStatus } from '../../../src/protocol/training.ts';
import type { TrainingNavigation, TrainingPageState } from '../../../src/protocol/trainingPage.ts';
import { PageObject } from '../parts/pageObject.ts';
import type { FakeShape } from './fakeTraining.ts';

/** The training page by what a person finds on it. */
export class TrainingPageObject extends PageObject<TrainingPageState, TrainingNavigation> {
  get scrubber(): Locator {
    return this.page.getByRole('slider', { name: /^(Moment|时刻)$/ });
  }

  get readout(): Locator {
    return this.page.locator('underhood-training-readout [role="status"]');
  }

  get heads(): Locator {
    return this.page.locator('underhood-moment-heads').getByRole('grid');
  }

  get meaning(): Locator {
    return this.page.locator('underhood-loss .meaning');
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name });
  }

  /** Opens a made-up run that stands at a step, and waits until all of it is shown. */
  async run(
    step: number,
    phase: TrainingStatus['phase'] = 'running',
    shape?: FakeShape,
    rest?: Partial<TrainingPageState>,
  ): Promise<void> {
    await this.page.evaluate(([at, what, made, more]) => window.fakeTrainer.run(at, what, made, more), [
      step,
      phase,
      shape,
      rest,
    ] as const);
    await this.grown();
  }

  /** Training goes on to a step. */
  async at(step: number, phase: TrainingStatus['phase'] = 'running'): Promise<void> {
    await this.page.evaluate(([next, what]) => window.fakeTrainer.at(next, what), [step, phase] as const);
    await this.grown();
  }

  async change(status: Partial<TrainingStatus>): Promise<void> {
    await this.page.evaluate((next) => window.fakeTrainer.change(next), status);
    await this.settled();
  }

  /** Waits until the curves have come as far as training. */
  async grown(): Promise<void> {
    await this.page.waitForFunction(() => {
      const { store } = document.body.lastElementChild as HTMLElement & { store: Grown };
      return (store.curves?.points.step.at(-1) ?? 0) === (window.fakeTrainer.state.status?.step ?? 0);
    });
    await this.settled();
  }
}

interface Grown {
  readonly curves: { readonly points: { readonly step: Float64Array } } | null;
}
