import type { Verdict } from '../analysis/verdict.ts';
import type { Runtime } from '../engine/runtime.ts';
import type { DigitSet } from './digits/digits.ts';
import type { Fields, SettingsOf } from './field.ts';
import type { Message } from './message.ts';
import type { OpenModel } from './openModel.ts';
import type { View } from './view.ts';

/**
 * What an experiment is, without what it computes: small enough for whoever only checks, completes or shows a block. Its
 * texts in media/l10n/road.json: `NAME.title`, and for every field `NAME.FIELD`, its name on the page; `NAME.FIELD.help`
 * where there is more to say; for a choice `NAME.FIELD.OPTION`.
 */
export interface Experiment<Table extends Fields = Fields> {
  /** As a block writes it. */
  readonly name: string;
  readonly fields: Table;
  /** What a machine learns from, what it is to do, and how that is measured (Mitchell 1997). */
  learner?(settings: SettingsOf<Table>): Learner;
  /** Fast enough, under 50 ms, to be run again at every move of a control. */
  readonly isInstant?: true;
  /** Whether it reads the model that the person has chosen: then nothing runs where there is none. Absent: never. */
  needsModel?(settings: SettingsOf<Table>): boolean;
  /** Said before it runs, where it takes over two minutes on two cores. */
  minutes?(settings: SettingsOf<Table>): number;
}

interface Learner {
  readonly experience: Message;
  readonly task: Message;
  readonly measure: Message;
}

/** Keeps the types of the fields. */
export function experiment<const Table extends Fields>(declared: Experiment<Table>): Experiment<Table> {
  return declared;
}

/** What an experiment computes. Everything random comes from its seed. */
export type Run<Declared> =
  Declared extends Experiment<infer Table>
    ? (settings: SettingsOf<Table>, context: ExperimentContext) => Promise<Outcome>
    : never;

/** What a run may ask for. */
export interface ExperimentContext {
  /** What runs graphs. */
  runtime(): Promise<Runtime>;
  /** The model that the person has chosen. Throws UnderhoodError where there is none. */
  model(): Promise<OpenModel>;
  /** The handwritten digits that come with the extension. */
  digits(): Promise<DigitSet>;
  /** A file of the user's; a relative path begins at the document. Throws UnderhoodError where it cannot be read. */
  readFile(path: string): Promise<Uint8Array>;
  /** What other programs make of the same bytes: xz where it is there, otherwise what Node brings. */
  compressed(bytes: Uint8Array): Promise<readonly { readonly name: string; readonly bytes: number }[]>;
  /** The text files that globs find, as training reads them, with paths relative to the document. */
  textFiles(globs: readonly string[]): Promise<readonly { readonly path: string; readonly text: string }[]>;
  /** Asks a language model that the person has in VS Code; undefined where there is none. Its answers do not repeat. */
  ask(question: string): Promise<string | undefined>;
  /**
   * To be awaited often, at least every 100 ms: it waits while the person pauses, throws where they cancel, and shows what
   * there is so far.
   * @param done 0 … 1
   */
  step(done: number, partial?: Outcome): Promise<void>;
}

/** What came out. Plain data: it is kept as JSON. */
export interface Outcome {
  /** The one line that stays under the block, with its number. */
  readonly headline: Message;
  readonly verdicts?: readonly JudgedClaim[];
  readonly views: readonly View[];
}

/** What was said, whether it holds, and the number that decides. */
export interface JudgedClaim {
  readonly claim: Message;
  readonly verdict: Verdict;
  readonly reason: Message;
}
