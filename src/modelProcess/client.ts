import { type CancellationToken, CancellationTokenSource, type Disposable, Emitter } from 'vscode-jsonrpc';
import { UnderhoodError } from '../errors.ts';
import type { AttentionState } from '../protocol/attentionPage.ts';
import type { GenerationRequest, ModelRequests } from '../protocol/model.ts';
import type { PlacedSummary } from '../protocol/positions.ts';
import type { PositionSlices } from '../protocol/positionsPage.ts';
import type { GeneratedToken, GenerationEnd, ReadingSummary } from '../protocol/reading.ts';
import type { AnswerOf, RequestOf } from '../protocol/rpc.ts';
import type { RunSummary } from '../protocol/run.ts';
import type { TranslationSlices } from '../protocol/translatePage.ts';
import type { TranslationRun } from '../protocol/translation.ts';
import { type ChildSettings, fingerprint, type ModelChild, type OpenAnswer } from './modelChild.ts';
import { type LifeTimes, ModelLives } from './modelLives.ts';
import { ModelOpener } from './modelOpener.ts';
import {
  type Past,
  PastRuns,
  type PlaceRequest,
  type ReadRequest,
  type RunRequest,
  type TranslateRequest,
} from './pastRuns.ts';
import { Lanes, type Wanted } from './wanted.ts';

export interface ModelProcessStatus extends Partial<OpenAnswer> {
  /** idle: not started, or ended because nobody needed it. */
  readonly activity: AttentionState['activity'];
  /** Why it is stopped. */
  readonly error?: UnderhoodError;
}

/** What can be asked about a run, a reading, a text in its positions or a translation. */
type SliceMethod = 'thumbnails' | 'head' | 'cell' | 'nextToken' | 'vocabulary' | 'writeActivations';
type SliceRequests = Pick<ModelRequests, SliceMethod> & PositionSlices & TranslationSlices;

interface ReadOptions {
  readonly token?: CancellationToken;
  /** Whether the page wants it, or the editor. */
  readonly lane?: 'read' | 'paint';
  /** Told how many tokens of how many are read. */
  onProgress?(done: number, total: number): void;
}

/**
 * The host's end of the model process, whichever of its lives that is in. A running model cannot be interrupted, so that a
 * run which nobody wants any more and which goes on costs the process its life: that is no crash, and the model is loaded
 * again. The newest run wins.
 */
export class ModelProcess {
  readonly #changed = new Emitter<ModelProcessStatus>();
  readonly #lives: ModelLives;
  readonly #models: ModelOpener;
  /** What is wanted now. */
  readonly #wanted = new Lanes(() => this.#update());
  /** A new process does them again when it is asked about them. */
  readonly #past = new PastRuns();
  #again?: { readonly runId: string; readonly done: Promise<unknown> };
  /** A process that was started with other settings than there are now. */
  #outdated?: ModelChild;
  #status: ModelProcessStatus = { activity: 'idle' };

  constructor(
    private readonly settings: ChildSettings,
    times: Partial<LifeTimes> = {},
  ) {
    this.#lives = new ModelLives(
      settings,
      times,
      (child) => this.#reopen(child),
      () => this.#update(),
    );
    this.#models = new ModelOpener(this.#lives, () => this.#update());
  }

  readonly onStatus = this.#changed.event;

  get status(): ModelProcessStatus {
    return this.#status;
  }

  /** Number of the process that runs now. */
  get pid(): number | undefined {
    return this.#lives.child?.pid;
  }

  /** Keeps the process alive until disposed; a while longer, in case someone comes back. */
  retain(): Disposable {
    return this.#lives.retain();
  }

  /** Opens a model folder. Where that fails, the model that was open stays. A newer open or run wins, as with run. */
  open(folder: string): Promise<OpenAnswer> {
    return this.#wanted.want('run', (wanted) => this.#withModel(folder, wanted, (child) => child.open(folder)));
  }

  /**
   * Runs a text. Rejects at once with `superseded` when a newer run is asked for, and with `cancelled` when the token
   * says so, whatever the process is doing.
   */
  run(request: RunRequest, token?: CancellationToken): Promise<RunSummary> {
    return this.#wanted.want('run', (wanted) => this.#perform({ method: 'run', request }, wanted), token);
  }

  /** Runs a text to be asked about its positions; as run, but in a lane of its own. */
  place(request: PlaceRequest, token?: CancellationToken): Promise<PlacedSummary> {
    return this.#wanted.want('place', (wanted) => this.#perform({ method: 'place', request }, wanted), token);
  }

  /** Gives a text to translators, whichever model is open; as run, but in a lane of its own. */
  translate(request: TranslateRequest, token?: CancellationToken): Promise<TranslationRun> {
    return this.#wanted.want('translate', (wanted) => this.#perform({ method: 'translate', request }, wanted), token);
  }

  /** Reads a text; as run, but for the lane. */
  read(request: ReadRequest, { token, lane = 'read', onProgress }: ReadOptions = {}): Promise<ReadingSummary> {
    return this.#wanted.want(lane, (wanted) => this.#perform({ method: 'read', request }, wanted, onProgress), token);
  }

  /**
   * Writes after a reading. Rejects with `superseded` when something else is to be written, and with `cancelled` when
   * the token says so; what was written until then was told.
   */
  generate(
    request: GenerationRequest,
    onToken: (token: GeneratedToken) => void,
    token?: CancellationToken,
  ): Promise<{ readonly end: GenerationEnd }> {
    return this.#wanted.want('write', (wanted) => this.#write(request, wanted, onToken), token);
  }

  /**
   * Asks about a run, a reading, a text in its positions or a translation. Does it again first where the process that did
   * it is gone.
   */
  request<Method extends keyof SliceRequests>(
    method: Method,
    request: Parameters<SliceRequests[Method]>[0],
    token?: CancellationToken,
  ): Promise<AnswerOf<ModelRequests, Method>> {
    return this.#lives.retrying(async (child) => {
      if (child.runs.has(request.runId))
        return child.request(method, request as RequestOf<ModelRequests, Method>, token);
      await this.#doAgain(request.runId);
      return this.request(method, request, token);
    });
  }

  /** What tells the weights in a folder from all others. */
  weightsHash(folder: string): Promise<AnswerOf<ModelRequests, 'weightsHash'>> {
    return this.#lives.retrying((child) => child.request('weightsHash', { folder }));
  }

  /** How many tokens of the open model a text takes; undefined where that cannot be said without waiting. */
  async countTokens(text: string): Promise<AnswerOf<ModelRequests, 'countTokens'> | undefined> {
    if (this.#status.activity !== 'ready') return undefined;
    // Nobody waits for this: whatever goes wrong here will go wrong where someone does.
    return this.#lives.child?.request('countTokens', { text }).catch(() => undefined);
  }

  /** Starts anew, with the same model, after it was stopped or whenever someone wishes. */
  async restart(): Promise<void> {
    this.#wanted.drop('cancelled');
    this.#lives.renew();
    this.#update();
    const { folder } = this.#models;
    if (folder !== undefined) await this.open(folder);
  }

  /** Starts anew as soon as it rests, since the settings are others now; where none runs, the next one has them anyway. */
  renew(): void {
    this.#outdated = this.#lives.child;
    this.#update();
  }

  dispose(): void {
    this.#lives.dispose();
    this.#changed.dispose();
  }

  async #perform<Work extends Past>(
    past: Work,
    wanted: Wanted,
    onProgress?: (done: number, total: number) => void,
  ): Promise<AnswerOf<ModelRequests, Work['method']>> {
    const { method } = past;
    const { folder, ...request } = past.request;
    const { runId } = request;
    const summary = await this.#withModel(folder, wanted, async (child) => {
      const listener = child.onReading((event) => {
        if (event.runId === runId && !wanted.isDropped) onProgress?.(event.done, event.total);
      });
      try {
        const summary = await this.#droppable(child, wanted, (token) => child.request(method, request as never, token));
        child.runs.add(runId);
        return summary;
      } finally {
        listener.dispose();
      }
    });
    this.#past.add(past);
    this.#lives.acquit(fingerprint(method, request));
    return summary as AnswerOf<ModelRequests, Work['method']>;
  }

  #write(
    request: GenerationRequest,
    wanted: Wanted,
    onToken: (token: GeneratedToken) => void,
  ): Promise<AnswerOf<ModelRequests, 'generate'>> {
    return this.#lives.retrying(async (child) => {
      wanted.check();
      if (!child.runs.has(request.runId)) {
        await this.#doAgain(request.runId);
        return this.#write(request, wanted, onToken);
      }
      const listener = child.onGenerated(({ generationId, token }) => {
        if (generationId === request.generationId && !wanted.isDropped) onToken(token);
      });
      try {
        return await this.#droppable(child, wanted, (token) => child.request('generate', request, token));
      } finally {
        listener.dispose();
      }
    });
  }

  /** Asks for something that is cancelled where it is no longer wanted. */
  #droppable<T>(child: ModelChild, wanted: Wanted, ask: (token: CancellationToken) => Promise<T>): Promise<T> {
    const source = new CancellationTokenSource();
    const answer = ask(source.token);
    wanted.onDropped(() => {
      source.cancel();
      this.#lives.expectSoon(child, answer);
    });
    return answer;
  }

  /** Makes the process know a run that another one did. */
  async #doAgain(runId: string): Promise<void> {
    if (this.#again?.runId !== runId) {
      const past = this.#past.find(runId);
      if (!past || (past.method !== 'translate' && past.request.folder !== this.#models.folder))
        throw new UnderhoodError('process.runForgotten');
      // The page will soon show the run that is wanted now.
      if (this.#wanted.has(past.method)) throw new UnderhoodError('superseded');
      this.#again = { runId, done: this.#wanted.want(past.method, (wanted) => this.#perform(past, wanted)) };
    }
    const again = this.#again;
    try {
      await again.done;
    } finally {
      if (this.#again === again) this.#again = undefined;
    }
  }

  /**
   * Does something with a process that has the model open, as long as that is wanted.
   * @param folder of the model; undefined: whichever is open
   */
  #withModel<T>(folder: string | undefined, wanted: Wanted, work: (child: ModelChild) => Promise<T>): Promise<T> {
    return this.#lives.retrying(async (child) => {
      wanted.check();
      if (folder !== undefined) return this.#models.using(child, folder, wanted, work);
      this.#update();
      return work(child);
    });
  }

  /** Opens the model that was open before. */
  #reopen(child: ModelChild): void {
    const { folder } = this.#models;
    if (child.opened || child.opening || folder === undefined) return;
    this.#models.open(child, folder).catch(({ message }) => this.settings.log(message));
  }

  #update(): void {
    const { child, stopped } = this.#lives;
    if (child && child === this.#outdated && !child.opening && this.#wanted.isEmpty) {
      this.#outdated = undefined;
      this.restart().catch(({ message }) => this.settings.log(message));
      return;
    }
    const activity = this.#activity();
    const { opened } = this.#models;
    if (activity === this.#status.activity && opened?.model === this.#status.model) return;
    this.#status = { activity, ...opened, error: stopped };
    this.#changed.fire(this.#status);
  }

  #activity(): ModelProcessStatus['activity'] {
    const { child, stopped } = this.#lives;
    if (stopped) return 'stopped';
    if (!child) return 'idle';
    if (child.opening) return 'loading';
    if (!child.opened) return this.#wanted.has('translate') ? 'running' : 'idle';
    return this.#wanted.isEmpty ? 'ready' : 'running';
  }
}
