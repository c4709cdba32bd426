import { css, html, nothing } from 'lit';
import type { TrainingSpeeds } from '../../../src/protocol/translatePage.ts';
import type { LineChartPicture } from '../../charts/lineChartDrawing.ts';
import { curveStyles } from '../../charts/palette.ts';
import { type PointAddress, rangeOf } from '../../charts/points.ts';
import { StoreElement } from '../../parts/element.ts';
import { viewStyle } from '../../parts/viewStyle.ts';
import { formatCount, formatNumber, formatShortCount } from '../../shell/numbers.ts';
import type { TranslateStore } from '../store.ts';
import { recurrentSchedule, transformerSchedule } from './schedule.ts';

const kinds = ['rnn', 'transformer'] as const;
/** Layers of the transformer where none was loaded: as many as the bundled one has. */
const usualLayers = 2;
/** More tokens make the picture no clearer. */
const mostTokens = 16;

/** What can be computed at the same time, and what that is worth in training on this machine. */
export class ParallelView extends StoreElement<TranslateStore> {
  static override properties = { ...StoreElement.properties, front: { state: true } };
  declare front: PointAddress | null;

  static override styles = [
    ...viewStyle,
    css`
      .pictures {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 360px), 1fr));
        gap: 8px 32px;
        margin: 8px 0 16px;
      }
      .pictures > * {
        min-width: 0;
      }
      h3 {
        margin: 0 0 4px;
        font-size: 13px;
        font-weight: normal;
      }
      .chart {
        max-width: 900px;
        margin: 8px 0;
      }
      .error {
        color: var(--vscode-errorForeground);
      }
    `,
  ];

  constructor() {
    super();
    this.front = null;
  }

  override render() {
    const { speeds } = this.store.state!;
    return html`${this.#schedules()}
      <h2>${this.strings('translate.speeds.title')}</h2>
      <p>${this.strings('translate.speeds.about')}</p>
      ${this.#button(speeds)}
      ${speeds?.error === undefined ? nothing : html`<p class="error">${speeds.error}</p>`}
      ${speeds === undefined || speeds.lengths.length === 0 ? nothing : this.#chart(speeds)}
      <footer><p role="status">${this.#read(speeds)}</p></footer>`;
  }

  #schedules() {
    const { store } = this;
    const source = store.run?.texts.tokens.map(({ label }) => label) ?? [];
    const tokens = (source.length > 1 ? source : [...this.strings('translate.exampleShort')]).slice(0, mostTokens);
    const transformer = store.run?.shown.find(({ kind }) => kind === 'transformer');
    const layers = transformer?.run.summary?.encoderLayers || usualLayers;
    const schedules = {
      rnn: recurrentSchedule(tokens.length),
      transformer: transformerSchedule(tokens.length, layers),
    };
    const columns = Math.max(schedules.rnn.steps, schedules.transformer.steps);
    return html`<h2>${this.strings('translate.schedule.title')}</h2>
      <p>${this.strings('translate.schedule.about')}</p>
      <div class="pictures" id="schematic">
        ${kinds.map((kind) => {
          const { steps } = schedules[kind];
          const title = this.strings(`translate.schedule.${kind}`, { steps });
          return html`<section>
            <h3>${title}</h3>
            <underhood-translate-schedule
              .store=${store}
              .schedule=${schedules[kind]}
              .tokens=${tokens}
              .columns=${columns}
              .label=${title}
            ></underhood-translate-schedule>
          </section>`;
        })}
      </div>`;
  }

  #button(speeds: TrainingSpeeds | undefined) {
    const { host } = this.store;
    if (speeds?.phase === 'measuring') {
      const progress = { done: speeds.lengths.length, total: speeds.total };
      return html`<div class="controls">
        <button id="cancel-speeds" @click=${() => void this.store.attempt(host.request('cancelSpeeds', {}))}>
          ${this.strings('translate.speeds.cancel')}
        </button>
        <span>${this.strings('translate.speeds.progress', progress)}</span>
      </div>`;
    }
    return html`<div class="controls">
      <button class="primary" id="measure" @click=${() => void this.store.attempt(host.request('measureSpeeds', {}))}>
        ${this.strings(speeds === undefined ? 'translate.speeds.measure' : 'translate.speeds.again')}
      </button>
    </div>`;
  }

  #chart(speeds: TrainingSpeeds) {
    const picture = this.#picture(speeds);
    const [size] = speeds.lengths;
    return html`<underhood-line-chart
        class="chart"
        .store=${this.store}
        .picture=${picture}
        .height=${260}
        .label=${this.strings('translate.speeds.chart')}
        .front=${this.front}
        .describe=${(at: PointAddress) => this.#describe(speeds, at)}
        @point=${({ detail }: CustomEvent<PointAddress | null>) => {
          this.front = detail;
        }}
      ></underhood-line-chart>
      <p class="dim">
        ${this.strings('translate.speeds.size', {
          rnn: formatShortCount(size.parameters.rnn),
          transformer: formatShortCount(size.parameters.transformer),
          width: size.width,
          vocabulary: formatCount(size.vocabularySize),
          runtime: size.runtime,
          threads: size.threads,
        })}
      </p>
      <underhood-curve-table
        .store=${this.store}
        .picture=${picture}
        .label=${this.strings('translate.speeds.table')}
        .nameOfRow=${(_: number, place: number) => this.#length(speeds, place)}
      ></underhood-curve-table>`;
  }

  #length({ lengths }: TrainingSpeeds, place: number): string {
    const { tokens, batch } = lengths[place];
    return this.strings('translate.speeds.batch', { tokens, batch });
  }

  /** Lengths stand evenly: each is a multiple of the one before. */
  #picture(speeds: TrainingSpeeds): LineChartPicture {
    const { lengths, total } = speeds;
    const styles = curveStyles(this.theme);
    const lines = kinds.map((kind, i) => ({
      name: this.strings(`translate.speeds.${kind}`),
      style: styles[i],
      x: lengths.map((_, place) => place),
      y: lengths.map((length) => length[kind]),
      hasMarkers: true,
    }));
    const [, most] = rangeOf(
      lines.map(({ y }) => y),
      true,
    );
    return {
      lines,
      isNamed: true,
      rangeX: [-0.2, Math.max(1, total - 1) + 0.2],
      rangeY: [0, most],
      x: this.strings('translate.speeds.axisX'),
      y: this.strings('translate.speeds.axisY'),
      marksX: lengths.map((_, place) => place),
      formatY: formatShortCount,
      formatX: (place) => (lengths[place] === undefined ? '' : this.#length(speeds, place)),
    };
  }

  #describe({ lengths }: TrainingSpeeds, { line, place }: PointAddress): string {
    const { tokens, batch, ...speed } = lengths[place];
    const kind = kinds[line];
    const system = this.strings(`translate.speeds.${kind}`);
    return this.strings('translate.speeds.point', { system, tokens, batch, speed: formatCount(speed[kind]) });
  }

  #read(speeds: TrainingSpeeds | undefined): string {
    if (speeds === undefined || speeds.lengths.length === 0) return this.strings('translate.speeds.readNothing');
    const { front } = this;
    if (front !== null && front.place < speeds.lengths.length) return this.#describe(speeds, front);
    const { tokens, rnn, transformer } = speeds.lengths[speeds.lengths.length - 1];
    const isFaster = transformer >= rnn;
    return this.strings(isFaster ? 'translate.speeds.read' : 'translate.speeds.readSlower', {
      ...{ tokens, rnn: formatCount(rnn), transformer: formatCount(transformer) },
      ratio: formatNumber(isFaster ? transformer / rnn : rnn / transformer),
    });
  }
}
