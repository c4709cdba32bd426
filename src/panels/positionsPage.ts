import type * as vscode from 'vscode';
import type { ModelRequests } from '../protocol/model.ts';
import type { PlacedSummary } from '../protocol/positions.ts';
import type {
  KeptRace,
  PositionSlices,
  PositionsNavigation,
  PositionsRequests,
  PositionsState,
} from '../protocol/positionsPage.ts';
import { positionsRequests } from '../protocol/positionsValidation.ts';
import type { RaceState } from '../protocol/race.ts';
import type { AnswerOf, Handlers } from '../protocol/rpc.ts';
import { say } from './language.ts';
import type { Races } from './races.ts';
import { restingPhaseOf, takenRunOf } from './taking.ts';
import { type Host, type PageKind, type Saved, TextPage } from './textPage.ts';

/** What the page is made with. */
interface PositionsHost extends Host {
  readonly races: Races;
  /** Explains with the model in a folder; `text` where no editor shows any. */
  explain(folder: string, text: string, column?: vscode.ViewColumn): Promise<void>;
}

const kind: PageKind<PlacedSummary, PositionsRequests> = {
  name: 'positions',
  title: 'page.positions',
  schemas: positionsRequests,
  hasChoice: false,
  needsRun: false,
  perform: ({ process }, asked, token) => process.place(asked, token),
};

/** How order enters a model: the schemes, and what positions do to a text in the loaded model. */
export class PositionsPage extends TextPage<PlacedSummary, PositionsNavigation, PositionsState, PositionsRequests> {
  readonly #races: Races;
  readonly #explain: PositionsHost['explain'];
  readonly #listening: { dispose(): void };
  #kept: readonly KeptRace[] = [];
  /** What of the race that is shown decides what the list says. */
  #listed = '';

  constructor(panel: vscode.WebviewPanel, host: PositionsHost, save: (saved: Saved<PositionsNavigation>) => void) {
    super(panel, host, kind, save);
    this.#races = host.races;
    this.#explain = host.explain;
    this.#listening = this.#races.onDidChange(() => this.#raceChanged());
    void this.#listRaces();
  }

  get state(): PositionsState {
    return { ...this.commonState, race: this.#races.current, races: this.#kept };
  }

  protected override get takenRun() {
    return takenRunOf(this.explanation.run);
  }

  protected override get takenState(): object {
    const race = this.#races.current;
    return { ...(race && { race: restingRace(race) }), races: this.#kept };
  }

  protected handlers(): Handlers<PositionsRequests> {
    const { process } = this.host;
    const ask =
      <Method extends keyof PositionSlices>(method: Method) =>
      (request: Parameters<PositionSlices[Method]>[0], token: vscode.CancellationToken) =>
        process.request(method, request, token) as Promise<AnswerOf<ModelRequests, Method>>;
    const racing =
      <Request>(act: (races: Races, request: Request) => Promise<void>) =>
      async (request: Request) => {
        await act(this.#races, request);
        return null;
      };
    return {
      ...this.commonHandlers(),
      runAgain: () => this.begun(this.runAgain()),
      positionTable: ask('positionTable'),
      tableGeometry: ask('tableGeometry'),
      tableSimilarity: ask('tableSimilarity'),
      falloff: ask('falloff'),
      displace: ask('displace'),
      displacedHead: ask('displacedHead'),
      compareOrders: ask('compareOrders'),
      startRace: racing((races, settings) => races.start(settings)),
      showRace: racing((races, settings) => races.show(settings)),
      pauseRace: racing((races) => races.pause()),
      resumeRace: racing((races) => races.resume()),
      stopRace: racing((races) => races.stop()),
      explainContestant: racing((races, { scheme }) =>
        this.#explain(races.folderOf(scheme), this.state.run?.text ?? say('positions.example'), this.panel.viewColumn),
      ),
    };
  }

  /** The text that comes with the page. */
  protected override async runUnasked(): Promise<void> {
    const example = { text: say('positions.example'), document: '', kind: 'example' } as const;
    await this.explanation.explain(example, 'start', this.host.choice.folder);
  }

  protected override dispose(): void {
    this.#listening.dispose();
    super.dispose();
  }

  #raceChanged(): void {
    const { name, phase, contestants = [] } = this.#races.current ?? {};
    const listed = `${name} ${phase === 'idle'} ${contestants.filter(({ byPosition }) => byPosition).length}`;
    // A race that begins is one more; a contestant that is through has a result.
    if (listed !== this.#listed) void this.#listRaces();
    this.#listed = listed;
    this.push();
  }

  async #listRaces(): Promise<void> {
    try {
      this.#kept = await this.#races.kept();
      this.push();
    } catch (error) {
      this.fail(error);
    }
  }
}

/** A race as a file holds it, in which nothing goes on. */
function restingRace({ secondsLeft: _, ...race }: RaceState): RaceState {
  const contestants = race.contestants.map((one) => ({ ...one, phase: restingPhaseOf(one.phase) }));
  return { ...race, phase: restingPhaseOf(race.phase), contestants };
}
