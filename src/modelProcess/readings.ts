import { checkSampling } from '../analysis/samplingSettings.ts';
import { UnderhoodError } from '../errors.ts';
import { type DrawnToken, generate } from '../models/decoding/generation.ts';
import type { TextReader, TokenReadings } from '../models/decoding/textReader.ts';
import type { LoadedModel } from '../models/loaded/loadedModel.ts';
import type { ModelEvents, ModelRequests } from '../protocol/model.ts';
import type { GeneratedToken, ReadingSummary, VocabularyEntry } from '../protocol/reading.ts';
import type { Handlers, RequestOf } from '../protocol/rpc.ts';
import type { RuntimeSummary } from '../protocol/run.ts';
import type { Tokenizer } from '../tokenizer/tokenizer.ts';
import type { CapturedRun } from './captures.ts';
import { summaryOf } from './tokenSummary.ts';
import { entryOf } from './vocabularyEntry.ts';

/** Tokens of the longest text that is read: 200,000 characters of Chinese, three tokens each. */
const mostTokens = 600_000;
/** Readings that can be asked about. */
const mostReadings = 3;

/** Model, and what it runs on. */
export interface OpenedModel {
  readonly model: LoadedModel;
  readonly runtime: RuntimeSummary;
}

/** A reading that can be asked about. */
interface KeptReading {
  readonly runId: string;
  readonly ids: readonly number[];
  readonly text: string;
  readonly owner: LoadedModel;
}

type ReadingRequests = Pick<ModelRequests, 'read' | 'nextToken' | 'vocabulary' | 'generate'>;
/** Tells the other end. */
export type Push = <Event extends keyof ModelEvents>(event: Event, payload: RequestOf<ModelEvents, Event>) => void;
type Cancellation = { readonly isCancellationRequested: boolean };

/** Reads texts and writes on, with the model that is open. */
export class Readings implements Handlers<ReadingRequests> {
  #kept: KeptReading[] = [];
  /** The page and the editor read different texts: each has a memory of its own. */
  readonly #readers = new Map<string, { readonly owner: LoadedModel; readonly reader: TextReader }>();
  /** Whoever uses a reader has it alone. */
  readonly #turns = new Map<string, Promise<unknown>>();

  /**
   * @param current the open model; throws where there is none
   * @param push tells how far a reading is, and each token that is written
   */
  constructor(
    private readonly current: () => OpenedModel,
    private readonly push: Push,
  ) {}

  readonly read: Handlers<ReadingRequests>['read'] = ({ runId, text, extent }, cancellation) => {
    const { model, runtime } = this.current();
    return this.#using(model, extent, async (reader) => {
      const began = performance.now();
      const { contextLength } = model.summary;
      const part = model.tokenizer.encodePart(text, extent === 'window' ? contextLength : mostTokens, 'end');
      const tokenized = performance.now();
      const ids = part.tokens.map(({ id }) => id);
      const readings = await reader.read(ids, async (done, total) => {
        this.push('reading', { runId, done, total });
        await this.#breathe(model, cancellation);
      });
      this.#kept = [
        ...this.#kept.filter((kept) => kept.runId !== runId),
        { runId, ids, text: text.slice(part.start, part.end), owner: model },
      ];
      this.#kept = this.#kept.slice(-mostReadings);
      const { start, end, totalTokens, totalIsExact } = part;
      const isCut = start > 0 || end < text.length;
      const startToken = model.specialTokens.start;
      return {
        runId,
        model: model.summary,
        runtime,
        text: text.slice(start, end),
        tokens: part.tokens.map((token) => summaryOf(token, start, end)),
        cut: isCut ? { kept: 'end', totalTokens, totalIsExact, start, end } : undefined,
        startToken: startToken === undefined ? undefined : entryOf(model.tokenizer, startToken),
        ...readings,
        vocabulary: vocabularyOf(model.tokenizer, readings),
        windows: reader.windows(ids.length),
        milliseconds: { tokenize: tokenized - began, compile: 0, run: performance.now() - tokenized },
      } satisfies ReadingSummary;
    });
  };

  readonly nextToken: Handlers<ReadingRequests>['nextToken'] = ({ runId, position }) => {
    const { ids, owner } = this.#find(runId);
    if (position > ids.length) throw new UnderhoodError('page.badRequest', { detail: `position: ${position}` });
    return this.#using(owner, 'window', async (reader) => {
      const { logits, given } = await reader.after(contextOf(owner, ids.slice(0, position)));
      return { runId, position, given: position === 0 ? 0 : given, logits };
    });
  };

  readonly vocabulary: Handlers<ReadingRequests>['vocabulary'] = ({ runId, ids }) => {
    const { tokenizer, summary } = this.#find(runId).owner;
    const foreign = ids.find((id) => id >= summary.vocabularySize);
    if (foreign !== undefined) throw new UnderhoodError('page.badRequest', { detail: `ids: ${foreign}` });
    return ids.map((id) => entryOf(tokenizer, id));
  };

  readonly generate: Handlers<ReadingRequests>['generate'] = (request, cancellation) => {
    const { ids, owner } = this.#find(request.runId);
    const { path, sampling, count, generationId } = request;
    checkSampling(sampling, owner.summary.vocabularySize);
    return this.#using(owner, 'window', async (reader) => {
      const generation = { context: contextOf(owner, ids), path, sampling, count, endTokens: owner.specialTokens.ends };
      const end = await generate(reader, generation, async (token) => {
        this.push('generated', { generationId, token: generatedToken(owner.tokenizer, token) });
        await this.#breathe(owner, cancellation);
      });
      return { end };
    });
  };

  /** A reading, as far as doing it once more needs to know it. */
  captured(runId: string): CapturedRun | undefined {
    const found = this.#kept.find((kept) => kept.runId === runId);
    return found && { kind: 'read', ...found };
  }

  /** Lets go of a model that is no longer open: resolves once nobody reads with it. */
  async leave(owner: LoadedModel): Promise<void> {
    await Promise.all(this.#turns.values());
    for (const [name, known] of this.#readers) if (known.owner === owner) this.#readers.delete(name);
  }

  /** Does something with a reader of the model's, alone. */
  #using<T>(owner: LoadedModel, name: string, work: (reader: TextReader) => Promise<T>): Promise<T> {
    const before = this.#turns.get(name) ?? Promise.resolve();
    const turn = before.then(async () => {
      this.#check(owner);
      const known = this.#readers.get(name);
      const reader = known?.owner === owner ? known.reader : await owner.reader();
      this.#readers.set(name, { owner, reader });
      return work(reader);
    });
    this.#turns.set(
      name,
      turn.catch(() => {}),
    );
    return turn;
  }

  /** Lets other requests in, among them the one that cancels this. */
  async #breathe(owner: LoadedModel, cancellation: Cancellation): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    if (cancellation.isCancellationRequested) throw new UnderhoodError('cancelled');
    this.#check(owner);
  }

  #check(owner: LoadedModel): void {
    if (this.current().model !== owner) throw new UnderhoodError('model.noLongerOpen');
  }

  #find(runId: string): KeptReading {
    const found = this.#kept.find((kept) => kept.runId === runId);
    if (!found) throw new UnderhoodError('process.runForgotten');
    return found;
  }
}

/** What the model is given: the start token where there is nothing else. Throws UnderhoodError where it has none. */
function contextOf({ specialTokens, summary }: LoadedModel, ids: readonly number[]): readonly number[] {
  if (ids.length > 0) return ids;
  if (specialTokens.start === undefined) throw new UnderhoodError('model.noStartToken', { model: summary.name });
  return [specialTokens.start];
}

function vocabularyOf(tokenizer: Tokenizer, { alternatives }: TokenReadings): VocabularyEntry[] {
  return [...new Set(alternatives.ids)].map((id) => entryOf(tokenizer, id));
}

function generatedToken(tokenizer: Tokenizer, { alternatives, ...token }: DrawnToken): GeneratedToken {
  return {
    ...token,
    ...entryOf(tokenizer, token.id),
    alternatives: alternatives.map((alternative) => ({ ...alternative, ...entryOf(tokenizer, alternative.id) })),
  };
}
