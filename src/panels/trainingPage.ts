import * as vscode from 'vscode';
import { toUnderhoodError, type UnderhoodError } from '../errors.ts';
import { sentence } from '../localisation.ts';
import { transformerTypes } from '../models/supported.ts';
import type { Handlers, RequestOf } from '../protocol/rpc.ts';
import type { GradientCheck, TrainingRequests } from '../protocol/training.ts';
import type {
  TrainingNavigation,
  TrainingNotice,
  TrainingPageEvents,
  TrainingPageRequests,
  TrainingPageState,
} from '../protocol/trainingPage.ts';
import { trainingPageRequests } from '../protocol/trainingValidation.ts';
import type { TrainingJob } from '../trainingProcess/trainingJob.ts';
import type { TrainingJobs } from '../trainingProcess/trainingJobs.ts';
import { doing } from './doing.ts';
import { type About, type HeaderHost, headerHandlers, headerState, onHeader } from './header.ts';
import { currentLanguage, say } from './language.ts';
import { oncePerTurn } from './oncePerTurn.ts';
import { type PageFiles, PagePanel } from './pagePanel.ts';
import { restingPhaseOf, type TakingHost } from './taking.ts';
import { requireTrust } from './trust.ts';

/** What the page is made with. */
interface TrainingHost extends HeaderHost {
  readonly extensionUri: vscode.Uri;
  readonly jobs: TrainingJobs;
  readonly log: vscode.LogOutputChannel;
  readonly taking: TakingHost;
  /** Explains with the model in a folder; `text` where no editor shows any. */
  explain(folder: string, text: string, column?: vscode.ViewColumn): Promise<void>;
  /** The same of two models, side by side. */
  compare(folders: readonly [string, string], text: string, column?: vscode.ViewColumn): Promise<void>;
  /** Shows how a model that translates, or a recurrent one, goes about a text, beside those shown before. */
  translate(folder: string, text: string, column?: vscode.ViewColumn): Promise<void>;
  /** Asks which run is to be shown; undefined where the person changes their mind. */
  chooseRun(): Promise<string | undefined>;
}

/** What brings the page back after the window was reloaded. */
export interface SavedTraining {
  readonly recipe: string;
  readonly navigation: TrainingNavigation | null;
}

/** How a run goes: the page over its job. The job outlives it. */
export class TrainingPage {
  readonly #page: PagePanel<TrainingPageRequests, TrainingPageEvents>;
  readonly #parts: { dispose(): void }[];
  #job?: TrainingJob;
  #listening?: { dispose(): void };
  #navigation: TrainingNavigation | null = null;
  #failure?: UnderhoodError;
  #gradients?: GradientCheck;
  #isArranged = false;
  /** Tells the page. What changes together is told once. */
  readonly #push = oncePerTurn(() => {
    if (this.#page.isReady) this.#page.push('state', this.#toSend());
  });

  /** @param save told what would bring the page back */
  constructor(
    readonly panel: vscode.WebviewPanel,
    private readonly host: TrainingHost,
    private readonly save: (saved: SavedTraining) => void,
  ) {
    const files: PageFiles = { name: 'training', title: say('page.training'), extensionUri: host.extensionUri };
    this.#page = new PagePanel(panel, files, trainingPageRequests, this.#handlers(), host.log, {
      host: host.taking,
      kept: () => this.#kept(),
    });
    this.#parts = [
      onHeader(host, () => {
        this.#name();
        this.#push();
      }),
    ];
    panel.onDidDispose(() => this.#dispose());
  }

  get isVisible(): boolean {
    return this.panel.visible;
  }

  /** Whether the page itself has come up and listens. */
  get isReady(): boolean {
    return this.#page.isReady;
  }

  get job(): TrainingJob | undefined {
    return this.#job;
  }

  /** What the page is told. */
  get state(): TrainingPageState {
    const { summary, status, checking } = this.#job ?? {};
    const notices = this.#notices;
    return { ...headerState(this.host), summary, status, checking, gradients: this.#gradients, notices };
  }

  get #notices(): TrainingNotice[] {
    if (!this.#failure) return [];
    const text = sentence(currentLanguage(), this.#failure);
    return [{ text, severity: 'error', action: this.#job ? 'openRecipe' : 'train' }];
  }

  /** Shows a run. Resolves when it is known, or the page says why it cannot be. */
  async show(job: TrainingJob): Promise<void> {
    if (this.#job !== job) {
      this.#let();
      this.#job = job;
      this.#listening = job.onChange(() => this.#push());
      this.#navigation = null;
      this.#gradients = undefined;
    }
    this.#save();
    try {
      await job.open();
      // Another one may be shown by now.
      if (this.#job === job) this.#failure = undefined;
    } catch (error) {
      if (this.#job === job) this.fail(error);
    }
    this.#name();
    this.#push();
  }

  /** Brings the page to a place of its own. */
  goTo(change: (navigation: TrainingNavigation | null) => TrainingNavigation): void {
    this.#navigation = change(this.#navigation);
    this.#isArranged = false;
    this.#push();
  }

  async restore({ recipe, navigation }: SavedTraining): Promise<void> {
    await this.show(this.host.jobs.of(recipe));
    if (navigation) this.goTo(() => navigation);
  }

  /** Says on the page what went wrong. */
  fail(error: unknown): void {
    this.#failure = toUnderhoodError(error);
    this.#push();
  }

  #handlers(): Handlers<TrainingPageRequests> {
    type Passed = Exclude<keyof TrainingRequests, 'open' | 'start' | 'stepTime'>;
    const ask =
      <Method extends Passed>(method: Method) =>
      (request: RequestOf<TrainingRequests, Method>, token: vscode.CancellationToken) =>
        this.#current().request(method, request, token);
    return {
      ...headerHandlers(this.host, () => this.#about),
      chooseModel: doing(() => this.#chooseRun()),
      ready: () => {
        this.#isArranged = false;
        return this.#toSend();
      },
      saveNavigation: (navigation) => {
        this.#navigation = navigation;
        this.#save();
        return null;
      },
      curves: ask('curves'),
      moment: ask('moment'),
      pause: ask('pause'),
      resume: ask('resume'),
      stepOnce: ask('stepOnce'),
      stop: ask('stop'),
      setRate: ask('setRate'),
      checkGradients: async (request, token) => {
        const job = this.#current();
        const found = await job.request('checkGradients', request, token);
        if (job === this.#job) this.#gradients = found;
        return found;
      },
      start: (request) => doing(() => this.start(request))(),
      explain: ({ step }) => doing(() => this.#explain(this.#folderOf(step)))(),
      compare: ({ steps: [first, second] }) =>
        doing(() => this.#compare([this.#folderOf(first), this.#folderOf(second)]))(),
      openRecipe: doing(() => vscode.window.showTextDocument(vscode.Uri.file(this.#current().recipe))),
    };
  }

  /** Begins, or goes on. What goes wrong stands on the page. */
  async start(request: RequestOf<TrainingRequests, 'start'>): Promise<void> {
    const job = this.#current();
    try {
      requireTrust();
      await job.request('start', request);
      if (this.#job === job) this.#failure = undefined;
      this.#push();
    } catch (error) {
      // Where the run itself failed, its status says so.
      const isSaid = job.status?.error !== undefined || toUnderhoodError(error).code === 'cancelled';
      if (!isSaid && this.#job === job) this.fail(error);
    }
  }

  #explain(folder: string): Promise<void> {
    if (!this.#isExplained) return this.#translate(folder);
    return this.host.explain(folder, this.#probe, this.panel.viewColumn);
  }

  async #compare(folders: readonly [string, string]): Promise<void> {
    if (this.#isExplained) await this.host.compare(folders, this.#probe, this.panel.viewColumn);
    else for (const folder of folders) await this.#translate(folder);
  }

  #translate(folder: string): Promise<void> {
    return this.host.translate(folder, this.#probe, this.panel.viewColumn);
  }

  /** Whether the model is a transformer that writes on, which Explain Attention opens. */
  get #isExplained(): boolean {
    return transformerTypes.some((type) => type === this.#job?.summary?.family);
  }

  async #chooseRun(): Promise<void> {
    const recipe = await this.host.chooseRun();
    if (recipe !== undefined) await this.show(this.host.jobs.of(recipe));
  }

  /** The text that the heads are shown on, and the best model so far. */
  get #about(): About {
    const { job, probe } = { job: this.#job, probe: this.#probe };
    const folder = job?.status?.best && job.summary?.folder;
    return { page: 'training', text: probe === '' ? undefined : probe, folder, column: this.panel.viewColumn };
  }

  /** What a file holds of the page's state: the run as far as it has come. */
  #kept(): object | undefined {
    const { summary, status } = this.#job ?? {};
    if (!summary || !status || !this.#navigation) return undefined;
    const { preparing: _, secondsLeft: __, ...rest } = status;
    const gradients = this.#gradients;
    return {
      summary,
      status: { ...rest, phase: restingPhaseOf(status.phase) },
      ...(gradients && { gradients }),
      navigation: this.#navigation,
    };
  }

  #current(): TrainingJob {
    if (!this.#job) throw toUnderhoodError(new Error('no run is shown'));
    return this.#job;
  }

  /** Where the model of a step lies; null: the best one. */
  #folderOf(step: number | null): string {
    const { summary, status } = this.#current();
    if (!summary) throw toUnderhoodError(new Error('no run is known'));
    const wanted = step ?? (summary.keep === 'last' ? status?.best?.step : undefined);
    if (wanted === undefined) return summary.folder;
    const name = `step-${String(wanted).padStart(6, '0')}`;
    return vscode.Uri.joinPath(vscode.Uri.file(summary.folder), 'checkpoints', name).fsPath;
  }

  get #probe(): string {
    const { probe = [], probeSource } = this.#job?.summary?.prepared ?? {};
    // A source ends with a token that is no text.
    return (probeSource?.slice(0, -1) ?? probe).map(({ text }) => text).join('');
  }

  #name(): void {
    const name = this.#job?.summary?.name;
    this.panel.title = name ? say('page.trainingOf', { name }) : say('page.training');
  }

  #toSend(): TrainingPageState {
    const { state } = this;
    if (this.#isArranged || !this.#navigation) return state;
    this.#isArranged = true;
    return { ...state, navigation: this.#navigation };
  }

  #save(): void {
    if (this.#job) this.save({ recipe: this.#job.recipe, navigation: this.#navigation });
  }

  #let(): void {
    this.#listening?.dispose();
    if (this.#job) this.host.jobs.release(this.#job);
    this.#job = undefined;
  }

  #dispose(): void {
    for (const part of this.#parts) part.dispose();
    this.#let();
  }
}
