import { type CancellationToken, Emitter } from 'vscode-jsonrpc';
import { toUnderhoodError, UnderhoodError } from '../errors.ts';
import { type ForkedChild, forkChild } from '../modelProcess/forkedChild.ts';
import { ipcTransport } from '../modelProcess/ipcTransport.ts';
import { type AnswerOf, type RequestOf, Rpc } from '../protocol/rpc.ts';
import type {
  TrainingEvents,
  TrainingProcessOptions,
  TrainingRequests,
  TrainingStatus,
  TrainingSummary,
} from '../protocol/training.ts';

export interface TrainingProcessSettings {
  /** The script to fork. */
  readonly script: string;
  readonly options: TrainingProcessOptions;
  readonly log: (line: string) => void;
}

/** A process that trains, and how to ask it. */
interface Life {
  readonly child: ForkedChild;
  readonly rpc: Rpc<TrainingRequests>;
  /** Resolves when it knows the run; absent as long as nobody wanted that. */
  opened?: Promise<void>;
}

/** The host's end of one training run: its process, started when it is first asked, and what it said last. */
export class TrainingJob {
  readonly #changed = new Emitter<void>();
  #life?: Life;
  #summary?: TrainingSummary;
  #status?: TrainingStatus;
  #checking?: { readonly done: number; readonly total: number };
  #isDisposed = false;

  /** @param recipe file, absolute */
  constructor(
    readonly recipe: string,
    private readonly settings: TrainingProcessSettings,
  ) {}

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
    return ['preparing', 'running', 'paused'].includes(this.#status?.phase ?? '');
  }

  /** Number of the process that runs now. */
  get pid(): number | undefined {
    return this.#life?.child.process.pid;
  }

  /** Knows the run from here on. Throws UnderhoodError where the recipe does not fit. */
  open(): Promise<void> {
    const life = this.#living();
    life.opened ??= this.ask('open', { recipe: this.recipe }).then(
      (known) => this.#update(known),
      (error) => {
        life.opened = undefined; // The recipe may be mended.
        throw error;
      },
    );
    return life.opened;
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
    const { rpc, child } = this.#living();
    try {
      return await rpc.request(method, request, token);
    } catch (error) {
      if (!(error instanceof UnderhoodError) || error.code !== 'disconnected') throw error;
      throw new UnderhoodError('training.processEnded', { detail: await child.ended });
    } finally {
      if (method === 'checkGradients') this.#update({ checking: undefined });
    }
  }

  /** Lets the process go: it writes a checkpoint and ends by itself. Resolves when it is gone. */
  async dispose(): Promise<void> {
    this.#isDisposed = true;
    this.#changed.dispose();
    const life = this.#life;
    if (!life) return;
    life.child.process.disconnect();
    await life.child.ended;
  }

  /** The process, started where there is none. */
  #living(): Life {
    if (this.#isDisposed) throw new UnderhoodError('disconnected');
    this.#life ??= this.#start();
    return this.#life;
  }

  #start(): Life {
    const { script, options, log } = this.settings;
    const child = forkChild(script, options, log);
    const rpc = new Rpc<TrainingRequests>(ipcTransport(child.process)).hear<TrainingEvents>({
      status: (status) => this.#update({ status }),
      summary: (summary) => this.#update({ summary }),
      checking: (checking) => this.#update({ checking }),
    });
    const life: Life = { child, rpc };
    void child.ended.then((detail) => {
      rpc.dispose();
      if (this.#life === life) this.#life = undefined;
      if (this.isTraining) this.#died(detail);
    });
    return life;
  }

  /** It ended in the middle of its work: the last checkpoint is whole. */
  #died(detail: string): void {
    this.settings.log(`The training process ended: ${detail}.`);
    const { code, parameters } = toUnderhoodError(new UnderhoodError('training.processEnded', { detail }));
    const status = this.#status;
    if (status) this.#update({ status: { ...status, phase: 'failed', error: { code, parameters } } });
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
