import * as v from 'valibot';
import type {
  RoadNavigation,
  RoadNotice,
  RoadPageRequests,
  RoadPageState,
  RoadRun,
} from '../../src/protocol/roadPage.ts';
import type { RequestOf } from '../../src/protocol/rpc.ts';
import { expected } from '../../src/road/block/expected.ts';
import type { Experiment } from '../../src/road/experiment.ts';
import { experiments } from '../../src/road/experiments.ts';
import { type Field, type Settings, schemaOf } from '../../src/road/field.ts';
import { type Message, roadText } from '../../src/road/message.ts';
import { SavedNavigation } from '../parts/savedNavigation.ts';
import { type ShownNotice, Store } from '../parts/store.ts';
import type { RoadHost } from './roadHost.ts';

/** From the last move of a slider to the run. */
const settleMs = 60;

/** What the page of an experiment knows: the run that the host has, and the settings that are being changed here. */
export class RoadStore extends Store<RoadPageState, RoadNavigation> {
  navigation: RoadNavigation = { asTable: [] };
  /** What is pointed at, in words. */
  said: Message | null = null;
  readonly host: RoadHost;
  readonly effects: SavedNavigation<RoadNavigation>;
  /** Settings that were changed and have not run yet. */
  #chosen: Settings | null = null;
  /** Fields that hold what does not fit, and why. */
  readonly #wrong = new Map<string, Message>();
  #settling: ReturnType<typeof setTimeout> | undefined;

  constructor(host: RoadHost) {
    super();
    this.host = host;
    this.effects = new SavedNavigation(host);
  }

  /** Listens from now on, and asks for the first state. */
  async start(): Promise<void> {
    this.host.hear({ state: (state) => this.#receive(state) });
    await this.attempt(this.host.request('ready', {}).then((state) => this.#receive(state)));
  }

  get run(): RoadRun | undefined {
    return this.state?.run;
  }

  override get takenName(): string {
    return this.run ? `road-${this.run.name}` : 'road';
  }

  override get ranWith(): object | undefined {
    return this.run && { experiment: this.run.name, settings: this.run.settings };
  }

  get experiment(): Experiment | undefined {
    return this.run && experiments[this.run.name];
  }

  get settings(): Settings {
    return this.#chosen ?? this.run?.settings ?? {};
  }

  get isRunning(): boolean {
    return this.run?.phase === 'running' || this.run?.phase === 'paused';
  }

  /** Whether the settings on the page are others than those of the result. */
  get isChanged(): boolean {
    return this.#chosen !== null;
  }

  say(text: Message): string {
    return roadText(this.state?.language ?? 'en', text);
  }

  /** Why a field's value does not fit. */
  wrong(field: string): Message | undefined {
    return this.#wrong.get(field);
  }

  get notices(): ShownNotice[] {
    const { state, failure } = this;
    if (state === null) return [];
    const shown = state.notices.map((notice) => this.#withButton(notice));
    if (failure !== null) shown.push({ text: failure, severity: 'error' });
    return shown;
  }

  /** Changes a setting. An instant experiment runs at once, any other one waits for its button. */
  choose(name: string, value: unknown): void {
    const field = this.experiment?.fields[name];
    if (!field) return;
    this.#check(name, field, value);
    if (!this.#wrong.has(name)) {
      const chosen = { ...this.settings, [name]: value as Field['start'] };
      this.#chosen = JSON.stringify(chosen) === JSON.stringify(this.run?.settings) ? null : chosen;
      if (this.experiment?.isInstant && this.#chosen) {
        clearTimeout(this.#settling);
        this.#settling = setTimeout(() => this.runNow(), settleMs);
      }
    }
    this.changed();
  }

  runNow(): void {
    if (this.#wrong.size > 0 || !this.run) return;
    this.ask('run', { settings: this.settings });
  }

  /** Writes the settings of the page into the block. */
  write(): void {
    this.ask('write', { settings: this.settings });
  }

  /** Points at something, or no more. */
  point(text: Message | null): void {
    if (this.said === text) return;
    this.said = text;
    this.changed();
  }

  showAsTable(place: number, isTable: boolean): void {
    const others = this.navigation.asTable.filter((other) => other !== place);
    this.navigate({ asTable: isTable ? [...others, place] : others });
  }

  /** Asks the host to do something; a failure is shown. */
  ask<Method extends keyof RoadPageRequests & string>(
    method: Method,
    request: RequestOf<RoadPageRequests, Method>,
  ): void {
    void this.attempt(this.host.request(method, request));
  }

  #check(name: string, field: Field, value: unknown): void {
    if (v.is(schemaOf(field), value)) this.#wrong.delete(name);
    else this.#wrong.set(name, expected(name, field));
  }

  #withButton({ action, ...notice }: RoadNotice): ShownNotice {
    if (action === undefined) return notice;
    const press = () => (action === 'runAgain' ? this.runNow() : this.ask(action, {}));
    return { ...notice, button: { name: action, label: this.strings(`roadPage.action.${action}`), press } };
  }

  #receive(state: RoadPageState): void {
    const { run: before, settings: shown } = this;
    this.state = state;
    if (state.navigation) this.navigation = state.navigation;
    const isOther = before?.name !== state.run?.name;
    if (isOther) {
      this.#wrong.clear();
      this.said = null;
    }
    // The host runs what was chosen here, or something else was run meanwhile.
    const isRunAnew = JSON.stringify(before?.settings) !== JSON.stringify(state.run?.settings);
    if (isOther || (isRunAnew && this.#isTaken(state.run))) this.#chosen = null;
    // The field of a setting that is another one now shows it, and no longer what did not fit.
    for (const name of this.#wrong.keys()) {
      if (JSON.stringify(shown[name]) !== JSON.stringify(this.settings[name])) this.#wrong.delete(name);
    }
    this.changed();
  }

  /** Whether a run has what was chosen; a slider may have moved on since. */
  #isTaken(run: RoadRun | undefined): boolean {
    return JSON.stringify(run?.settings) === JSON.stringify(this.#chosen) || !this.experiment?.isInstant;
  }
}
