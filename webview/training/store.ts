import { CancellationTokenSource } from 'vscode-jsonrpc';
import type { RequestOf } from '../../src/protocol/rpc.ts';
import type { AskedRequest } from '../../src/protocol/taking.ts';
import {
  type Curves,
  type GradientCheck,
  isUnderWay,
  type Moment,
  type TrainingStatus,
  type TrainingSummary,
} from '../../src/protocol/training.ts';
import {
  type TrainingNavigation,
  type TrainingPageRequests,
  type TrainingPageState,
  trainingStart,
} from '../../src/protocol/trainingPage.ts';
import { type Head, headAt } from '../parts/heads.ts';
import { SavedNavigation } from '../parts/savedNavigation.ts';
import { type ShownNotice, Store } from '../parts/store.ts';
import { askedOf } from './asked.ts';
import { type Axis, axisOf, indexOfMoment, nextEvaluation } from './axis.ts';
import { CurvesFeed } from './curvesFeed.ts';
import { highest } from './forming.ts';
import { Moments } from './moments.ts';
import { noticesOf } from './notices.ts';
import type { TrainingHost } from './trainingHost.ts';

const points = 600;
/** From one evaluation to the next in the time-lapse. */
const frameMs = 400;

/** What the training page knows: a run as it grows, and the moment of it that is looked at. */
export class TrainingStore extends Store<TrainingPageState, TrainingNavigation> {
  navigation: TrainingNavigation = trainingStart;
  curves: Curves | null = null;
  /** The moment that is shown, until the one asked for is here. */
  moment: Moment | null = null;
  /** The head that is pointed at. */
  previewedHead: Head | null = null;
  gradients: GradientCheck | null = null;
  /** Whether the time-lapse runs. */
  isPlaying = false;
  /** What was written at each evaluation seen so far, by step. */
  readonly samples = new Map<number, string>();

  readonly host: TrainingHost;
  readonly effects: SavedNavigation<TrainingNavigation>;
  readonly #feed: CurvesFeed;
  readonly #moments: Moments;
  #checking: CancellationTokenSource | null = null;
  #isFetching = false;
  /** A step whose moment could not be had. */
  #refused: number | null = null;
  /** Counts the runs that were shown, so that an answer about one is not taken for another's. */
  #run = 0;
  #frame: ReturnType<typeof setTimeout> | undefined;

  constructor(host: TrainingHost) {
    super();
    this.host = host;
    this.effects = new SavedNavigation(host);
    this.#moments = new Moments((step) => host.request('moment', { step }));
    this.#feed = new CurvesFeed(
      () => this.attempt(this.#grow()),
      () => document.visibilityState === 'visible',
    );
    document.addEventListener('visibilitychange', () => this.#feed.look());
  }

  /** Listens from now on, and asks for the first state. */
  async start(): Promise<void> {
    this.host.hear({ state: (state) => this.#receive(state) });
    await this.attempt(this.host.request('ready', {}).then((state) => this.#receive(state)));
  }

  override get takenName(): string {
    return `training-${this.navigation.view}`;
  }

  override get asked(): readonly AskedRequest[] {
    return this.curves ? askedOf(points, [...this.curves.evaluations.step], this.moment) : [];
  }

  get summary(): TrainingSummary | undefined {
    return this.state?.summary;
  }

  get status(): TrainingStatus | undefined {
    return this.state?.status;
  }

  /** Whether steps are being done, or will be when a person resumes. */
  get isLive(): boolean {
    return isUnderWay(this.status?.phase);
  }

  /** Whether heads are to be explained. Translators and recurrent networks open on the page of translations. */
  get isExplained(): boolean {
    return (this.curves?.evaluations.induction.length ?? 0) > 0;
  }

  get axis(): Axis {
    const { axis } = this.navigation;
    const { curves, status, summary } = this;
    if (curves === null || status === undefined || summary === undefined) return { name: axis, end: 1 };
    return axisOf(axis, curves, {
      steps: status.steps,
      evaluateEvery: summary.evaluateEvery,
      isOver: !this.isLive,
    });
  }

  /** Of the evaluation that the scrubber stands at; null before the first. */
  get index(): number | null {
    return this.curves && indexOfMoment(this.curves.evaluations, this.navigation.moment);
  }

  /** Step of the evaluation that the scrubber stands at. */
  get step(): number | null {
    const { index, curves } = this;
    return index === null ? null : curves!.evaluations.step[index];
  }

  /** Step at which something is evaluated next. */
  get nextEvaluation(): number {
    return nextEvaluation(this.status?.step ?? 0, this.summary?.evaluateEvery ?? 1);
  }

  /** Place of the scrubber on the axis. */
  get place(): number | null {
    const { index, curves, navigation } = this;
    if (index === null) return null;
    const { step, seconds } = curves!.evaluations;
    return navigation.axis === 'steps' ? step[index] : seconds[index];
  }

  /** The head in front: pointed at, or chosen, or the one that scores highest in the end. */
  get head(): Head | null {
    const chosen = this.previewedHead ?? this.navigation.head;
    return (chosen && this.#has(chosen) ? chosen : this.#leading()) ?? this.#first;
  }

  /** Whether this run's model has such a head: the one before may have had more. */
  #has({ layer, head }: Head): boolean {
    const { layers, heads } = this.summary ?? { layers: 0, heads: 0 };
    return layer < layers && head < heads;
  }

  /** Where no statistic tells one from the others. */
  get #first(): Head | null {
    const isUnscored = this.curves?.evaluations.induction.length === 0;
    return isUnscored && this.summary !== undefined && this.summary.layers > 0 ? headAt(0, 1) : null;
  }

  #leading(): Head | null {
    const { curves, summary, navigation } = this;
    if (curves === null || summary === undefined) return null;
    const last = curves.evaluations.step.length - 1;
    const best = highest(curves.evaluations, navigation.statistic, summary.layers * summary.heads, last);
    return best && headAt(best.head, summary.heads);
  }

  get notices(): ShownNotice[] {
    return noticesOf(this);
  }

  /** Asks the host to do something; a failure is shown. */
  ask<Method extends keyof TrainingPageRequests & string>(
    method: Method,
    request: RequestOf<TrainingPageRequests, Method>,
  ): void {
    void this.attempt(this.host.request(method, request));
  }

  /** Moves the scrubber to an evaluation. The last one is the newest, which follows as others come. */
  scrub(index: number): void {
    this.#pause();
    this.#goTo(index);
  }

  previewHead(head: Head | null): void {
    if (head?.layer === this.previewedHead?.layer && head?.head === this.previewedHead?.head) return;
    this.previewedHead = head;
    this.changed();
  }

  /** Runs the time-lapse from where the scrubber is, or from the beginning where it is at the end; or halts it. */
  play(isPlaying: boolean): void {
    this.#pause();
    if (isPlaying && this.curves !== null) {
      this.isPlaying = true;
      const isAtEnd = this.index === this.curves.evaluations.step.length - 1;
      if (isAtEnd) this.#goTo(0);
      this.#schedule();
    }
    this.changed();
  }

  async checkGradients(count: number, seed: number): Promise<void> {
    const source = new CancellationTokenSource();
    this.#checking = source;
    const run = this.#run;
    await this.attempt(
      this.host.request('checkGradients', { count, seed }, source.token).then((check) => {
        if (run === this.#run) this.gradients = check;
      }),
    );
    if (this.#checking === source) this.#checking = null;
    this.changed();
  }

  cancelCheck(): void {
    this.#checking?.cancel();
  }

  get isChecking(): boolean {
    return this.#checking !== null || this.state?.checking !== undefined;
  }

  /** Loads what was written at the evaluations whose samples are not here, newest first, while it is wanted. */
  async loadSamples(isWanted: () => boolean): Promise<void> {
    const steps = [...(this.curves?.evaluations.step ?? [])].reverse();
    const run = this.#run;
    for (const step of steps) {
      if (!isWanted()) return;
      if (this.samples.has(step)) continue;
      const { sample } = await this.host.request('moment', { step });
      if (run !== this.#run) return;
      this.samples.set(step, sample.continuation);
      this.changed();
    }
  }

  protected override changed(): void {
    void this.#fetch();
    super.changed();
  }

  #receive(state: TrainingPageState): void {
    if (isAnother(this.state, state)) this.#forget();
    const isNew = this.state?.summary !== undefined && this.state.summary.recipe !== state.summary?.recipe;
    if (isNew) this.navigation = { ...this.navigation, moment: null, head: null };
    this.state = state;
    if (state.navigation) this.navigation = state.navigation;
    this.gradients = state.gradients ?? this.gradients;
    const { summary, status } = state;
    if (summary && status) {
      this.#feed.want(JSON.stringify([this.#run, summary.recipe, status.step, status.evaluations, status.phase]));
    }
    this.changed();
  }

  #forget(): void {
    this.#pause();
    this.#run += 1;
    this.#refused = null;
    this.curves = null;
    this.moment = null;
    this.gradients = null;
    this.#moments.clear();
    this.samples.clear();
  }

  async #grow(): Promise<void> {
    const run = this.#run;
    const curves = await this.host.request('curves', { points });
    if (run !== this.#run) return;
    this.curves = curves;
    this.changed();
  }

  /** Asks for the moment at the scrubber, one at a time: whatever is passed over meanwhile is not asked for. */
  async #fetch(): Promise<void> {
    const { step } = this;
    if (step === null || this.#isFetching || this.moment?.step === step || this.#refused === step) return;
    this.#isFetching = true;
    const run = this.#run;
    await this.attempt(
      this.#moments.at(step).then(
        (moment) => {
          if (run !== this.#run) return;
          this.moment = moment;
          this.samples.set(step, moment.sample.continuation);
          this.#refused = null;
        },
        (error) => {
          // Asking for it again and again would not help.
          if (run === this.#run) this.#refused = step;
          throw error;
        },
      ),
    );
    this.#isFetching = false;
    this.changed();
  }

  #goTo(index: number): void {
    const { step } = this.curves!.evaluations;
    this.navigate({ moment: index >= step.length - 1 ? null : step[Math.max(0, index)] });
  }

  #schedule(): void {
    this.#frame = setTimeout(() => {
      const last = (this.curves?.evaluations.step.length ?? 0) - 1;
      const isHere = this.moment?.step === this.step || this.#refused === this.step;
      if (isHere && this.index !== null) this.#goTo(this.index + 1);
      if (this.index === null || this.index >= last) this.#pause();
      else this.#schedule();
      this.changed();
    }, frameMs);
  }

  #pause(): void {
    clearTimeout(this.#frame);
    this.isPlaying = false;
  }
}

/** Whether what is known of a run does not hold for the next: it is another one, or it went back to an earlier step. */
function isAnother(before: TrainingPageState | null, after: TrainingPageState): boolean {
  if (before?.summary?.recipe !== after.summary?.recipe) return true;
  const [was, is] = [before?.status, after.status];
  return was !== undefined && is !== undefined && (is.step < was.step || is.evaluations < was.evaluations);
}
