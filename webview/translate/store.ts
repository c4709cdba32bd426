import { type TokenTexts, tokenTexts } from '../../src/analysis/tokenText.ts';
import type { TokenSummary } from '../../src/protocol/run.ts';
import type { AskedRequest } from '../../src/protocol/taking.ts';
import {
  type OfferedSystem,
  type TranslateNavigation,
  type TranslateState,
  translateStart,
} from '../../src/protocol/translatePage.ts';
import type { TranslationRun } from '../../src/protocol/translation.ts';
import { PageEffects } from '../parts/pageEffects.ts';
import { PageStore } from '../parts/pageStore.ts';
import { askedOf } from './asked.ts';
import { carriedOver, columnAt, counterpart, rowAt } from './linking.ts';
import { type ShownSystem, shownSystems } from './shownSystem.ts';
import type { TranslateHost } from './translateHost.ts';

/** A source with all that came of it, and how it is shown. */
export interface LoadedTranslation extends TranslationRun {
  readonly texts: TokenTexts;
  readonly shown: readonly ShownSystem[];
}

/** What is pointed at: a token of the source (of the run's tokens), one that a system wrote, or both. */
export interface Pointed {
  /** Index in the run; null: the source is meant, whoever reads it. */
  readonly system: number | null;
  readonly source: number | null;
  readonly target: number | null;
}

const nothing: Pointed = { system: null, source: null, target: null };

/** What the translate page knows: one source, what each system made of it, and what is pointed at. */
export class TranslateStore extends PageStore<TranslateState, TranslateNavigation> {
  navigation: TranslateNavigation = translateStart;
  run: LoadedTranslation | null = null;
  readonly host: TranslateHost;
  readonly effects: PageEffects<TranslateNavigation>;
  #preview: Pointed | null = null;

  constructor(host: TranslateHost) {
    super();
    this.host = host;
    this.effects = new PageEffects<TranslateNavigation>(host);
  }

  /** Listens from now on, and asks for the first state. */
  async start(): Promise<void> {
    this.host.hear({
      state: (state) => this.#receive(state),
      cursor: ({ index }) => this.point(index === null ? null : { ...nothing, source: index }),
    });
    await this.attempt(this.host.request('ready', {}).then((state) => this.#receive(state)));
  }

  override get isOfRun() {
    return this.run !== null;
  }

  /** All kinds of attention and all states, where they are few: a saved view can be looked at from all its sides. */
  override get asked(): readonly AskedRequest[] {
    return this.run ? askedOf(this.run, super.asked) : [];
  }

  override get takenName(): string {
    return `translate-${this.navigation.view}`;
  }

  /** The system that a view shows: the one that was chosen; or the transformer, which has most to show; or the first. */
  front(isShown: (system: ShownSystem) => boolean): ShownSystem | null {
    const all = this.run?.shown.filter(isShown) ?? [];
    const chosen = all.find(({ run }) => run.folder === this.navigation.system);
    return chosen ?? all.find(({ kind }) => kind === 'transformer') ?? all[0] ?? null;
  }

  point(pointed: Pointed | null): void {
    const [one, other] = [this.#preview, pointed];
    if (one?.system === other?.system && one?.source === other?.source && one?.target === other?.target) return;
    this.#preview = pointed;
    this.effects.hover(pointed?.source ?? null);
    this.changed();
  }

  /** Pins what is pointed at; null lets go. */
  pin(pointed: Pointed | null): void {
    this.#preview = null;
    const folder = pointed?.system == null ? undefined : this.run?.shown[pointed.system].run.folder;
    const { source, target } = pointed ?? nothing;
    this.navigate({ source, target, ...(folder !== undefined && { system: folder }) });
  }

  /** What is pointed at, or pinned. */
  get pointed(): Pointed {
    if (this.#preview !== null) return this.#preview;
    const { source, target } = this.navigation;
    if (source === null && target === null) return nothing;
    return { system: this.front(({ writing }) => writing !== null)?.index ?? null, source, target };
  }

  /** How much what is pointed at looked at each token of the source, in the run's tokens; null where nothing says. */
  get sourceWeights(): Float32Array | null {
    const { system, target } = this.pointed;
    if (this.run === null || system === null || target === null) return null;
    const { source, writing } = this.run.shown[system];
    const { length } = source.tokens;
    if (writing?.alignment === undefined || target >= writing.target.length) return null;
    return carriedOver(rowAt(writing.alignment.data, length, target), source.tokens, this.run.tokens);
  }

  /** How much each token that a system wrote looked at the source token that is pointed at. */
  targetWeights({ source, writing }: ShownSystem): Float32Array | null {
    const { pointed, run } = this;
    if (run === null || writing?.alignment === undefined || pointed.source === null || pointed.target !== null)
      return null;
    const own = this.ownSource(source.tokens, pointed.source);
    return own === null ? null : columnAt(writing.alignment.data, source.tokens.length, own);
  }

  /** Where a token of the run stands among the tokens of a system. */
  ownSource(tokens: ShownSystem['source']['tokens'], place: number): number | null {
    return placeAmong(tokens, this.run?.tokens[place], place);
  }

  /** Where a system's own token of the source stands among the run's. */
  runSource({ source }: ShownSystem, place: number): number | null {
    return placeAmong(this.run!.tokens, source.tokens[place], place);
  }

  /** What a system is called. */
  nameOf({ run, kind }: Pick<ShownSystem, 'run' | 'kind'>): string {
    const bundled = this.state?.systems.find(({ folder }) => folder === run.folder)?.bundled ?? false;
    return this.nameOfOffered({ name: run.name, bundled, kind });
  }

  /** What a system that can be chosen is called: those that come with the extension by what they are. */
  nameOfOffered({ name, bundled, kind }: Pick<OfferedSystem, 'name' | 'bundled' | 'kind'>): string {
    return bundled && kind !== undefined ? this.strings(`translate.kind.${kind}`) : name;
  }

  protected runAgain(): void {
    void this.attempt(this.host.request('runAgain', {}));
  }

  #receive(state: TranslateState): void {
    const isOtherLanguage = this.state?.language !== state.language;
    this.state = state;
    if (state.navigation) this.navigation = state.navigation;
    const { run } = state;
    if (run && (run.runId !== this.run?.runId || isOtherLanguage)) {
      const isOther = this.run !== null && this.run.text !== run.text;
      this.run = {
        ...run,
        texts: tokenTexts(run.tokens, run.text),
        shown: shownSystems(run, this.strings('translate.start')),
      };
      this.#preview = null;
      if (isOther && !state.navigation) this.navigate({ source: null, target: null, step: null, beam: 0 });
    }
    this.changed();
  }
}

/** Where a token stands among those of another tokenizer: at its own place, where both cut the text alike. */
function placeAmong(others: readonly TokenSummary[], token: TokenSummary | undefined, place: number): number | null {
  if (token === undefined) return null;
  const { start, end } = others[place] ?? {};
  return start === token.start && end === token.end ? place : counterpart(token, others);
}
