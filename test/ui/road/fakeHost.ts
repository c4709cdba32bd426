import type { RoadNavigation, RoadPageRequests, RoadPageState, RoadRun } from '../../../src/protocol/roadPage.ts';
import { noodles } from '../../../src/road/experiments/noodles.ts';
import { type SettingsOf, startOf } from '../../../src/road/field.ts';
import { runNoodles } from '../../../src/road/runs/noodles.ts';
import { FakeHost, install, type ReceiveFrom } from '../parts/fakeHost.ts';
import { gallery } from './gallery.ts';

type NoodleSettings = SettingsOf<typeof noodles.fields>;

/** The host of an experiment's page, over the experiment of chapter 1, which needs no process. */
class FakeRoadHost extends FakeHost<RoadPageState, RoadNavigation> {
  state: RoadPageState = {
    language: 'en',
    follow: true,
    palette: 'theme',
    model: 'fake-bilingual-8m',
    isChanged: false,
    notices: [],
  };

  constructor(receiveFrom: ReceiveFrom) {
    super(receiveFrom);
    const phase = (next: RoadRun['phase']) => () => {
      this.change({ phase: next });
      return null;
    };
    const nothing = () => null;
    this.serve<RoadPageRequests>({
      run: async ({ settings }) => {
        await this.cook(settings as NoodleSettings);
        return null;
      },
      pause: phase('paused'),
      resume: phase('running'),
      cancel: phase('ready'),
      write: () => {
        this.push({ isChanged: false });
        return null;
      },
      showBlock: nothing,
    });
  }

  /** Runs the experiment, and shows what came out. */
  async cook(settings: Partial<NoodleSettings>, claim?: string): Promise<void> {
    const complete = { ...startOf(noodles.fields), ...settings };
    const refuse = async () => Promise.reject(new Error('noodles need nothing'));
    const context = {
      runtime: refuse,
      model: refuse,
      digits: refuse,
      readFile: refuse,
      textFiles: refuse,
      ask: refuse,
    };
    const outcome = await runNoodles(complete, { ...context, compressed: refuse, step: async () => {} });
    this.#show({ settings: complete, claim, phase: 'finished', done: 1, outcome, seconds: 0.02 });
  }

  /** Shows a result with views of every kind. */
  showGallery(run: Partial<RoadRun> = {}): void {
    this.#show({
      settings: startOf(noodles.fields),
      phase: 'finished',
      done: 1,
      outcome: gallery,
      seconds: 12,
      ...run,
    });
  }

  change(run: Partial<RoadRun>): void {
    this.push({ run: { ...this.state.run!, ...run } });
  }

  #show(run: Omit<RoadRun, 'name'>): void {
    this.push({ run: { name: 'noodles', ...run }, document: 'notes.md', notices: [] });
  }
}

declare global {
  interface Window {
    fakeRoad: FakeRoadHost;
  }
}

window.fakeRoad = install((receiveFrom) => new FakeRoadHost(receiveFrom));
