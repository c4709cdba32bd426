import type { PageEvents, PageRequests, PageState } from './page.ts';
import type { TrainingSpeed } from './training.ts';
import type {
  AttentionKind,
  BeamCount,
  MeasuredQuality,
  SystemKind,
  TranslationRequests,
  TranslationRun,
} from './translation.ts';

/** The tabs: side by side, decoding step by step, three kinds of attention, memory, forgetting measured, in parallel. */
export const translateViews = ['sideBySide', 'steps', 'kinds', 'memory', 'forgetting', 'parallel'] as const;
export type TranslateView = (typeof translateViews)[number];

/** Where the page is: what it saves, and gets back after being hidden or reloaded. */
export interface TranslateNavigation {
  readonly view: TranslateView;
  /** Pinned tokens of the source and of the target, of the system in front. */
  readonly source: number | null;
  readonly target: number | null;
  /** Folder of the system in front, in the views that show one: null: the first that can be shown. */
  readonly system: string | null;
  /** How many tokens are written, in the step by step view; null: none was chosen, it begins with the first. */
  readonly step: number | null;
  /** The beam in front there, from 0. */
  readonly beam: number;
  readonly kind: AttentionKind;
  /** The head shown large; null: none was chosen. */
  readonly head: { readonly layer: number; readonly head: number } | null;
  readonly measure: 'chrf' | 'exact';
}

/** Where a new page begins. */
export const translateStart: TranslateNavigation = {
  view: 'sideBySide',
  source: null,
  target: null,
  system: null,
  step: null,
  beam: 0,
  kind: 'cross',
  head: null,
  measure: 'chrf',
};

/** A system that can be chosen. */
export interface OfferedSystem {
  readonly folder: string;
  readonly name: string;
  /** One of the three that come with Underhood. */
  readonly bundled: boolean;
  /** Known of the bundled ones, and of those that ran. */
  readonly kind?: SystemKind;
  readonly isChosen: boolean;
  /** Absent where its folder holds no measurement. */
  readonly quality?: MeasuredQuality;
}

/** Tokens a second in training, measured on this machine. */
export interface TrainingSpeeds {
  readonly phase: 'measuring' | 'measured' | 'cancelled' | 'failed';
  /** One for each length that is through, from short to long; all steps are of the same number of tokens. */
  readonly lengths: readonly TrainingSpeed[];
  /** How many lengths there will be. */
  readonly total: number;
  /** Why it failed, as a sentence. */
  readonly error?: string;
}

export type TranslateState = PageState<TranslationRun, TranslateNavigation> & {
  /** The bundled ones first, from the simplest to the transformer; then folders that were added. */
  readonly systems: readonly OfferedSystem[];
  /** What is set; the run says what it was made with. */
  readonly beams: BeamCount;
  /** Sentences by the index of the system in the run: why it did not translate. */
  readonly failures: Readonly<Record<number, string>>;
  /** Absent: nobody asked for it yet. */
  readonly speeds?: TrainingSpeeds;
};
export type TranslateEvents = PageEvents<TranslateState>;

/** What the page asks about the run that it shows; answered by the model process. */
export type TranslationSlices = Omit<TranslationRequests, 'translate'>;

export interface TranslateRequests extends PageRequests<TranslateState, TranslateNavigation>, TranslationSlices {
  runAgain(request: Record<string, never>): null;
  /** Chooses which systems translate, at least one, by their folders; runs again. */
  chooseSystems(request: { readonly folders: readonly string[] }): null;
  /** Asks for any folder, by a quick pick; adds it to the systems, chosen, and runs again. */
  addSystem(request: Record<string, never>): null;
  /** Takes an added folder off the list. */
  removeSystem(request: { readonly folder: string }): null;
  /** Greedy or a beam search; runs again. */
  setBeams(request: { readonly beams: BeamCount }): null;
  /** Translates a text that is in no document: what the page's own examples are. At most 1,000 characters. */
  translateText(request: { readonly text: string }): null;
  /** Measures training on this machine: some seconds. Every length is pushed with the state. */
  measureSpeeds(request: Record<string, never>): null;
  /** Stops measuring. */
  cancelSpeeds(request: Record<string, never>): null;
}
