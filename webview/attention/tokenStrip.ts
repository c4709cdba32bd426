import { rampPosition, weightScale } from '../charts/scale.ts';
import { tokenFacts } from '../parts/tokenFacts.ts';
import { type Shade, TokenStrip } from '../parts/tokenStrip.ts';
import type { AttentionStore } from './store.ts';

/** The text as the model reads it, token by token, shaded by what the query in front looks at. */
export class AttentionTokenStrip extends TokenStrip<AttentionStore> {
  /** How much the query in front gives to each token. */
  #weights: Float32Array | null = null;

  override willUpdate(): void {
    this.#weights = this.store.tokenWeights;
  }

  protected get shown() {
    return this.store.run;
  }

  protected get label() {
    return this.strings('page.tokens');
  }

  protected get pinned() {
    return this.store.navigation.query;
  }

  protected get revealing() {
    return `${this.store.run?.runId} ${this.pinned}`;
  }

  protected classesOf(index: number): string[] {
    const { query, key } = this.store;
    return [index === query ? 'query' : '', index === key ? 'key' : '', query !== null && index > query ? 'later' : ''];
  }

  protected shadeOf(index: number): Shade {
    const scale = weightScale(this.store.navigation.logarithmic);
    return this.shadeAt(rampPosition(scale, this.#weights?.[index] ?? 0));
  }

  protected factsOf(index: number): string[] {
    return tokenFacts(this.store.run!, index, this.strings);
  }

  protected point(index: number | null): void {
    this.store.effects.hover(index);
    this.store.show(index === null ? {} : { query: index });
  }

  protected pin(index: number | null): void {
    this.store.navigate({ query: index, key: null });
  }
}
