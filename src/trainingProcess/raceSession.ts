import type { Runtime } from '../engine/runtime.ts';
import { UnderhoodError } from '../errors.ts';
import type { RaceRequests, RaceState } from '../protocol/race.ts';
import type { Handlers } from '../protocol/rpc.ts';
import { Race } from '../training/race/race.node.ts';

/** What the process of one race does: answers RaceRequests. */
export class RaceSession implements Handlers<RaceRequests> {
  #race?: Promise<Race>;

  /**
   * @param chooseRuntime with a number of threads; 0: as the settings say
   * @param push tells the other end what happens while nothing is asked
   */
  constructor(
    private readonly chooseRuntime: (threads: number) => Promise<Runtime>,
    private readonly push: (state: RaceState) => void,
  ) {}

  readonly openRace: Handlers<RaceRequests>['openRace'] = async ({ folder, settings }) => {
    this.#race ??= Race.open(folder, settings, this.chooseRuntime, this.push);
    try {
      return (await this.#race).state;
    } catch (error) {
      this.#race = undefined; // The file may be mended.
      throw error;
    }
  };

  readonly startRace: Handlers<RaceRequests>['startRace'] = () => this.#do((race) => race.start());
  readonly pauseRace: Handlers<RaceRequests>['pauseRace'] = () => this.#do((race) => race.pause());
  readonly resumeRace: Handlers<RaceRequests>['resumeRace'] = () => this.#do((race) => race.resume());
  readonly stopRace: Handlers<RaceRequests>['stopRace'] = () => this.#do((race) => race.stop());

  /** Ends the race after the step under way. Resolves when nothing is under way any more. */
  async leave(): Promise<void> {
    const race = await this.#race?.catch(() => undefined);
    await race?.stop();
  }

  async #do(work: (race: Race) => void | Promise<void>): Promise<null> {
    if (!this.#race) throw new UnderhoodError('race.none');
    await work(await this.#race);
    return null;
  }
}
