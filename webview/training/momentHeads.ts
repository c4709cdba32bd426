import { css, html, nothing } from 'lit';
import type { Table } from '../../src/export/table.ts';
import type { Moment } from '../../src/protocol/training.ts';
import { drawGrid, type HeadFrames, nameColumn } from '../charts/gridDrawing.ts';
import { HeatmapPainter } from '../charts/heatmap.ts';
import { HeadMultiples } from '../parts/headMultiples.ts';
import { headAt, placeOfHead } from '../parts/heads.ts';
import { formatCount, formatNumber } from '../shell/numbers.ts';
import type { TrainingStore } from './store.ts';

/** All heads on the probe sentence, as they were at the moment. */
export class MomentHeads extends HeadMultiples {
  declare store: TrainingStore;
  readonly #painter = new HeatmapPainter();
  #uploaded: Moment | null = null;

  static override styles = [
    ...HeadMultiples.styles,
    css`
      h2 {
        margin: 0 0 4px;
        font-size: 13px;
      }
      underhood-weight-legend {
        margin: 8px 0 0 ${nameColumn}px;
      }
      p {
        margin: 4px 0 0;
      }
    `,
  ];

  protected get label(): string {
    return this.strings('training.headsLabel');
  }

  protected get values(): null {
    return null;
  }

  override willUpdate(): void {
    const { summary, navigation, head } = this.store;
    if (summary === undefined) return;
    this.model = summary;
    this.pinned = navigation.head && placeOfHead(navigation.head, summary);
    this.front = head === null ? 0 : placeOfHead(head, summary);
  }

  override render() {
    const { moment, summary } = this.store;
    if (moment === null || summary === undefined) return nothing;
    return html`
      <h2>${this.strings('training.heads', { step: formatCount(moment.step) })}</h2>
      ${super.render()}
      <underhood-weight-legend .store=${this.store}></underhood-weight-legend>
      <p class="dim">${this.strings('training.headsMeaning')}</p>
    `;
  }

  override tables(): readonly Table[] {
    const { curves, index, summary, moment } = this.store;
    if (!curves || index === null || !summary || moment === null) return [];
    const { induction, previousToken } = curves.evaluations;
    const count = summary.layers * summary.heads;
    const rows = Array.from({ length: induction.length > 0 ? count : 0 }, (_, place) => {
      const { layer, head } = headAt(place, summary.heads);
      return [layer, head, induction[index * count + place], previousToken[index * count + place]];
    });
    const name = this.strings('training.heads', { step: formatCount(moment.step) });
    return [{ name, columns: ['layer', 'head', 'induction', 'previousToken'], rows }];
  }

  override updated(): void {
    if (this.store.moment !== null && this.store.summary !== undefined) super.updated();
  }

  protected describe(place: number): string {
    const { curves, index, navigation } = this.store;
    const { layers, heads } = this.model;
    const { layer, head } = headAt(place, heads);
    if (curves?.evaluations.induction.length === 0) return this.strings('attention.headName', { layer, head });
    const score =
      curves && index !== null ? curves.evaluations[navigation.statistic][index * layers * heads + place] : Number.NaN;
    return this.strings('training.headScore', {
      layer,
      head,
      statistic: this.strings(`training.statistic.${navigation.statistic}`),
      score: formatNumber(score),
    });
  }

  protected draw(frames: HeadFrames): void {
    const { pattern, tokens } = this.store.moment!;
    if (this.#uploaded !== this.store.moment) {
      this.#painter.setTiles({ count: frames.heads.length, size: tokens, data: pattern });
      this.#uploaded = this.store.moment;
    }
    drawGrid({ ...frames, painter: this.#painter, size: tokens, logarithmic: false });
  }

  protected override tell(what: 'point' | 'pick' | 'unpin', place: number | null): void {
    const at = place === null ? null : headAt(place, this.model.heads);
    this.store.previewHead(what === 'point' ? at : null);
    if (what !== 'point') this.store.navigate({ head: at });
  }
}
