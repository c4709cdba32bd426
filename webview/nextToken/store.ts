import { type Distribution, distribute } from '../../src/analysis/sampling.ts';
import { type TokenText, tokenTexts } from '../../src/analysis/tokenText.ts';
import {
  type ContinuationTree,
  type NextTokenNavigation,
  type NextTokenState,
  nextTokenStart,
} from '../../src/protocol/nextTokenPage.ts';
import type { ReadingSummary, SamplingSettings } from '../../src/protocol/reading.ts';
import type { ModelSummary } from '../../src/protocol/run.ts';
import type { AskedRequest } from '../../src/protocol/taking.ts';
import { PageEffects } from '../parts/pageEffects.ts';
import { type LoadedText, PageStore } from '../parts/pageStore.ts';
import { Draws } from './draws.ts';
import { arrived } from './navigation.ts';
import type { NextTokenHost } from './nextTokenHost.ts';
import { type Place, Places } from './places.ts';
import { inFront } from './tree.ts';
import { Vocabulary } from './vocabulary.ts';
import { type Written, writtenAfter } from './written.ts';

/** A reading with how its tokens are shown. */
interface LoadedReading extends ReadingSummary, LoadedText {
  readonly model: ModelSummary;
  readonly cut?: ReadingSummary['cut'];
}

/** What the next-token page knows: a reading, the place in it that is asked, and what the settings make of that. */
export class NextTokenStore extends PageStore<NextTokenState, NextTokenNavigation> {
  navigation: NextTokenNavigation = nextTokenStart;
  run: LoadedReading | null = null;
  /** The place that is shown, until the one asked for is here. */
  place: Place | null = null;
  /** The row that the pointer or the focus is on, and the one that was chosen; ranks from 0. */
  previewedRank: number | null = null;
  pinnedRank: number | null = null;
  /** The written token whose alternatives are shown. */
  openNode: number | null = null;
  /** Whether tokens are shaded by how much they surprise. */
  isShaded = true;

  readonly host: NextTokenHost;
  readonly effects: PageEffects<NextTokenNavigation>;
  readonly draws = new Draws(() => super.changed());
  readonly #places: Places;
  #vocabulary: { readonly folder: string; readonly entries: Vocabulary } | null = null;
  #distribution: { readonly place: Place; readonly sampling: SamplingSettings; readonly made: Distribution } | null =
    null;
  #written: { readonly run: LoadedReading; readonly tree: ContinuationTree | null; readonly made: Written } | null =
    null;
  #incoming = '';
  #askedPlace = '';
  #askedNames = '';

  constructor(host: NextTokenHost) {
    super();
    this.host = host;
    this.effects = new PageEffects<NextTokenNavigation>(host);
    this.#places = new Places(host);
  }

  /** Listens from now on, and asks for the first state. */
  async start(): Promise<void> {
    this.host.hear({
      state: (state) => this.#receive(state),
      cursor: ({ index }) => this.#follow(index),
    });
    await this.attempt(this.host.request('ready', {}).then((state) => this.#receive(state)));
  }

  /** How many of the reading's tokens are given at the place that is asked for. */
  get position(): number {
    return this.navigation.position ?? this.run?.tokens.length ?? 0;
  }

  /** Whether the model can say what comes at the place that is asked for. */
  get isAskable(): boolean {
    return this.position > 0 || this.run?.startToken !== undefined;
  }

  /** The settings, as far as this model's vocabulary goes. */
  get sampling(): SamplingSettings {
    const { sampling } = this.navigation;
    const size = this.place?.ranked.ids.length ?? sampling.topK;
    return sampling.topK > size ? { ...sampling, topK: size } : sampling;
  }

  /** What the settings make of the place that is shown. */
  get distribution(): Distribution | null {
    const { place } = this;
    if (place === null) return null;
    const { sampling } = this.navigation;
    if (this.#distribution?.place !== place || this.#distribution.sampling !== sampling) {
      this.#distribution = { place, sampling, made: distribute(place.ranked, this.sampling) };
    }
    return this.#distribution.made;
  }

  /** How often each kept token has come up, by rank; null where nothing is drawn. */
  get drawn(): Uint32Array | null {
    const { distribution } = this;
    return distribution && this.navigation.drawn ? this.draws.of(distribution, this.sampling.seed) : null;
  }

  /** Rank, from 0, of the token that really stands at the place; null after the end of the text. */
  get followingRank(): number | null {
    const { place, run } = this;
    const token = place && run?.tokens[place.position];
    if (!token) return null;
    const rank = place.ranked.ids.indexOf(token.id);
    return rank < 0 ? null : rank;
  }

  /** The row that the readout reads. */
  get rankInFront(): number | null {
    return this.previewedRank ?? this.pinnedRank ?? this.followingRank ?? (this.place ? 0 : null);
  }

  /** All that was written after this reading. */
  get continuation(): ContinuationTree | null {
    const { state, run } = this;
    return state?.continuation && state.continuation.runId === run?.runId ? state.continuation : null;
  }

  /** The end of the text with the branch in front. */
  get written(): Written | null {
    const { run, continuation } = this;
    if (run === null) return null;
    if (this.#written?.run !== run || this.#written.tree !== continuation) {
      this.#written = { run, tree: continuation, made: writtenAfter(run, continuation) };
    }
    return this.#written.made;
  }

  override get isOfRun() {
    return true;
  }

  override get takenName(): string {
    return `next-token-${this.navigation.view}`;
  }

  override get stated(): readonly string[] {
    const { temperature, topK, topP, minP, order, seed } = this.sampling;
    const settings = { temperature, topK, topP, minP, order: this.strings(`nextToken.order.${order}`), seed };
    return [this.strings('take.sampling', settings)];
  }

  /** What is asked at the place in front, and the names of its rows. */
  override get asked(): readonly AskedRequest[] {
    const { run, place } = this;
    if (run === null || place === null) return [];
    const { runId, vocabulary, tokens } = run;
    const known = new Set([...vocabulary, ...tokens].map(({ id }) => id));
    const ids = [...place.ranked.ids.subarray(0, this.navigation.rows)].filter((id) => !known.has(id));
    const names = ids.length > 0 ? [{ method: 'vocabulary', request: { runId, ids } }] : [];
    return [{ method: 'nextToken', request: { runId, position: place.position } }, ...names];
  }

  textOf(id: number): TokenText | undefined {
    return this.#vocabulary?.entries.get(id);
  }

  set(sampling: Partial<SamplingSettings>): void {
    this.navigate({ sampling: { ...this.navigation.sampling, ...sampling } });
  }

  /** Points at a row of the list. */
  preview(rank: number | null): void {
    if (rank === this.previewedRank) return;
    this.previewedRank = rank;
    this.changed();
  }

  pin(rank: number | null): void {
    this.pinnedRank = rank;
    this.changed();
  }

  open(node: number | null): void {
    this.openNode = node;
    this.changed();
  }

  shade(isShaded: boolean): void {
    this.isShaded = isShaded;
    this.changed();
  }

  /** Draws a thousand, with this seed or another one. */
  draw(seed: number, isAnimated: boolean): void {
    this.draws.start(isAnimated);
    this.navigate({ drawn: true, sampling: { ...this.navigation.sampling, seed } });
  }

  protected override changed(): void {
    this.#fetch();
    super.changed();
  }

  protected runAgain(): void {
    void this.attempt(this.host.request('runAgain', {}));
  }

  #follow(index: number | null): void {
    if (index === null || this.run === null || !this.isCurrent) return;
    // At the very end of the text the cursor counts as on the last token, and what follows it is asked already.
    const isAtEnd = index === this.run.tokens.length - 1 && this.navigation.position === null;
    if (!isAtEnd) this.navigate({ position: index });
  }

  #receive(state: NextTokenState): void {
    this.state = state;
    if (state.navigation) {
      this.navigation = state.navigation;
      if (state.navigation.drawn) this.draws.start(false);
    }
    if (this.isStopped) this.#forgetAsked();
    const { run, continuation } = state;
    this.openNode = continuation ? inFront(continuation, this.openNode) : null;
    if (run && !this.isStopped && run.runId !== this.run?.runId && run.runId !== this.#incoming) {
      void this.attempt(this.#load(run, state.navigation === undefined));
    }
    this.changed();
  }

  /** What the process did not live to answer is asked again when there is another one. */
  #forgetAsked(): void {
    this.#incoming = '';
    this.#askedPlace = this.place ? nameOf(this.place.runId, this.place.position) : '';
    this.#askedNames = '';
  }

  /** Fetches what the first view of a reading needs and shows it all at once, so that nothing jumps. */
  async #load(run: ReadingSummary, isNew: boolean): Promise<void> {
    const { runId } = run;
    this.#incoming = runId;
    const { folder } = run.model;
    const isKnown = this.#vocabulary?.folder === folder;
    // What is shown keeps its own until then: another model calls its tokens otherwise.
    const vocabulary = isKnown ? this.#vocabulary! : { folder, entries: new Vocabulary(this.host) };
    vocabulary.entries.add(run.vocabulary);
    vocabulary.entries.add(run.tokens);
    const navigation = arrived(this.navigation, run.tokens.length, isNew);
    const position = navigation.position ?? run.tokens.length;
    const isAskable = position > 0 || run.startToken !== undefined;
    const place = isAskable ? await this.#placeAt(runId, position, vocabulary.entries) : null;
    if (this.#incoming !== runId) return;
    this.#vocabulary = vocabulary;
    this.run = { ...run, texts: tokenTexts(run.tokens, run.text) };
    this.#show(place);
    this.#askedPlace = nameOf(runId, position);
    this.openNode = null;
    this.navigate(navigation);
  }

  /** Asks for whatever is shown and not here. */
  #fetch(): void {
    const { run, place, position } = this;
    if (run === null || this.isStopped) return;
    const name = nameOf(run.runId, position);
    if (name !== this.#askedPlace) {
      this.#askedPlace = name;
      if (this.isAskable) void this.attempt(this.#goTo(run.runId, position, name));
      else this.#show(null);
    }
    const rows = place?.ranked.ids.subarray(0, this.navigation.rows) ?? [];
    if (place && rows.some((id) => this.textOf(id) === undefined)) void this.attempt(this.#name(place, rows));
  }

  async #goTo(runId: string, position: number, name: string): Promise<void> {
    const place = await this.#placeAt(runId, position, this.#vocabulary!.entries);
    if (name !== this.#askedPlace) return;
    this.#show(place);
    this.changed();
  }

  /** A place with the names of its first rows. */
  async #placeAt(runId: string, position: number, vocabulary: Vocabulary): Promise<Place> {
    const place = await this.#places.load(runId, position);
    await vocabulary.load(runId, place.ranked.ids.subarray(0, this.navigation.rows));
    return place;
  }

  async #name(place: Place, ids: Iterable<number>): Promise<void> {
    const name = `${place.runId} ${place.position} ${this.navigation.rows}`;
    if (name === this.#askedNames) return;
    this.#askedNames = name;
    if (await this.#vocabulary!.entries.load(place.runId, ids)) super.changed();
  }

  #show(place: Place | null): void {
    this.place = place;
    this.previewedRank = null;
    this.pinnedRank = null;
  }
}

function nameOf(runId: string, position: number): string {
  return `${runId} ${position}`;
}
