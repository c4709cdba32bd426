import { hideFirstToken, mergeWords, type Word } from '../analysis/alterations.ts';
import { cellArithmetic, headQuantity, patternOf } from '../analysis/cell.ts';
import { earlierOccurrences, headStatistics } from '../analysis/headStatistics.ts';
import { reduceByMaximum, thumbnailSide } from '../analysis/thumbnails.ts';
import { wordsOf } from '../analysis/words.ts';
import { UnderhoodError } from '../errors.ts';
import type { AttentionActivations, LoadedModel, ModelRun } from '../models/loaded/loadedModel.ts';
import type { ModelRequests as AllRequests } from '../protocol/model.ts';
import type { AnswerOf, Handlers, RequestOf } from '../protocol/rpc.ts';
import { type HeadAddress, type RunSummary, type StatisticName, statisticNames } from '../protocol/run.ts';
import type { TranslationRequests } from '../protocol/translation.ts';
import type { CapturedTranslation } from './capturedTranslation.ts';
import { type CapturedRun, Captures, type OpenRun } from './captures.ts';
import { bytesOf, forEachHead, mostBytes } from './keptTensors.ts';
import { Placements } from './placements.ts';
import { type OpenedModel, type Push, Readings } from './readings.ts';
import { tokenized } from './tokenized.ts';

/** Translating goes by models of its own: see translations.ts. */
type ModelRequests = Omit<AllRequests, keyof TranslationRequests>;

/** Tokens that are counted one by one; more are estimated. */
const mostCounted = 2000;

/** A run that can be asked about. */
interface KeptRun {
  readonly summary: RunSummary;
  readonly run: ModelRun;
  readonly words: readonly Word[];
  readonly owner: LoadedModel;
}

/** What the model process does, over a loaded model: answers ModelRequests and keeps the last runs. */
export class Session implements Handlers<ModelRequests> {
  #opened?: OpenedModel;
  /** The folder as it was asked for; the model's summary names it with links resolved. */
  #folder?: string;
  #runs: KeptRun[] = [];
  /** Opening and running happen one after the other, in the order in which they were asked for. */
  #queue: Promise<unknown> = Promise.resolve();

  readonly #load: (folder: string) => Promise<OpenedModel>;
  readonly #push: Push;
  readonly #elsewhere: (runId: string) => CapturedTranslation | undefined;

  readonly #readings = new Readings(
    () => this.#current(),
    (event, payload) => this.#push(event, payload),
  );
  readonly read = this.#readings.read;
  readonly nextToken = this.#readings.nextToken;
  readonly vocabulary = this.#readings.vocabulary;
  readonly generate = this.#readings.generate;

  readonly #placements = new Placements(
    () => this.#current(),
    (work) => this.#inTurn(work),
  );
  readonly place = this.#placements.place;
  readonly positionTable = this.#placements.positionTable;
  readonly tableGeometry = this.#placements.tableGeometry;
  readonly tableSimilarity = this.#placements.tableSimilarity;
  readonly falloff = this.#placements.falloff;
  readonly displace = this.#placements.displace;
  readonly displacedHead = this.#placements.displacedHead;
  readonly compareOrders = this.#placements.compareOrders;

  readonly #captures = new Captures((runId) => this.#elsewhere(runId) ?? this.#captured(runId));
  readonly weightsHash = this.#captures.weightsHash;
  readonly writeActivations = this.#captures.writeActivations;

  /**
   * @param push tells the other end what happens while a request is being answered
   * @param elsewhere what was not done by the open model, by its id
   */
  constructor(
    load: (folder: string) => Promise<OpenedModel>,
    push: Push,
    elsewhere: (runId: string) => CapturedTranslation | undefined = () => undefined,
  ) {
    this.#load = load;
    this.#push = push;
    this.#elsewhere = elsewhere;
  }

  readonly open: Handlers<ModelRequests>['open'] = ({ folder }) =>
    this.#inTurn(async () => {
      if (this.#folder !== folder) {
        const opened = await this.#load(folder);
        // Its weights are read now, so that the old model stays usable where they cannot be.
        await opened.model.run([0]).catch(async (error) => {
          await opened.model.close();
          throw error;
        });
        const previous = this.#opened;
        this.#opened = opened;
        this.#folder = folder;
        if (previous) await this.#readings.leave(previous.model);
        await previous?.model.close();
      }
      const { model, runtime } = this.#current();
      return { model: model.summary, runtime };
    });

  readonly countTokens: Handlers<ModelRequests>['countTokens'] = ({ text }) => {
    const { totalTokens, totalIsExact } = this.#current().model.tokenizer.encodePart(text, mostCounted, 'start');
    return { count: totalTokens, isExact: totalIsExact };
  };

  readonly run: Handlers<ModelRequests>['run'] = (request, token) =>
    this.#inTurn(async () => {
      if (token.isCancellationRequested) throw new UnderhoodError('cancelled');
      const kept = await this.#run(request);
      this.#runs = [...this.#runs, kept].slice(-2);
      if (this.#runs.length > 1 && bytesOf(this.#runs.map(({ run }) => run)) > mostBytes) this.#runs.shift();
      return kept.summary;
    });

  readonly thumbnails: Handlers<ModelRequests>['thumbnails'] = ({ runId, ...alterations }) => {
    const { run, summary, words } = this.#find(runId);
    const { layers, heads } = summary.model;
    const tokens = summary.tokens.length;
    const length = alterations.mergeWords ? words.length : tokens;
    const size = thumbnailSide(length, layers * heads);
    const data = new Uint8Array(layers * heads * size * size);
    forEachHead(run.layers, heads, (layer, head, index) => {
      let pattern = patternOf(layer, head);
      if (alterations.hideFirst) pattern = hideFirstToken(pattern, tokens);
      if (alterations.mergeWords) pattern = mergeWords(pattern, tokens, words);
      data.set(reduceByMaximum(pattern, length, size), index * size * size);
    });
    return { runId, size, length, data };
  };

  readonly head: Handlers<ModelRequests>['head'] = async ({ runId, layer, head, quantity }) => {
    const found = this.#find(runId);
    const activations = layerOf(found, { runId, layer, head });
    if (quantity === 'contribution') this.#checkOpen(found.owner);
    const norms = quantity === 'contribution' ? await found.run.valueOutputNorms(layer) : undefined;
    const data = headQuantity(activations, head, quantity, norms);
    return { runId, layer, head, quantity, length: found.summary.tokens.length, data };
  };

  readonly cell: Handlers<ModelRequests>['cell'] = ({ runId, layer, head, query, key }) => {
    const found = this.#find(runId);
    const activations = layerOf(found, { runId, layer, head });
    const { length } = found.summary.tokens;
    if (query >= length || key >= length) throw new UnderhoodError('page.badRequest', { detail: `${query}, ${key}` });
    return { runId, layer, head, ...cellArithmetic(activations, head, query, key) };
  };

  async #run({ runId, text, kept }: RequestOf<ModelRequests, 'run'>): Promise<KeptRun> {
    const { model, runtime } = this.#current();
    const began = performance.now();
    const { ids, ...part } = tokenized(model, text, kept);
    const tokenize = performance.now() - began;
    const run = await model.run(ids);
    const ran = performance.now();
    const statistics = statisticsOf(run.layers, model.summary.heads, ids);
    const summary: AnswerOf<ModelRequests, 'run'> = {
      runId,
      model: model.summary,
      runtime,
      ...part,
      milliseconds: { tokenize, ...run.milliseconds, analyse: performance.now() - ran },
      statistics,
    };
    return { summary, run, words: wordsOf(part.tokens), owner: model };
  }

  #current(): OpenedModel {
    if (!this.#opened) throw new UnderhoodError('model.none');
    return this.#opened;
  }

  #find(runId: string): KeptRun {
    const found = this.#runs.find(({ summary }) => summary.runId === runId);
    if (!found) throw new UnderhoodError('process.runForgotten');
    return found;
  }

  /** A run of whichever kind, to be done again by the model that did it. */
  #captured(runId: string): OpenRun {
    const own = this.#runs.find(({ summary }) => summary.runId === runId);
    const { owner, ...found }: CapturedRun = own
      ? { kind: 'run', ids: own.summary.tokens.map(({ id }) => id), text: own.summary.text, owner: own.owner }
      : (this.#readings.captured(runId) ?? this.#placements.captured(runId));
    this.#checkOpen(owner);
    const inTurn = <T>(work: () => Promise<T>) =>
      this.#inTurn(() => {
        this.#checkOpen(owner);
        return work();
      });
    return { ...found, owner, inTurn };
  }

  #checkOpen(owner: LoadedModel): void {
    if (owner !== this.#opened?.model) throw new UnderhoodError('model.noLongerOpen');
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#queue.then(work);
    this.#queue = turn.catch(() => {});
    return turn;
  }
}

function layerOf({ run, summary }: KeptRun, { layer, head }: HeadAddress): AttentionActivations {
  if (layer >= summary.model.layers || head >= summary.model.heads)
    throw new UnderhoodError('page.badRequest', { detail: `${layer}.${head}` });
  return run.layers[layer];
}

/** One number per head and statistic, [layers · heads]. */
function statisticsOf(
  layers: readonly AttentionActivations[],
  heads: number,
  ids: readonly number[],
): Record<StatisticName, Float32Array> {
  const statistics = Object.fromEntries(
    statisticNames.map((name) => [name, new Float32Array(layers.length * heads)]),
  ) as Record<StatisticName, Float32Array>;
  const occurrences = earlierOccurrences(ids);
  forEachHead(layers, heads, (layer, head, index) => {
    const found = headStatistics(patternOf(layer, head), ids.length, occurrences);
    for (const name of statisticNames) statistics[name][index] = found[name];
  });
  return statistics;
}
