import type { Table } from '../../src/export/table.ts';
import { LinePlot, type LinePlotOptions, type PlotData } from '../charts/linePlot.ts';
import { StoreElement } from '../parts/element.ts';
import { OwnWidth } from '../parts/ownWidth.ts';
import { formatClock, formatCount } from '../shell/numbers.ts';
import type { Theme } from '../shell/theme.ts';
import { nearestIndex, placesOf } from './axis.ts';
import type { TrainingStore } from './store.ts';

type OwnOptions = Pick<LinePlotOptions, 'lines' | 'band' | 'formatY' | 'overlay'>;

const wholeSteps = Array.from({ length: 8 }, (_, power) => [1, 2, 5].map((digit) => digit * 10 ** power)).flat();
const [minute, hour] = [60, 3600];
const clockSeconds = [1, 2, 5, 10, 15, 30, ...[1, 2, 5, 10, 15, 30].map((count) => count * minute)].concat(
  [1, 2, 3, 6, 12, 24, 48, 96].map((count) => count * hour),
);

/** A chart over the axis of the page: made anew for another theme, filled anew for other data, and otherwise left alone. */
export abstract class PlotElement extends StoreElement<TrainingStore> {
  protected plot: LinePlot | null = null;
  #made: { readonly theme: Theme; readonly name: string } | null = null;
  #shown: readonly unknown[] = [];
  readonly #width = new OwnWidth(this);

  protected abstract readonly height: number;
  protected abstract options(): OwnOptions;
  /** What the data is made of: the same things make the same data. */
  protected abstract dependencies(): readonly unknown[];
  protected abstract data(): PlotData;
  /** Told of the place under the pointer. */
  protected abstract point(at: { readonly x: number; readonly y: number } | null): void;
  /** Changes where the lines themselves are other ones. */
  protected get kind(): string {
    return this.store.navigation.axis;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#drop();
  }

  /** What the columns of the data are called. */
  protected abstract readonly columnNames: readonly string[];

  override tables(): readonly Table[] {
    if (this.plot === null) return [];
    const { x, columns } = this.data();
    const rows = x.map((at, place) => [at, ...columns.map((column) => column[place])]);
    return [
      {
        name: this.localName.replace('underhood-', ''),
        columns: [this.store.navigation.axis, ...this.columnNames],
        rows,
      },
    ];
  }

  override updated(): void {
    const parent = this.renderRoot.querySelector<HTMLElement>('.plot');
    if (parent === null || this.#width.value === 0) {
      this.#drop();
      return;
    }
    if (this.#made?.theme !== this.theme || this.#made.name !== this.kind) this.#drop();
    this.plot ??= this.#make(parent);
    this.plot.resize(this.#width.value, this.height);
    const { navigation, axis } = this.store;
    const now = [navigation.axis, axis.end, ...this.dependencies()];
    if (now.length !== this.#shown.length || now.some((part, i) => part !== this.#shown[i])) {
      this.#shown = now;
      this.plot.show(this.data());
    }
    this.plot.mark(this.store.place);
    this.plot.note();
  }

  #make(parent: HTMLElement): LinePlot {
    const { theme } = this;
    const { axis } = this.store.navigation;
    this.#made = { theme, name: this.kind };
    this.#shown = [];
    return new LinePlot(parent, this.#width.value, this.height, {
      ...this.options(),
      theme,
      formatX: axis === 'steps' ? formatCount : formatClock,
      incrementsX: axis === 'steps' ? wholeSteps : clockSeconds,
      point: (at) => this.point(at),
      pick: (x) => {
        const { curves, navigation } = this.store;
        const index = curves && nearestIndex(placesOf(curves.evaluations, navigation.axis), x);
        if (index !== null && index !== this.store.index) this.store.scrub(index);
      },
    });
  }

  #drop(): void {
    this.plot?.destroy();
    this.plot = null;
    this.#made = null;
  }
}
