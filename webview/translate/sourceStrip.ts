import { rampPosition, weightScale } from '../charts/scale.ts';
import { tokenFacts } from '../parts/tokenFacts.ts';
import { type Shade, TokenStrip } from '../parts/tokenStrip.ts';
import type { TranslateStore } from './store.ts';

/** The source, shaded by where the written token that is pointed at looked. */
export class SourceStrip extends TokenStrip<TranslateStore> {
  #weights: Float32Array | null = null;

  override willUpdate(): void {
    this.#weights = this.store.sourceWeights;
  }

  protected get shown() {
    return this.store.run;
  }

  protected get label() {
    return this.strings('translate.source');
  }

  protected get pinned() {
    return this.store.navigation.source;
  }

  protected get revealing() {
    return `${this.store.run?.runId} ${this.pinned}`;
  }

  protected classesOf(index: number): string[] {
    return [index === this.store.pointed.source ? 'query' : ''];
  }

  protected shadeOf(index: number): Shade {
    return this.shadeAt(rampPosition(weightScale(false), this.#weights?.[index] ?? 0));
  }

  protected factsOf(index: number): string[] {
    return tokenFacts(this.store.run!, index, this.strings);
  }

  protected point(index: number | null): void {
    this.store.point(index === null ? null : { system: null, source: index, target: null });
  }

  protected pin(index: number | null): void {
    this.store.pin(index === null ? null : { system: null, source: index, target: null });
  }
}
