import { type CancellationToken, Emitter } from 'vscode-jsonrpc';
import type { AnswerOf, RequestOf } from '../protocol/rpc.ts';
import {
  isUnderWay,
  type TrainingEvents,
  type TrainingRequests,
  type TrainingStatus,
  type TrainingSummary,
} from '../protocol/training.ts';
import { TrainingChild, type TrainingProcessSettings } from './trainingChild.ts';

/** The host's end of one training run: its process, started when it is first asked, and what it said last. */
export class TrainingJob {
  readonly #changed = new Emitter<void>();
  readonly #child: TrainingChild<TrainingRequests>;
  /** Resolves when the process knows the run; absent as long as nobody wanted that. */
  #opened?: Promise<void>;
  #summary?: TrainingSummary;
  #status?: TrainingStatus;
  #checking?: { readonly done: number; readonly total: number };
  #isDisposed = false;

  /** @param recipe file, absolute */
  constructor(
    readonly recipe: string,
    settings: TrainingProcessSettings,
  ) {
    this.#child = new TrainingChild(
      settings,
      (rpc) => {
        rpc.hear<TrainingEvents>({
          status: (status) => this.#update({ status }),
          summary: (summary) => this.#update({ summary }),
          checking: (checking) => this.#update({ checking }),
        });
      },
      (detail) => this.#died(detail),
    );
  }

  /** Summary, status or the checking of gradients changed. */
  readonly onChange = this.#changed.event;

  get summary(): TrainingSummary | undefined {
    return this.#summary;
  }

  get status(): TrainingStatus | undefined {
    return this.#status;
  }

  get checking(): { readonly done: number; readonly total: number } | undefined {
    return this.#checking;
  }

  /** Whether a process is at work, or about to be, or waits in the middle of it. */
  get isTraining(): boolean {
    return isUnderWay(this.#status?.phase);
  }

  /** Number of the process that runs now. */
  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** Knows the run from here on. Throws UnderhoodError where the recipe does not fit. */
  open(): Promise<void> {
    this.#opened ??= this.ask('open', { recipe: this.recipe }).then(
      (known) => this.#update(known),
      (error) => {
        this.#opened = undefined; // The recipe may be mended.
        throw error;
      },
    );
    return this.#opened;
  }

  /** Asks the run, which is opened first. Rejects with `training.processEnded` where its process ends meanwhile. */
  async request<Method extends Exclude<keyof TrainingRequests, 'open'>>(
    method: Method,
    request: RequestOf<TrainingRequests, Method>,
    token?: CancellationToken,
  ): Promise<AnswerOf<TrainingRequests, Method>> {
    await this.open();
    return this.ask(method, request, token);
  }

  /** Asks its process, whether or not that knows the run. */
  async ask<Method extends keyof TrainingRequests>(
    method: Method,
    request: RequestOf<TrainingRequests, Method>,
    token?: CancellationToken,
  ): Promise<AnswerOf<TrainingRequests, Method>> {
    try {
      return await this.#child.ask(method, request, token);
    } finally {
      if (method === 'checkGradients') this.#update({ checking: undefined });
    }
  }

  /** Lets the process go: it writes a checkpoint and ends by itself. Resolves when it is gone. */
  dispose(): Promise<void> {
    this.#isDisposed = true;
    this.#changed.dispose();
    return this.#child.dispose();
  }

  /** Where it ended in the middle of its work, the last checkpoint is whole. */
  #died(detail: string): void {
    this.#opened = undefined;
    if (!this.isTraining) return;
    const error = { code: 'training.processEnded', parameters: { detail } } as const;
    const status = this.#status;
    const over = { phase: 'failed', preparing: undefined, tokensPerSecond: 0, secondsLeft: undefined, error } as const;
    if (status) this.#update({ status: { ...status, ...over } });
  }

  #update(known: {
    readonly summary?: TrainingSummary;
    readonly status?: TrainingStatus;
    readonly checking?: { readonly done: number; readonly total: number };
  }): void {
    if (this.#isDisposed) return;
    if ('summary' in known) this.#summary = known.summary;
    if ('status' in known) this.#status = known.status;
    if ('checking' in known) this.#checking = known.checking;
    this.#changed.fire();
  }
}
