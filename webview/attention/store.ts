import { tokenTexts } from '../../src/analysis/tokenText.ts';
import { type AttentionNavigation, type AttentionState, attentionStart } from '../../src/protocol/attentionPage.ts';
import type {
  Alterations,
  CellArithmetic,
  ModelSummary,
  Quantity,
  RunSummary,
  Thumbnails,
} from '../../src/protocol/run.ts';
import type { AskedRequest } from '../../src/protocol/taking.ts';
import type { Head } from '../parts/heads.ts';
import { type LoadedText, PageStore } from '../parts/pageStore.ts';
import { askedOf } from './asked.ts';
import type { AttentionHost } from './attentionHost.ts';
import { Effects } from './effects.ts';
import { type HeadView, headView, tokenWeights, type Units, unitsOf } from './headView.ts';
import { arrived, isOf } from './navigation.ts';
import { strongestKeys } from './reading.ts';
import { Slices } from './slices.ts';

/** What the pointer or the focus is on, and is shown until it leaves. Indexes are of tokens. */
interface Preview {
  readonly head?: Head;
  readonly query?: number;
  readonly key?: number;
}

/** A run with all that the page needs to draw it at once. */
export interface LoadedRun extends RunSummary, LoadedText {
  readonly model: ModelSummary;
  readonly cut?: RunSummary['cut'];
}

/** How long a thumbnail is pointed at before its head is asked for, so that crossing the grid asks for little. */
const restMs = 40;
const unaltered: Alterations = { hideFirst: false, mergeWords: false };

/** What the attention page knows: a run, the thumbnails of its heads, and what of them is in front. */
export class AttentionStore extends PageStore<AttentionState, AttentionNavigation> {
  navigation: AttentionNavigation = attentionStart;
  preview: Preview = {};
  run: LoadedRun | null = null;
  thumbnails: Thumbnails | null = null;
  /** The arithmetic of a cell: of `arithmeticPlace` as soon as it is here, of the one before until then. */
  cell: CellArithmetic | null = null;

  readonly host: AttentionHost;
  readonly effects: Effects;
  readonly #slices: Slices;
  readonly #views = new Map<Quantity, { readonly name: string; readonly view: HeadView }>();
  #units: { readonly run: LoadedRun; readonly units: Units } | null = null;
  #row: { readonly view: HeadView; readonly query: number; readonly weights: Float32Array } | null = null;
  #incoming = '';
  #askedCell = '';
  #askedThumbnails = '';
  #rest: ReturnType<typeof setTimeout> | undefined;

  constructor(host: AttentionHost) {
    super();
    this.host = host;
    this.effects = new Effects(host);
    this.#slices = new Slices(host);
  }

  /** Listens from now on, and asks for the first state. */
  async start(): Promise<void> {
    this.host.hear({
      state: (state) => this.#receive(state),
      cursor: ({ index }) => {
        if (index !== null && this.isCurrent) this.navigate({ query: index, key: null });
      },
    });
    await this.attempt(this.host.request('ready', {}).then((state) => this.#receive(state)));
  }

  show(preview: Preview): void {
    const { head, query, key } = this.preview;
    const isSameHead = head?.layer === preview.head?.layer && head?.head === preview.head?.head;
    if (isSameHead && query === preview.query && key === preview.key) return;
    this.preview = preview;
    this.changed();
  }

  /** The head in front: previewed once its weights are here, and the pinned one until then. */
  get head(): Head | null {
    const previewed = this.preview.head;
    const isHere = previewed && this.run && this.#slices.get({ runId: this.run.runId, ...previewed }, 'pattern');
    return (isHere && previewed) || this.#pinnedHead;
  }

  get query(): number | null {
    return this.preview.query ?? this.navigation.query;
  }

  get key(): number | null {
    return this.preview.query === undefined ? this.navigation.key : (this.preview.key ?? null);
  }

  /** Sums of raw scores or of norms over the tokens of a word would mean nothing: only weights are altered. */
  get alterations(): Alterations {
    const { quantity, view, alterations } = this.navigation;
    return view === 'arithmetic' || (quantity !== 'pattern' && view !== 'table') ? unaltered : alterations;
  }

  get units(): Units | null {
    const { run } = this;
    if (run === null) return null;
    const merged = this.alterations.mergeWords;
    if (this.#units?.run !== run || this.#units.units.areWords !== merged) {
      this.#units = { run, units: unitsOf(run, run.texts, merged) };
    }
    return this.#units.units;
  }

  /** A quantity of the head in front, altered where that is asked for; null until it is here. */
  viewOf(quantity: Quantity): HeadView | null {
    const { head, run } = this;
    const slice = head && run && this.#slices.get({ runId: run.runId, ...head }, quantity);
    if (!slice) return null;
    const alterations = quantity === 'pattern' ? this.alterations : unaltered;
    if (quantity !== 'pattern' && this.alterations.mergeWords) return null;
    const name = JSON.stringify([run.runId, head, alterations]);
    const known = this.#views.get(quantity);
    if (known?.name === name) return known.view;
    const view = headView(slice, this.units!, alterations);
    this.#views.set(quantity, { name, view });
    return view;
  }

  /** How much the query in front gives to each token, [T]. The same array as long as nothing of it changes. */
  get tokenWeights(): Float32Array | null {
    const { query } = this;
    const view = this.viewOf('pattern');
    if (view === null || query === null) return null;
    if (this.#row?.view !== view || this.#row.query !== query) {
      this.#row = { view, query, weights: tokenWeights(view, query) };
    }
    return this.#row.weights;
  }

  /** The cell whose arithmetic is shown: as chosen, or else what the query looks at most. */
  get arithmeticPlace(): { readonly query: number; readonly key: number } | null {
    const { query, key } = this;
    if (query === null) return null;
    if (key !== null && key <= query) return { query, key };
    const view = this.viewOf('pattern');
    return view && { query, key: strongestKeys(view, query, 1)[0] ?? query };
  }

  override get isOfRun() {
    return true;
  }

  override get asked(): readonly AskedRequest[] {
    return this.run ? askedOf(this.run, this.navigation, this.arithmeticPlace) : [];
  }

  override get stated(): readonly string[] {
    const { hideFirst, mergeWords } = this.alterations;
    const first = hideFirst ? [this.strings('attention.alteredFirst')] : [];
    const words = mergeWords ? [this.strings('attention.alteredWords')] : [];
    return [...first, ...words, ...(this.navigation.logarithmic ? [this.strings('attention.alteredColours')] : [])];
  }

  override get takenName(): string {
    const { head, navigation } = this;
    return head ? `attention-L${head.layer}H${head.head}-${navigation.view}` : 'attention';
  }

  get #pinnedHead(): Head | null {
    return this.navigation.pinned[this.navigation.active] ?? null;
  }

  #receive(state: AttentionState): void {
    this.state = state;
    if (state.navigation) this.navigation = state.navigation;
    if (this.isStopped) this.#forgetAsked();
    const { run } = state;
    if (run && !this.isStopped && run.runId !== this.run?.runId && run.runId !== this.#incoming) {
      void this.attempt(this.#load(run, state.navigation === undefined));
    }
    this.changed();
  }

  /** What the process did not live to answer is asked again when there is another one. */
  #forgetAsked(): void {
    this.#incoming = '';
    this.#askedCell = '';
    this.#askedThumbnails = '';
  }

  /** Fetches what the first view of a run needs and shows it all at once, so that nothing jumps. */
  async #load(run: RunSummary, isNew: boolean): Promise<void> {
    const { runId } = run;
    this.#incoming = runId;
    const alterations = this.navigation.alterations;
    const asked = this.host.request('thumbnails', { runId, ...alterations });
    // What is pinned likely stays so: its weights need not wait for the thumbnails.
    const front = this.#pinnedHead;
    if (front && isOf(run, front)) this.#loadFirst(runId, front).catch(() => {});
    const thumbnails = await asked;
    const navigation = arrived(this.navigation, run, thumbnails, isNew);
    const head = navigation.pinned[navigation.active];
    if (head) await this.#loadFirst(runId, head);
    if (this.#incoming !== runId) return;
    this.run = { ...run, texts: tokenTexts(run.tokens, run.text) };
    this.thumbnails = thumbnails;
    this.#askedThumbnails = thumbnailsName(runId, alterations);
    this.preview = {};
    this.cell = null;
    this.navigate(navigation);
  }

  /** What of a head its first view needs. */
  async #loadFirst(runId: string, head: Head): Promise<void> {
    const wanted = new Set<Quantity>(['pattern', 'raw', this.navigation.quantity]);
    await Promise.all([...wanted].map((quantity) => this.#slices.load({ runId, ...head }, quantity)));
  }

  protected override changed(): void {
    this.#fetch();
    this.#shade();
    super.changed();
  }

  protected runAgain(otherEnd: boolean): void {
    const keptNow = this.state?.run?.cut?.kept ?? 'start';
    const request = otherEnd ? { kept: keptNow === 'start' ? ('end' as const) : ('start' as const) } : {};
    void this.attempt(this.host.request('runAgain', request));
  }

  /** Asks for whatever is shown and not here. */
  #fetch(): void {
    const { run, navigation } = this;
    if (run === null || this.isStopped) return;
    const { runId } = run;
    const name = thumbnailsName(runId, navigation.alterations);
    if (name !== this.#askedThumbnails) {
      this.#askedThumbnails = name;
      void this.attempt(this.#fetchThumbnails(name, runId));
    }
    const { head } = this;
    if (head) this.#fetchHead(head);
    clearTimeout(this.#rest);
    const { head: previewed } = this.preview;
    if (previewed) this.#rest = setTimeout(() => this.#fetchHead(previewed), restMs);
    if (navigation.view === 'arithmetic' && head) this.#fetchCell(head);
  }

  #fetchHead(head: Head): void {
    const { run } = this;
    if (run === null) return;
    const quantities = this.navigation.view === 'table' ? tableQuantities : [this.navigation.quantity];
    for (const quantity of new Set<Quantity>(['pattern', 'raw', ...quantities])) {
      const address = { runId: run.runId, ...head };
      if (this.#slices.get(address, quantity)) continue;
      void this.attempt(this.#slices.load(address, quantity).then(() => this.changed()));
    }
  }

  async #fetchThumbnails(name: string, runId: string): Promise<void> {
    const thumbnails = await this.host.request('thumbnails', { runId, ...this.navigation.alterations });
    if (name !== this.#askedThumbnails) return;
    this.thumbnails = thumbnails;
    this.changed();
  }

  #fetchCell(head: Head): void {
    const place = this.arithmeticPlace;
    if (place === null || this.run === null) return;
    const request = { runId: this.run.runId, layer: head.layer, head: head.head, ...place };
    const name = JSON.stringify(request);
    if (name === this.#askedCell) return;
    this.#askedCell = name;
    void this.attempt(
      this.host.request('cell', request).then((cell) => {
        if (name !== this.#askedCell) return;
        this.cell = cell;
        this.changed();
      }),
    );
  }

  #shade(): void {
    const { run, head, query } = this;
    const isHere = run !== null && this.viewOf('pattern') !== null && query !== null;
    const name = isHere ? JSON.stringify([run.runId, head, query, this.alterations]) : '';
    this.effects.shade(name, isHere ? query : null, () => this.tokenWeights ?? new Float32Array());
  }
}

const tableQuantities: readonly Quantity[] = ['scores', 'contribution'];

function thumbnailsName(runId: string, { hideFirst, mergeWords }: Alterations): string {
  return `${runId} ${hideFirst} ${mergeWords}`;
}
