import type { Table } from '../../src/export/table.ts';
import { rampPosition, weightScale } from '../charts/scale.ts';
import { StoreElement } from '../parts/element.ts';
import { type Shade, type StripText, TokenStrip } from '../parts/tokenStrip.ts';
import type { ShownSystem } from './shownSystem.ts';
import type { TranslateStore } from './store.ts';

/** What a system wrote, shaded by how much each token looked at the source token that is pointed at. */
export class TargetStrip extends TokenStrip<TranslateStore> {
  static override properties = { ...TokenStrip.properties, ...StoreElement.properties, system: { attribute: false } };
  declare system: ShownSystem;
  #weights: Float32Array | null = null;

  override willUpdate(): void {
    this.#weights = this.store.targetWeights(this.system);
  }

  override tables(): readonly Table[] {
    const { writing } = this.system;
    if (writing === null) return [];
    const rows = writing.target.map(({ id }, place) => [place + 1, id, writing.shown.names.labels[place]]);
    return [{ name: this.label, columns: ['place', 'id', 'token'], rows }];
  }

  protected get shown(): StripText | null {
    return this.system.writing?.shown ?? null;
  }

  protected get label() {
    return this.strings('translate.target', { system: this.store.nameOf(this.system) });
  }

  protected get pinned() {
    return this.#isFront ? this.store.pointed.target : null;
  }

  protected get revealing() {
    return `${this.store.run?.runId} ${this.pinned}`;
  }

  get #isFront(): boolean {
    return this.store.pointed.system === this.system.index;
  }

  protected classesOf(index: number): string[] {
    return [this.#isFront && index === this.store.pointed.target ? 'query' : ''];
  }

  protected shadeOf(index: number): Shade {
    return this.shadeAt(rampPosition(weightScale(false), this.#weights?.[index] ?? 0));
  }

  /** They would hide the matrix beneath, whose row is lit. */
  protected factsOf(): string[] {
    return [];
  }

  protected point(index: number | null): void {
    this.store.point(index === null ? null : { system: this.system.index, source: null, target: index });
  }

  protected pin(index: number | null): void {
    this.store.pin(index === null ? null : { system: this.system.index, source: null, target: index });
  }
}
