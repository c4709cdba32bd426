import { reduceRectangle, thumbnailSides } from '../analysis/thumbnails.ts';
import { toUnderhoodError, UnderhoodError } from '../errors.ts';
import { modelName } from '../models/modelName.ts';
import type { Handlers, RequestOf } from '../protocol/rpc.ts';
import type { RuntimeSummary } from '../protocol/run.ts';
import type {
  AttentionKind,
  KindAddress,
  SystemRun,
  TranslationRequests,
  TranslationRun,
} from '../protocol/translation.ts';
import type { LoadedSystem } from '../translation/loadedSystem.ts';
import { whyNone } from '../translation/whyNone.ts';
import type { CapturedTranslation } from './capturedTranslation.ts';
import { summaryOf } from './tokenSummary.ts';
import { activationsOf, layersOf, type Patterns, patternsOf } from './translationPatterns.ts';
import { writtenOf } from './written.ts';

/** Models that are kept open, but for those that the runs which can be asked about need. */
const mostOpen = 6;
const mostRuns = 2;

/** A system, and what it runs on. */
interface OpenedSystem {
  readonly system: LoadedSystem;
  readonly runtime: RuntimeSummary;
}

/** What one system made of a source, to be asked about. */
interface KeptSystem {
  readonly run: SystemRun;
  readonly system?: LoadedSystem;
  readonly patterns: Map<AttentionKind, Promise<Patterns>>;
}

interface KeptTranslation {
  readonly runId: string;
  readonly text: string;
  readonly systems: readonly KeptSystem[];
}

type Cancellation = { readonly isCancellationRequested: boolean };
type Asked = RequestOf<TranslationRequests, 'translate'>;

/** Gives sources to translators, several at a time, and answers what is asked about what came of it. */
export class Translations implements Handlers<TranslationRequests> {
  /** By folder, the one that was used last at the end. */
  readonly #open = new Map<string, OpenedSystem>();
  #kept: KeptTranslation[] = [];
  /** One thing after the other: a system must not be closed while it works. */
  #queue: Promise<unknown> = Promise.resolve();

  constructor(private readonly load: (folder: string) => Promise<OpenedSystem>) {}

  readonly translate: Handlers<TranslationRequests>['translate'] = (request, cancellation) =>
    this.#inTurn(cancellation, async () => {
      const { runId, text, folders, beams } = request;
      if (text.trim() === '') throw new UnderhoodError('translate.blank');
      const kept: KeptSystem[] = [];
      let runtime: RuntimeSummary | undefined;
      for (const folder of folders) {
        const found = await this.#give(request, folder, () => breathe(cancellation));
        runtime ??= found.runtime;
        kept.push(found);
      }
      const systems = kept.map(({ run }) => run);
      const [first] = systems.filter(({ error }) => !error);
      if (!first || !runtime) throw whyNone(text, systems);
      this.#kept = [...this.#kept.filter((other) => other.runId !== runId), { runId, text, systems: kept }].slice(
        -mostRuns,
      );
      await this.#closeOld();
      return { runId, text, tokens: first.source, beams, runtime, systems } satisfies TranslationRun;
    });

  readonly kindThumbnails: Handlers<TranslationRequests>['kindThumbnails'] = (address, cancellation) =>
    this.#inTurn(cancellation, async () => {
      const { layers, heads, rows, columns } = await this.#patternsOf(address);
      const sides = thumbnailSides(rows, columns, layers.length * heads);
      const [height, width] = sides;
      const data = new Uint8Array(layers.length * heads * height * width);
      layers.forEach((pattern, layer) => {
        for (let head = 0; head < heads; head++) {
          const own = pattern.subarray(head * rows * columns, (head + 1) * rows * columns);
          data.set(reduceRectangle(own, [rows, columns], sides), (layer * heads + head) * height * width);
        }
      });
      return { ...address, layers: layers.length, heads, height, width, rows, columns, data };
    });

  readonly kindHead: Handlers<TranslationRequests>['kindHead'] = ({ layer, head, ...address }, cancellation) =>
    this.#inTurn(cancellation, async () => {
      const { layers, heads, rows, columns } = await this.#patternsOf(address);
      if (layer >= layers.length || head >= heads)
        throw new UnderhoodError('page.badRequest', { detail: `${layer}.${head}` });
      const data = layers[layer].slice(head * rows * columns, (head + 1) * rows * columns);
      return { ...address, layer, head, rows, columns, data };
    });

  readonly recurrence: Handlers<TranslationRequests>['recurrence'] = ({ runId, system: index }, cancellation) =>
    this.#inTurn(cancellation, async () => {
      const { run, system } = this.#find(runId, index);
      if (!system?.memory || run.summary?.hiddenSize === undefined)
        throw new UnderhoodError('page.badRequest', { detail: `system: ${index}` });
      const ids = run.source.map(({ id }) => id);
      const { states, norms } = await system.memory(ids);
      const written =
        system.translator && run.written
          ? await activationsOf(system.translator, run, ['hook_state']).then(([found]) => found)
          : undefined;
      return { runId, system: index, hiddenSize: run.summary.hiddenSize, states, memory: norms, written };
    });

  /** A translation, to be done again by the systems that did it; undefined where there is none of that name. */
  captured(runId: string): CapturedTranslation | undefined {
    const kept = this.#kept.find((other) => other.runId === runId);
    if (!kept) return undefined;
    const systems = [...kept.systems.entries()].flatMap(([index, { run, system }]) => {
      const [source, target] = [run.source, run.written?.target].map((tokens) => tokens?.map(({ id }) => id));
      return system && source && !run.error ? [[index, { system, source, target }] as const] : [];
    });
    const inTurn = <T>(work: () => Promise<T>) => this.#inTurn({ isCancellationRequested: false }, work);
    return { kind: 'translate', text: kept.text, systems: new Map(systems), inTurn };
  }

  /** Closes them all. */
  async close(): Promise<void> {
    await this.#queue;
    for (const { system } of this.#open.values()) await system.close();
    this.#open.clear();
  }

  /** What one system makes of the source, or why it makes nothing. */
  async #give(
    { text, beams }: Asked,
    folder: string,
    breathe: () => Promise<void>,
  ): Promise<KeptSystem & { readonly runtime?: RuntimeSummary }> {
    await breathe();
    const began = performance.now();
    const patterns = new Map<AttentionKind, Promise<Patterns>>();
    let opened: OpenedSystem | undefined;
    try {
      opened = await this.#opened(folder);
      const { system, runtime } = opened;
      const { name, summary, translator } = system;
      const trimmed = text.trim();
      const offset = text.length - text.trimStart().length;
      const translation = await translator?.translate(trimmed, beams, breathe);
      const source = (translation?.source ?? system.tokens(trimmed)).map((token) => {
        const placed = { ...token, start: token.start + offset, end: token.end + offset };
        return summaryOf(placed, 0, text.length);
      });
      const run = {
        ...{ folder, name, summary, source },
        unknown: translation?.unknown ?? [],
        written: translator && translation && writtenOf(translator, translation, system.summary.heads),
        milliseconds: performance.now() - began,
      };
      return { run, system, patterns, runtime };
    } catch (error) {
      const { code, parameters } = toUnderhoodError(error);
      if (code === 'cancelled' || code === 'superseded') throw error;
      if (!(error instanceof UnderhoodError)) console.error('translate', folder, error);
      const { name, summary } = opened?.system ?? { name: modelName(folder), summary: undefined };
      const failed = { folder, name, summary, error: { code, parameters }, source: [], unknown: [] };
      return { run: { ...failed, milliseconds: performance.now() - began }, patterns };
    }
  }

  async #opened(folder: string): Promise<OpenedSystem> {
    const opened = this.#open.get(folder) ?? (await this.load(folder));
    this.#open.delete(folder);
    this.#open.set(folder, opened);
    return opened;
  }

  /** Those that no kept run needs, as far as there are too many. */
  async #closeOld(): Promise<void> {
    const needed = new Set(this.#kept.flatMap(({ systems }) => systems.map(({ run }) => run.folder)));
    for (const [folder, { system }] of this.#open) {
      if (this.#open.size <= mostOpen) return;
      if (needed.has(folder)) continue;
      this.#open.delete(folder);
      await system.close();
    }
  }

  #patternsOf({ runId, system: index, kind }: KindAddress): Promise<Patterns> {
    const { run, system, patterns } = this.#find(runId, index);
    if (!system?.translator || layersOf(run, kind) === 0)
      throw new UnderhoodError('page.badRequest', { detail: `${index}: ${kind}` });
    const known = patterns.get(kind);
    if (known) return known;
    const found = patternsOf(system.translator, run, kind);
    patterns.set(kind, found);
    // Another attempt may find the memory that this one did not.
    found.catch(() => patterns.delete(kind));
    return found;
  }

  #find(runId: string, index: number): KeptSystem {
    const found = this.#kept.find((kept) => kept.runId === runId);
    if (!found) throw new UnderhoodError('process.runForgotten');
    const system = found.systems[index];
    if (!system) throw new UnderhoodError('page.badRequest', { detail: `system: ${index}` });
    return system;
  }

  #inTurn<T>(cancellation: Cancellation, work: () => Promise<T>): Promise<T> {
    const turn = this.#queue.then(() => {
      if (cancellation.isCancellationRequested) throw new UnderhoodError('cancelled');
      return work();
    });
    this.#queue = turn.catch(() => {});
    return turn;
  }
}

/** Lets other requests in, among them the one that cancels this. */
async function breathe(cancellation: Cancellation): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  if (cancellation.isCancellationRequested) throw new UnderhoodError('cancelled');
}
