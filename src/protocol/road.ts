import type { Outcome } from '../road/experiment.ts';
import type { ExperimentName } from '../road/experiments.ts';
import type { Settings } from '../road/field.ts';
import type { TrainingProcessOptions } from './training.ts';

/** How the process of the road runs. */
export interface RoadProcessOptions extends TrainingProcessOptions {
  /** The file of handwritten digits. */
  readonly digits: string;
}

/** An experiment to be run. */
export interface RoadTask {
  readonly name: ExperimentName;
  /** Checked, and complete. */
  readonly settings: Settings;
  /** That of the document: where the user's files are looked for; null where it has none. */
  readonly folder: string | null;
  /** Folder of the model that the person has chosen. */
  readonly model: string;
}

/** What is told while an experiment runs, at most eight times a second. */
export interface RoadProgress {
  /** 0 … 1 */
  readonly done: number;
  readonly partial?: Outcome;
}

/** What the extension host asks of the process of the road. */
export interface RoadRequests {
  /** Cancelled by the request's token. One at a time: another one cancels it. */
  run(task: RoadTask): Outcome;
  pause(request: Record<string, never>): null;
  resume(request: Record<string, never>): null;
}

/** What the process of the road asks of the extension host. */
export interface RoadHostRequests {
  /** Puts a question to a language model that the person has in VS Code; null where there is none. */
  ask(request: { readonly question: string }): string | null;
}

export interface RoadEvents {
  progress(progress: RoadProgress): void;
}
