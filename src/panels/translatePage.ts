import type * as vscode from 'vscode';
import type { SelectedText } from '../editor/editorSelection.ts';
import type { SystemChoice } from '../modelProcess/systemChoice.ts';
import { modelName } from '../models/modelName.ts';
import type { ModelRequests } from '../protocol/model.ts';
import type { AnswerOf, Handlers } from '../protocol/rpc.ts';
import type { KeptEnd } from '../protocol/run.ts';
import {
  type OfferedSystem,
  type TranslateNavigation,
  type TranslateRequests,
  type TranslateState,
  type TranslateView,
  type TranslationSlices,
  translateStart,
} from '../protocol/translatePage.ts';
import { translateRequests } from '../protocol/translateValidation.ts';
import type { BeamCount, MeasuredQuality, SystemKind, TranslationRun } from '../protocol/translation.ts';
import { readQuality } from '../translation/quality/readQuality.node.ts';
import { say } from './language.ts';
import type { SpeedMeasurement } from './speedMeasurement.ts';
import type { TakenRun } from './taking.ts';
import { type Host, type PageKind, type Saved, TextPage } from './textPage.ts';
import { failuresOf, translateNotices } from './translateNotices.ts';

/** What the page is made with. */
interface TranslateHost extends Host {
  readonly systems: SystemChoice;
  readonly speeds: SpeedMeasurement;
  /** Asks the person for the folder of a system; undefined where they change their mind. */
  askForSystem(): Promise<string | undefined>;
}

const pageKind = ({ systems }: TranslateHost): PageKind<TranslationRun, TranslateRequests> => ({
  name: 'translate',
  title: 'page.translate',
  schemas: translateRequests,
  hasChoice: false,
  needsRun: false,
  perform: ({ process }, { runId, text }, token) =>
    process.translate({ runId, text, folders: systems.chosen, beams: systems.beams }, token),
});

/** What the bundled systems are, in their order. */
const bundledKinds: readonly SystemKind[] = ['sequenceToSequence', 'additive', 'transformer'];

/** Where most of a system is to be seen. */
const viewOf: Readonly<Record<SystemKind, TranslateView>> = {
  rnn: 'memory',
  sequenceToSequence: 'memory',
  additive: 'sideBySide',
  transformer: 'kinds',
};

/** A text given to several translators: what each wrote, and how it went about it. */
export class TranslatePage extends TextPage<TranslationRun, TranslateNavigation, TranslateState, TranslateRequests> {
  readonly #systems: SystemChoice;
  readonly #speeds: SpeedMeasurement;
  readonly #askForSystem: TranslateHost['askForSystem'];
  readonly #listening: { dispose(): void };
  /** By folder. */
  readonly #kinds = new Map<string, SystemKind>();
  readonly #qualities = new Map<string, MeasuredQuality | undefined>();
  /** What is translated where it stands in no document. */
  #typed?: string;

  constructor(panel: vscode.WebviewPanel, host: TranslateHost, save: (saved: Saved<TranslateNavigation>) => void) {
    super(panel, host, pageKind(host), save);
    this.#systems = host.systems;
    this.#speeds = host.speeds;
    this.#askForSystem = host.askForSystem;
    this.#listening = this.#speeds.onDidChange(() => this.push());
    host.systems.bundled.forEach((folder, i) => void this.#kinds.set(folder, bundledKinds[i]));
    void this.#readQualities();
  }

  get state(): TranslateState {
    const common = this.commonState;
    const { run, notices, language } = common;
    return {
      ...common,
      notices: run ? [...notices, ...translateNotices(language, run)] : notices,
      systems: this.#offered,
      beams: this.#systems.beams,
      failures: failuresOf(language, run),
      speeds: this.#speeds.speeds,
    };
  }

  protected override get takenState(): object {
    const { systems, beams, speeds } = this.state;
    if (speeds?.phase !== 'measuring') return { systems, beams, ...(speeds && { speeds }) };
    return { systems, beams, speeds: { ...speeds, phase: 'cancelled' } };
  }

  protected override get takenRun(): TakenRun | undefined {
    const { run } = this.explanation;
    return run && { runId: run.runId, models: run.systems.filter(({ error }) => !error) };
  }

  /** Translates a text of a document. */
  override explain(selected: SelectedText, kept?: KeptEnd): Promise<TranslationRun | undefined> {
    this.#typed = undefined;
    return super.explain(selected, kept);
  }

  override async runAgain(kept?: KeptEnd): Promise<void> {
    if (this.#typed !== undefined) await this.runUnasked();
    else await super.runAgain(kept);
  }

  /** Puts a system on the list, and translates with it. */
  async addSystem(folder: string): Promise<void> {
    await this.#systems.add(folder);
    await this.#chosen();
  }

  /** Translates a text with these systems and no others, and goes on with them. */
  async translateWith(folders: readonly string[], beams: BeamCount, selected: SelectedText): Promise<void> {
    for (const folder of folders) await this.#systems.add(folder);
    await this.#systems.choose(folders);
    await this.#systems.setBeams(beams);
    await Promise.all([this.#readQualities(), this.explain(selected)]);
  }

  /**
   * Puts a system on the list, and shows how it goes about a text.
   * @param text absent: the one that is shown, or else the example
   */
  async look(folder: string, text?: string): Promise<void> {
    if (text !== undefined) this.#typed = text;
    await this.addSystem(folder);
    const view = viewOf[this.#kindOf(folder) ?? 'sequenceToSequence'];
    this.goTo({ ...(this.navigation ?? translateStart), view, system: folder, head: null });
  }

  protected handlers(): Handlers<TranslateRequests> {
    const { process } = this.host;
    const ask =
      <Method extends keyof TranslationSlices>(method: Method) =>
      (request: Parameters<TranslationSlices[Method]>[0], token: vscode.CancellationToken) =>
        process.request(method, request, token) as Promise<AnswerOf<ModelRequests, Method>>;
    const add = async () => {
      const folder = await this.#askForSystem();
      return folder === undefined ? null : this.begun(this.addSystem(folder));
    };
    const common = this.commonHandlers();
    return {
      ...common,
      // A text that was typed stands in no document; an older run may still be marked in one.
      hoverToken: (request, token) => (this.#typed === undefined ? common.hoverToken(request, token) : null),
      runAgain: () => this.begun(this.runAgain()),
      kindThumbnails: ask('kindThumbnails'),
      kindHead: ask('kindHead'),
      recurrence: ask('recurrence'),
      chooseSystems: async ({ folders }) => {
        await this.#systems.choose(folders);
        return this.begun(this.#chosen());
      },
      addSystem: add,
      chooseModel: add,
      removeSystem: async ({ folder }) => {
        await this.#systems.remove(folder);
        return this.begun(this.#chosen());
      },
      setBeams: async ({ beams }) => {
        await this.#systems.setBeams(beams);
        return this.begun(this.#chosen());
      },
      translateText: ({ text }) => {
        this.#typed = text;
        return this.begun(this.runUnasked());
      },
      measureSpeeds: () => this.begun(this.#speeds.start()),
      cancelSpeeds: () => this.begun(this.#speeds.cancel()),
    };
  }

  /** A text that was typed on the page, or else the essay's example. */
  protected override async runUnasked(): Promise<void> {
    const text = this.#typed ?? say('translate.example');
    this.link.hover(null);
    await this.explanation.explain({ text, document: '', kind: 'example' }, 'start', '');
  }

  protected override dispose(): void {
    this.#listening.dispose();
    this.#speeds.cancel();
    super.dispose();
  }

  get #offered(): OfferedSystem[] {
    const { offered, bundled, chosen } = this.#systems;
    return offered.map((folder) => ({
      folder,
      name: modelName(folder),
      bundled: bundled.includes(folder),
      kind: this.#kindOf(folder),
      isChosen: chosen.includes(folder),
      quality: this.#qualities.get(folder),
    }));
  }

  /** Known of the bundled ones, and of those that ran. */
  #kindOf(folder: string): SystemKind | undefined {
    const ran = this.explanation.run?.systems.find((system) => system.folder === folder)?.summary?.kind;
    if (ran) this.#kinds.set(folder, ran);
    return ran ?? this.#kinds.get(folder);
  }

  /** Other systems, or another search: the same text again. */
  async #chosen(): Promise<void> {
    this.push();
    await Promise.all([this.#readQualities(), this.runAgain()]);
  }

  async #readQualities(): Promise<void> {
    const unread = this.#systems.offered.filter((folder) => !this.#qualities.has(folder));
    for (const folder of unread) this.#qualities.set(folder, await readQuality(folder));
    if (unread.length > 0) this.push();
  }
}
