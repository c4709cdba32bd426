import * as vscode from 'vscode';
import { blocksOf, isExperiment } from '../editor/road/roadDocument.ts';
import { toUnderhoodError, type UnderhoodError } from '../errors.ts';
import { sentence } from '../localisation.ts';
import type { ModelChoice } from '../modelProcess/modelChoice.ts';
import { modelName } from '../models/modelName.ts';
import type {
  RoadNavigation,
  RoadNotice,
  RoadPageEvents,
  RoadPageRequests,
  RoadPageState,
} from '../protocol/roadPage.ts';
import { roadPageRequests } from '../protocol/roadValidation.ts';
import type { Handlers } from '../protocol/rpc.ts';
import { checked } from '../protocol/validation.ts';
import { resultKey, withSettings } from '../road/block/writeBlock.ts';
import { type ExperimentName, experimentOf, experiments } from '../road/experiments.ts';
import { type Settings, settingsSchema } from '../road/field.ts';
import { message, roadText } from '../road/message.ts';
import { doing } from './doing.ts';
import { type HeaderHost, headerHandlers, headerState, onHeader } from './header.ts';
import { currentLanguage, say } from './language.ts';
import { oncePerTurn } from './oncePerTurn.ts';
import { type PageFiles, PagePanel } from './pagePanel.ts';
import type { BlockPlace, RoadRuns, Runnable } from './roadRuns.ts';
import type { TakingHost } from './taking.ts';

/** What the page is made with. */
interface RoadHost extends HeaderHost {
  readonly extensionUri: vscode.Uri;
  readonly runs: RoadRuns;
  /** Which model is read by experiments that need one. */
  readonly choice: Pick<ModelChoice, 'folder' | 'onDidChange'>;
  readonly log: vscode.LogOutputChannel;
  readonly taking: TakingHost;
}

/** What brings the page back after the window was reloaded. */
export interface SavedRoad {
  readonly name: string;
  readonly settings: Settings;
  readonly claim?: string;
  readonly place?: BlockPlace;
}

/** The result of a block: the page over what runs, or ran. What runs outlives it. */
export class RoadPage {
  readonly #page: PagePanel<RoadPageRequests, RoadPageEvents>;
  readonly #parts: { dispose(): void }[];
  #failure?: UnderhoodError;
  #navigation?: RoadNavigation;
  /** Tells the page. What changes together is told once. */
  readonly #push = oncePerTurn(() => {
    if (this.#page.isReady) this.#page.push('state', this.state);
  });

  /** @param save told what would bring the page back */
  constructor(
    readonly panel: vscode.WebviewPanel,
    private readonly host: RoadHost,
    private readonly save: (saved: SavedRoad) => void,
  ) {
    const files: PageFiles = { name: 'road', title: say('page.road'), extensionUri: host.extensionUri };
    this.#page = new PagePanel(panel, files, roadPageRequests, this.#handlers(), host.log, {
      host: host.taking,
      kept: () => this.#kept(),
    });
    this.#parts = [
      host.runs.onDidChange(() => this.#changed()),
      host.choice.onDidChange(() => this.#push()),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (document.uri.toString() === host.runs.place?.document) this.#push();
      }),
      onHeader(host, () => {
        this.#name();
        this.#push();
      }),
    ];
    panel.onDidDispose(() => {
      for (const part of this.#parts) part.dispose();
    });
    this.#name();
  }

  get isVisible(): boolean {
    return this.panel.visible;
  }

  /** Whether the page itself has come up and listens. */
  get isReady(): boolean {
    return this.#page.isReady;
  }

  /** What the page is told. */
  get state(): RoadPageState {
    const { current, place } = this.host.runs;
    const block = place && blockIn(place);
    return {
      ...headerState(this.host),
      model: modelName(this.host.choice.folder),
      run: current,
      document: block && vscode.workspace.asRelativePath(block.document.uri, false).split('/').at(-1),
      isChanged:
        !!(current && block) && resultKey(block.name, block.settings) !== resultKey(current.name, current.settings),
      notices: this.#notices(),
    };
  }

  async restore({ name, settings, claim, place }: SavedRoad): Promise<void> {
    const experiment = experimentOf(name);
    if (!experiment) return;
    const complete = checked(settingsSchema(experiment.fields), settings) as Settings;
    this.host.runs.look({ name: name as ExperimentName, settings: complete, claim }, place);
  }

  /** Says on the page what went wrong. */
  fail(error: unknown): void {
    this.#failure = toUnderhoodError(error);
    this.#push();
  }

  /** Writes settings into the block, where it is still there. */
  write(settings: Settings): Promise<void> {
    return write(this.host.runs.place, this.#with(settings));
  }

  #handlers(): Handlers<RoadPageRequests> {
    const { runs } = this.host;
    return {
      ...headerHandlers(this.host, () => ({ page: 'road', column: this.panel.viewColumn })),
      ready: () => ({ ...this.state, navigation: this.#navigation }),
      saveNavigation: (navigation) => {
        this.#navigation = navigation;
        return null;
      },
      run: async ({ settings }) => {
        const runnable = this.#with(settings);
        const { place } = runs;
        this.#failure = undefined;
        // It answers when the run has begun: how it goes is in the state.
        if (await isWorthIt(runnable)) runs.run(runnable, place).catch((error) => this.fail(error));
        return null;
      },
      pause: doing(() => runs.pause()),
      resume: doing(() => runs.resume()),
      cancel: doing(() => runs.cancel()),
      write: ({ settings }) => doing(() => this.write(settings))(),
      showBlock: doing(() => show(runs.place)),
    };
  }

  /** What is shown, with settings that a page sent. */
  #with(settings: Settings): Runnable {
    const { current } = this.host.runs;
    if (!current) throw toUnderhoodError(new Error('no block is shown'));
    const { fields } = experiments[current.name];
    return {
      name: current.name,
      settings: checked(settingsSchema(fields), settings) as Settings,
      claim: current.claim,
    };
  }

  /** What a file holds of the page's state: what came out in the end. */
  #kept(): object | undefined {
    const { model, run } = this.state;
    const navigation = this.#navigation;
    const isOver = run?.phase === 'finished' || run?.phase === 'kept';
    return isOver && run.outcome && navigation
      ? { model, run: { ...run, phase: 'kept', done: 1 }, navigation }
      : undefined;
  }

  #notices(): RoadNotice[] {
    const error = this.#failure ?? this.host.runs.error;
    if (!error) return [];
    const text = sentence(currentLanguage(), error);
    const isModel = /^(model|checkpoint|config|tokenizer)\./.test(error.code) || error.code === 'road.noModel';
    if (error.code === 'cancelled') return [{ text, severity: 'information', action: 'runAgain' }];
    return [{ text, severity: 'error', action: isModel ? 'chooseModel' : 'runAgain' }];
  }

  #changed(): void {
    this.#failure = undefined;
    this.#name();
    const { current, place, isRunning } = this.host.runs;
    if (current && !isRunning)
      this.save({ name: current.name, settings: current.settings, claim: current.claim, place });
    this.#push();
  }

  #name(): void {
    const name = this.host.runs.current?.name;
    this.panel.title = name ? roadText(currentLanguage(), message(`${name}.title`)) : say('page.road');
  }
}

/** The block at a place as its document has it now, where that is open. */
function blockIn({ document: uri, index }: BlockPlace) {
  const document = vscode.workspace.textDocuments.find((open) => open.uri.toString() === uri);
  const placed = document && blocksOf(document)[index];
  return placed && isExperiment(placed.block) ? { document, fence: placed.fence, ...placed.block } : undefined;
}

async function write(place: BlockPlace | undefined, { name, settings }: Runnable): Promise<void> {
  const block = place && blockIn(place);
  if (!block || block.name !== name) return;
  const { document, fence } = block;
  const edit = new vscode.WorkspaceEdit();
  const range = new vscode.Range(
    document.positionAt(fence.bodyStart),
    document.positionAt(fence.bodyStart + fence.body.length),
  );
  edit.replace(document.uri, range, withSettings(fence.body, name, settings));
  await vscode.workspace.applyEdit(edit);
}

async function show(place: BlockPlace | undefined): Promise<void> {
  if (!place) return;
  const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(place.document));
  const line = blocksOf(document)[place.index]?.fence.firstLine ?? 0;
  const selection = new vscode.Range(line, 0, line, 0);
  await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.One, selection });
}

/** Says how long it takes where that is over two minutes, and asks. */
export async function isWorthIt({ name, settings }: Runnable): Promise<boolean> {
  const minutes = experimentOf(name)?.minutes?.(settings) ?? 0;
  if (minutes <= 2) return true;
  const yes = say('road.long.yes');
  const question = say('road.long.ask', { minutes: Math.round(minutes) });
  return (await vscode.window.showInformationMessage(question, { modal: true }, yes)) === yes;
}
