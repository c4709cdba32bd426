import { css, html } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { rampPosition } from '../charts/scale.ts';
import { tokenFacts } from '../parts/tokenFacts.ts';
import { type Shade, type StripText, TokenStrip, unshaded } from '../parts/tokenStrip.ts';
import { formatCount, formatNumber, formatProbability } from '../shell/numbers.ts';
import type { NextTokenStore } from './store.ts';
import { surprisalScale } from './surprisalScale.ts';

/** The text as the model reads it, shaded by surprisal; a place chosen in it is asked what comes there. */
export class ReadingStrip extends TokenStrip<NextTokenStore> {
  static override styles = [
    ...TokenStrip.styles,
    css`
      .end {
        white-space: nowrap;
        margin-left: 6px;
        padding: 2px 4px;
      }
    `,
  ];

  protected get shown() {
    return this.store.run;
  }

  protected get label() {
    return this.strings('nextToken.places');
  }

  protected get pinned() {
    return this.store.position;
  }

  protected get revealing() {
    return `${this.store.run?.runId} ${this.pinned}`;
  }

  protected override get hasEnd() {
    return true;
  }

  /** Settings change far more often than the text does, which can be long. */
  protected override content(shown: StripText): unknown {
    const depends = [shown, this.pinned, this.focused, this.store.isShaded, this.theme, this.strings('page.tokens')];
    return guard(depends, () => [super.content(shown), this.#end(shown.tokens.length)]);
  }

  #end(index: number) {
    const classes = ['end', ...this.placeClasses(index)].join(' ');
    return html`<span
      class=${classes}
      role="option"
      id="token-${index}"
      data-token=${index}
      aria-selected=${index === this.pinned}
      >⟩ ${this.strings('nextToken.end')}</span
    >`;
  }

  protected classesOf(index: number): string[] {
    return [index === this.pinned ? 'query' : '', index > this.pinned ? 'later' : ''];
  }

  protected shadeOf(index: number): Shade {
    const bits = this.store.run!.surprisals[index];
    return this.store.isShaded ? this.shadeAt(rampPosition(surprisalScale, bits)) : unshaded;
  }

  protected factsOf(index: number): string[] {
    const run = this.store.run!;
    if (index >= run.tokens.length) return [this.strings('nextToken.endMeaning')];
    const bits = run.surprisals[index];
    const surprise = Number.isNaN(bits)
      ? this.strings('nextToken.factUnasked')
      : this.strings('nextToken.factSurprisal', {
          rank: formatCount(run.ranks[index]),
          bits: formatNumber(Math.max(0, bits)),
          probability: formatProbability(2 ** -bits),
        });
    return [surprise, ...tokenFacts(run, index, this.strings)];
  }

  protected point(index: number | null): void {
    const isToken = index !== null && index < this.store.run!.tokens.length;
    this.store.effects.hover(isToken ? index : null);
  }

  protected pin(index: number | null): void {
    const isEnd = index === null || index >= this.store.run!.tokens.length;
    this.store.navigate({ position: isEnd ? null : index });
  }
}
