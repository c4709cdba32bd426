import { css, html, nothing } from 'lit';
import type { Table } from '../../src/export/table.ts';
import { rampPosition } from '../charts/scale.ts';
import { type Shade, TokenStrip, unshaded } from '../parts/tokenStrip.ts';
import { formatCount, formatProbability } from '../shell/numbers.ts';
import type { NextTokenStore } from './store.ts';
import { surprisalScale } from './surprisalScale.ts';

/** The end of the text, and what was written after it: each token with its probability, each a place to branch from. */
export class WrittenStrip extends TokenStrip<NextTokenStore> {
  static override styles = [
    ...TokenStrip.styles,
    css`
      .strip {
        max-height: none;
        min-height: 120px;
        line-height: 44px;
      }
      .own {
        color: var(--vscode-descriptionForeground);
        cursor: default;
      }
      .written {
        position: relative;
        padding: 2px 9px;
      }
      .chosen {
        text-decoration: underline;
        text-underline-offset: 3px;
      }
      /* From the top left, because a token that ends a line goes on in the next one. */
      .probability {
        position: absolute;
        left: 2px;
        top: 22px;
        font: 10px/12px var(--vscode-font-family, system-ui);
        color: var(--vscode-descriptionForeground);
        white-space: nowrap;
      }
    `,
  ];

  override tables(): readonly Table[] {
    const { written, continuation } = this.store;
    if (written === null || continuation === null) return [];
    const rows = written.path.map((at, place) => {
      const { id, probability, keptProbability, rank, isChosen } = continuation.nodes[at];
      const { label } = written.texts.tokens[written.tail + place];
      return [place + 1, id, label, probability, keptProbability, rank, isChosen ? 'chosen' : 'drawn'];
    });
    const columns = ['place', 'id', 'token', 'probability', 'probabilityKept', 'rank', 'how'];
    return rows.length === 0 ? [] : [{ name: this.label, columns, rows }];
  }

  protected get shown() {
    return this.store.written;
  }

  protected get label() {
    return this.strings('nextToken.written');
  }

  protected get pinned() {
    const { written, openNode } = this.store;
    const place = openNode === null ? -1 : (written?.path.indexOf(openNode) ?? -1);
    return place < 0 ? null : written!.tail + place;
  }

  protected get revealing() {
    return this.store.openNode;
  }

  #nodeAt(index: number) {
    const { written, continuation } = this.store;
    const node = written!.path[index - written!.tail];
    return node === undefined ? null : continuation!.nodes[node];
  }

  protected classesOf(index: number): string[] {
    const node = this.#nodeAt(index);
    if (node === null) return ['own'];
    return ['written', node.isChosen ? 'chosen' : '', index === this.pinned ? 'query' : ''];
  }

  protected shadeOf(index: number): Shade {
    const node = this.#nodeAt(index);
    if (node === null || !this.store.isShaded) return unshaded;
    return this.shadeAt(rampPosition(surprisalScale, -Math.log2(node.probability)));
  }

  protected override under(index: number) {
    const node = this.#nodeAt(index);
    if (node === null) return nothing;
    return html`<span class="probability" aria-hidden="true">${shortProbability(node.probability)}</span>`;
  }

  protected factsOf(index: number): string[] {
    const node = this.#nodeAt(index);
    if (node === null) return [this.strings('nextToken.factOwn')];
    const numbers = {
      probability: formatProbability(node.probability),
      rank: formatCount(node.rank),
      kept: formatProbability(node.keptProbability),
    };
    return [
      this.strings('nextToken.factWritten', numbers),
      this.strings(node.isChosen ? 'nextToken.factChosen' : 'nextToken.factDrawn', numbers),
    ];
  }

  protected point(index: number | null): void {
    const { written } = this.store;
    const isOwn = index !== null && written !== null && index < written.tail;
    this.store.effects.hover(isOwn ? written.firstToken + index : null);
  }

  protected pin(index: number | null): void {
    const { written } = this.store;
    this.store.open(index === null ? null : (written!.path[index - written!.tail] ?? null));
  }
}

/** Two digits, to stand under a token. */
function shortProbability(value: number): string {
  if (value >= 0.995) return '1.0';
  return value >= 0.005 ? value.toFixed(2).slice(1) : '<.01';
}
