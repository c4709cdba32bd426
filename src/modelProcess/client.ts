import { type CancellationToken, CancellationTokenSource, type Disposable, Emitter } from 'vscode-jsonrpc';
import { UnderhoodError } from '../errors.ts';
import type { AttentionState } from '../protocol/attentionPage.ts';
import type { ModelRequests } from '../protocol/model.ts';
import type { AnswerOf, RequestOf } from '../protocol/rpc.ts';
import type { RunSummary } from '../protocol/run.ts';
import { type ChildSettings, fingerprint, ModelChild, type OpenAnswer } from './modelChild.ts';
import { Wanted } from './wanted.ts';

export interface ModelProcessStatus extends Partial<OpenAnswer> {
  /** idle: not started, or ended because nobody needed it. */
  readonly activity: AttentionState['activity'];
  /** Why it is stopped. */
  readonly error?: UnderhoodError;
}

/** A run names its model: it is opened first where it is not open. */
export type RunRequest = RequestOf<ModelRequests, 'run'> & { readonly folder: string };
/** What can be asked about a run. */
export type SliceRequests = Pick<ModelRequests, 'thumbnails' | 'head' | 'cell'>;

/** Milliseconds. */
const usualTimes = {
  /** How long the process may go on with what nobody wants any more before it is ended. */
  patience: 400,
  /** A second crash so soon after the start leaves it stopped. */
  early: 10_000,
  /** It stays so long after the last page closed: moving a tab must not load the model again. */
  linger: 5_000,
};

/**
 * The host's end of the model process. Starts it when it is first needed and ends it when nobody needs it; starts it
 * again after a crash, but not twice for the same reason. A running model cannot be interrupted, so that a run which
 * nobody wants any more and which goes on costs the process its life: that is no crash, and the model is loaded again.
 * The newest run wins.
 */
export class ModelProcess {
  readonly #changed = new Emitter<ModelProcessStatus>();
  readonly #times: typeof usualTimes;
  #child?: ModelChild;
  /** The model opened last; opened again in every new process. */
  #folder?: string;
  #model?: OpenAnswer;
  /** What is wanted now. */
  #wanted?: Wanted;
  /** The last good runs: a new process does them again when it is asked about them. */
  #past: RunRequest[] = [];
  #again?: { readonly runId: string; readonly done: Promise<unknown> };
  /** What the process was busy with when it crashed last. */
  #blamed?: string;
  #stopped?: UnderhoodError;
  #users = 0;
  #linger?: NodeJS.Timeout;
  #isDisposed = false;
  #status: ModelProcessStatus = { activity: 'idle' };

  constructor(
    private readonly settings: ChildSettings,
    times: Partial<typeof usualTimes> = {},
  ) {
    this.#times = { ...usualTimes, ...times };
  }

  readonly onStatus = this.#changed.event;

  get status(): ModelProcessStatus {
    return this.#status;
  }

  /** Number of the process that runs now. */
  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** Keeps the process alive until disposed; a while longer, in case someone comes back. */
  retain(): Disposable {
    this.#users++;
    clearTimeout(this.#linger);
    let isHeld = true;
    return {
      dispose: () => {
        if (!isHeld) return;
        isHeld = false;
        this.#users--;
        if (this.#users === 0) this.#linger = setTimeout(() => this.#child?.replace(), this.#times.linger);
      },
    };
  }

  /** Opens a model folder. Where that fails, the model that was open stays. A newer open or run wins, as with run. */
  open(folder: string): Promise<OpenAnswer> {
    return this.#want((wanted) => this.#withModel(folder, wanted, (child) => child.open(folder)));
  }

  /**
   * Runs a text. Rejects at once with `superseded` when a newer run is asked for, and with `cancelled` when the token
   * says so, whatever the process is doing.
   */
  run(request: RunRequest, token?: CancellationToken): Promise<RunSummary> {
    return this.#want((wanted) => this.#perform(request, wanted), token);
  }

  /** Asks about a run. Does it again first where the process that did it is gone. */
  request<Method extends keyof SliceRequests>(
    method: Method,
    request: Parameters<SliceRequests[Method]>[0],
    token?: CancellationToken,
  ): Promise<AnswerOf<ModelRequests, Method>> {
    return this.#retrying(async (child) => {
      if (child.runs.has(request.runId))
        return child.request(method, request as RequestOf<ModelRequests, Method>, token);
      await this.#doAgain(request.runId);
      return this.request(method, request, token);
    });
  }

  /** How many tokens of the open model a text takes; undefined where that cannot be said without waiting. */
  async countTokens(text: string): Promise<AnswerOf<ModelRequests, 'countTokens'> | undefined> {
    if (this.#status.activity !== 'ready') return undefined;
    // Nobody waits for this: whatever goes wrong here will go wrong where someone does.
    return this.#child?.request('countTokens', { text }).catch(() => undefined);
  }

  /** Starts anew, with the same model, after it was stopped or whenever someone wishes. */
  async restart(): Promise<void> {
    this.#stopped = undefined;
    this.#blamed = undefined;
    this.#wanted?.drop('cancelled');
    this.#child?.replace();
    this.#update();
    if (this.#folder !== undefined) await this.open(this.#folder);
  }

  dispose(): void {
    this.#isDisposed = true;
    clearTimeout(this.#linger);
    this.#child?.replace();
    this.#changed.dispose();
  }

  /** Drops what was wanted until now, and does this instead. */
  #want<T>(work: (wanted: Wanted) => Promise<T>, token?: CancellationToken): Promise<T> {
    const wanted = new Wanted();
    this.#wanted?.drop('superseded');
    this.#wanted = wanted;
    if (token?.isCancellationRequested) wanted.drop('cancelled');
    const listener = token?.onCancellationRequested(() => wanted.drop('cancelled'));
    const done = Promise.race([wanted.dropped, work(wanted)]);
    const settle = () => {
      listener?.dispose();
      if (this.#wanted === wanted) this.#wanted = undefined;
      this.#update();
    };
    done.then(settle, settle);
    return done;
  }

  async #perform({ folder, ...request }: RunRequest, wanted: Wanted): Promise<RunSummary> {
    const summary = await this.#withModel(folder, wanted, async (child) => {
      const source = new CancellationTokenSource();
      const answer = child.request('run', request, source.token);
      wanted.onDropped(() => {
        source.cancel();
        this.#expectSoon(child, answer);
      });
      const summary = await answer;
      child.runs.add(request.runId);
      return summary;
    });
    this.#past = [...this.#past.filter(({ runId }) => runId !== request.runId), { folder, ...request }].slice(-2);
    if (this.#blamed === fingerprint('run', request)) this.#blamed = undefined;
    return summary;
  }

  /** Makes the process know a run that another one did. */
  async #doAgain(runId: string): Promise<void> {
    if (this.#again?.runId !== runId) {
      const past = this.#past.find((run) => run.runId === runId);
      if (!past || past.folder !== this.#folder) throw new UnderhoodError('process.runForgotten');
      // The page will soon show the run that is wanted now.
      if (this.#wanted) throw new UnderhoodError('superseded');
      this.#again = { runId, done: this.run(past) };
    }
    const again = this.#again;
    try {
      await again.done;
    } finally {
      if (this.#again === again) this.#again = undefined;
    }
  }

  /** Does something with a process that has the model open, as long as that is wanted. */
  #withModel<T>(folder: string, wanted: Wanted, work: (child: ModelChild) => Promise<T>): Promise<T> {
    return this.#retrying(async (child) => {
      wanted.check();
      const { opening } = child;
      if (opening && opening.folder !== folder) {
        this.#expectSoon(child, opening.answer);
        await opening.answer.catch(() => {});
        wanted.check();
      }
      await this.#open(child, folder);
      wanted.check();
      return work(child);
    });
  }

  async #open(child: ModelChild, folder: string): Promise<void> {
    const opened = child.open(folder);
    this.#update();
    try {
      this.#model = await opened;
      this.#folder = folder;
    } finally {
      this.#update();
    }
  }

  /** Does something with the process, and does it again where that was ended in favour of a new one. */
  async #retrying<T>(work: (child: ModelChild) => Promise<T>): Promise<T> {
    const use = this.retain();
    try {
      for (;;) {
        const child = this.#running();
        try {
          return await work(child);
        } catch (error) {
          if (!(error instanceof UnderhoodError) || error.code !== 'disconnected' || this.#isDisposed) throw error;
          const detail = await child.ended;
          if (!child.isReplaced) throw this.#stopped ?? new UnderhoodError('process.crashed', { detail });
        }
      }
    } finally {
      use.dispose();
    }
  }

  /** The process, started where there is none. */
  #running(): ModelChild {
    if (this.#isDisposed) throw new UnderhoodError('disconnected');
    if (this.#stopped) throw this.#stopped;
    this.#child ??= this.#start(false);
    return this.#child;
  }

  #start(isAfterCrash: boolean): ModelChild {
    const child = new ModelChild(this.settings, isAfterCrash);
    child.ended.then((detail) => {
      this.#child = undefined;
      if (!child.isReplaced) this.#crashed(child, detail);
      // Whoever was waiting for the old process starts the new one.
      else setImmediate(() => this.#reload(false));
      this.#update();
    });
    return child;
  }

  #crashed(child: ModelChild, detail: string): void {
    const { busyWith, isAfterCrash, startedAt } = child;
    this.settings.log(`The model process ended: ${detail}, busy with ${busyWith ?? 'nothing'}.`);
    const isSame = busyWith !== undefined && busyWith === this.#blamed;
    const isEarly = isAfterCrash && Date.now() - startedAt < this.#times.early;
    this.#blamed = busyWith;
    if (isSame || isEarly) this.#stopped = new UnderhoodError('process.stopped', { detail });
    else this.#reload(true);
  }

  /** Sees to it that there is a process with the last model, where someone may need it. */
  #reload(isAfterCrash: boolean): void {
    if (this.#users === 0 || this.#stopped || this.#isDisposed) return;
    this.#child ??= this.#start(isAfterCrash);
    const isOpen = this.#child.opened || this.#child.opening;
    if (isOpen || this.#folder === undefined) return;
    this.#open(this.#child, this.#folder).catch(({ message }) => this.settings.log(message));
  }

  /** Ends a process that goes on for too long with something that nobody wants any more. */
  #expectSoon(child: ModelChild, answer: Promise<unknown>): void {
    const timer = setTimeout(() => {
      this.settings.log('The model process goes on with what nobody wants any more: it is started again.');
      child.replace();
    }, this.#times.patience);
    const answered = () => clearTimeout(timer);
    answer.then(answered, answered);
  }

  #update(): void {
    const activity = this.#activity();
    if (activity === this.#status.activity && this.#model?.model === this.#status.model) return;
    this.#status = { activity, ...this.#model, error: this.#stopped };
    this.#changed.fire(this.#status);
  }

  #activity(): ModelProcessStatus['activity'] {
    if (this.#stopped) return 'stopped';
    if (!this.#child) return 'idle';
    if (this.#child.opening) return 'loading';
    if (!this.#child.opened) return 'idle';
    return this.#wanted ? 'running' : 'ready';
  }
}
