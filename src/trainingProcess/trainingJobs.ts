import { Emitter } from 'vscode-jsonrpc';
import type { AnswerOf, RequestOf } from '../protocol/rpc.ts';
import type { TrainingRequests, TrainingSpeed } from '../protocol/training.ts';
import type { TrainingProcessSettings } from './trainingChild.ts';
import { TrainingJob } from './trainingJob.ts';

/** All training runs that this window knows, by their recipes. */
export class TrainingJobs {
  readonly #jobs = new Map<string, TrainingJob>();
  readonly #changed = new Emitter<void>();
  /** Whether something was training when that was last told. */
  #wasTraining = false;
  readonly #training = new Emitter<boolean>();

  constructor(private readonly settings: TrainingProcessSettings) {}

  /** One of them changed. */
  readonly onChange = this.#changed.event;
  /** Training began where nothing trained, or nothing trains any more. */
  readonly onTraining = this.#training.event;

  /** The run of a recipe. @param recipe file, absolute */
  of(recipe: string): TrainingJob {
    const known = this.#jobs.get(recipe);
    if (known) return known;
    const job = new TrainingJob(recipe, this.settings);
    job.onChange(() => {
      this.#changed.fire();
      this.#tell();
    });
    this.#jobs.set(recipe, job);
    return job;
  }

  /** Those at work, or waiting in the middle of it. */
  get training(): readonly TrainingJob[] {
    return [...this.#jobs.values()].filter((job) => job.isTraining);
  }

  /** Those that were looked at, the last one last. */
  get all(): readonly TrainingJob[] {
    return [...this.#jobs.values()];
  }

  /** Nobody looks at a run any more: its process goes, unless it is at work. */
  release(job: TrainingJob): void {
    if (job.isTraining) return;
    this.#jobs.delete(job.recipe);
    void job.dispose();
  }

  /** Times a step in a process that is there for that only, model after model. */
  async *stepTimes<Model extends RequestOf<TrainingRequests, 'stepTime'>['model']>(
    models: readonly Model[],
    vocabularySize: number,
  ): AsyncGenerator<{ readonly model: Model } & AnswerOf<TrainingRequests, 'stepTime'>> {
    const job = new TrainingJob('', this.settings);
    try {
      for (const model of models) yield { model, ...(await job.ask('stepTime', { model, vocabularySize })) };
    } finally {
      void job.dispose();
    }
  }

  /** Measures how fast training is at these lengths, in a process that is there for that only, length after length. */
  async *speeds(lengths: readonly number[]): AsyncGenerator<TrainingSpeed> {
    const job = new TrainingJob('', this.settings);
    try {
      for (const tokens of lengths) yield await job.ask('trainingSpeed', { tokens });
    } finally {
      void job.dispose();
    }
  }

  /** Lets all processes go: those at work write a checkpoint first. Resolves when they are gone. */
  async dispose(): Promise<void> {
    await Promise.all(this.all.map((job) => job.dispose()));
    this.#changed.dispose();
    this.#training.dispose();
  }

  #tell(): void {
    const isTraining = this.training.length > 0;
    if (isTraining === this.#wasTraining) return;
    this.#wasTraining = isTraining;
    this.#training.fire(isTraining);
  }
}
