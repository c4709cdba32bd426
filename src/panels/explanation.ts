import { randomUUID } from 'node:crypto';
import { type CancellationToken, CancellationTokenSource, Emitter } from 'vscode-jsonrpc';
import { toUnderhoodError, type UnderhoodError } from '../errors.ts';
import type { ModelProcess } from '../modelProcess/client.ts';
import type { HeaderState, PageState, SourceKind } from '../protocol/page.ts';
import type { KeptEnd } from '../protocol/run.ts';
import { noticesOf, type TextRun } from './notices.ts';

/** A text that is to be explained, and where it came from. */
export interface Source {
  readonly text: string;
  /** Name of its document, for the header. */
  readonly document: string;
  readonly kind: SourceKind;
}

/** What a model is asked to do with a text. */
export interface Asked {
  readonly runId: string;
  readonly text: string;
  readonly kept: KeptEnd;
  /** Of the model. */
  readonly folder: string;
}

/** A selection too long to be run unasked. */
export interface Offer {
  /** How many tokens it takes, where they could be counted. */
  readonly tokens?: { readonly count: number; readonly isExact: boolean };
}

/** What surrounds an explanation and is not its own. */
interface Surroundings extends HeaderState {
  readonly outdated: boolean;
}

/** What a page shows: the last good run, and what has become of the one asked for since. */
export class Explanation<Run extends TextRun> {
  readonly #changed = new Emitter<void>();
  readonly #listener: { dispose(): void };
  /** Whatever the page shows changed. */
  readonly onChange = this.#changed.event;
  #run?: Run;
  #source?: Source;
  #kept: KeptEnd = 'start';
  #error?: UnderhoodError;
  #offer?: Offer;
  #pending?: CancellationTokenSource;

  constructor(
    private readonly process: Pick<ModelProcess, 'status' | 'onStatus'>,
    private readonly perform: (asked: Asked, token: CancellationToken) => Promise<Run>,
    private readonly hasChoice = true,
  ) {
    this.#listener = process.onStatus(() => this.#changed.fire());
  }

  get run(): Run | undefined {
    return this.#run;
  }

  /** The end that is kept where the text is too long: of the last good run. */
  get kept(): KeptEnd {
    return this.#kept;
  }

  /** Runs a text. Resolves to the run, or to nothing where it failed or was dropped: the state says which. */
  async explain(source: Source, kept: KeptEnd, folder: string): Promise<Run | undefined> {
    this.#pending?.dispose();
    const pending = new CancellationTokenSource();
    this.#pending = pending;
    this.#offer = undefined;
    this.#error = undefined;
    this.#changed.fire();
    try {
      const run = await this.perform({ runId: randomUUID(), text: source.text, kept, folder }, pending.token);
      if (this.#pending !== pending) return undefined;
      this.#run = run;
      this.#source = source;
      this.#kept = kept;
      return run;
    } catch (error) {
      if (this.#pending === pending) this.#error = toUnderhoodError(error);
      return undefined;
    } finally {
      if (this.#pending === pending) this.#pending = undefined;
      pending.dispose();
      this.#changed.fire();
    }
  }

  cancel(): void {
    this.#pending?.cancel();
  }

  /** Says what went wrong outside a run; nothing says that all is well again. */
  fail(error: UnderhoodError | undefined): void {
    this.#error = error;
    this.#offer = undefined;
    this.#changed.fire();
  }

  /** Offers to run a selection that is too long to be run unasked; nothing takes the offer back. */
  offer(offer: Offer | undefined): void {
    if (offer === this.#offer) return;
    this.#offer = offer;
    this.#changed.fire();
  }

  state({ outdated, ...header }: Surroundings): PageState<Run, never> {
    const error = this.process.status.error ?? this.#error;
    return {
      ...header,
      activity: this.#activity(),
      run: this.#run,
      source: this.#source && { document: this.#source.document, kind: this.#source.kind },
      outdated,
      notices: noticesOf(header.language, { error, offer: this.#offer, run: this.#run, hasChoice: this.hasChoice }),
    };
  }

  dispose(): void {
    this.#pending?.cancel();
    this.#listener.dispose();
    this.#changed.dispose();
  }

  #activity(): PageState<Run, never>['activity'] {
    const { activity } = this.process.status;
    if (activity === 'stopped') return 'stopped';
    if (this.#pending) return activity === 'running' ? 'running' : 'loading';
    return this.#run ? 'ready' : 'idle';
  }
}
