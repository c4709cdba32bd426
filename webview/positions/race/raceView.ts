import { html, nothing } from 'lit';
import { codedSentence } from '../../../src/localisation.ts';
import type { SchemeName } from '../../../src/positions/scheme.ts';
import type { RaceState } from '../../../src/protocol/race.ts';
import { isUnderWay } from '../../../src/protocol/training.ts';
import type { PointAddress } from '../../charts/points.ts';
import { StoreElement } from '../../parts/element.ts';
import { viewStyle } from '../../parts/viewStyle.ts';
import { cssProperties } from '../../shell/cssProperties.ts';
import { formatClock, formatCount, formatMark, formatNumber, formatShortCount } from '../../shell/numbers.ts';
import type { PositionsStore } from '../store.ts';
import { overPositions, overSteps, type RacePicture } from './racePictures.ts';
import { raceStyle } from './raceStyle.ts';
import { bestOf, currentOf, isSame, shareOf, throughOf } from './standings.ts';

type Chart = 'steps' | 'positions';

/** The same small model once with each scheme: which learns best, and which goes on beyond what it has seen? */
export class RaceView extends StoreElement<PositionsStore> {
  static override properties = {
    ...StoreElement.properties,
    pointed: { state: true },
    scheme: { state: true },
  };
  /** A contestant's point in one of the charts. */
  declare pointed: { readonly chart: Chart; readonly scheme: SchemeName; readonly place: number } | null;
  /** The contestant that is pointed at in the table. */
  declare scheme: SchemeName | null;
  #wasShown = false;

  static override styles = [...viewStyle, raceStyle];

  constructor() {
    super();
    this.pointed = null;
    this.scheme = null;
  }

  /** A race that lies on the disk is shown without being asked for: the one that is set, or the last. */
  override willUpdate(): void {
    const { state, navigation, host } = this.store;
    if (this.#wasShown || state === null) return;
    this.#wasShown = true;
    if (state.race !== undefined || state.races.length === 0) return;
    const kept = state.races.find(({ settings }) => isSame(settings, navigation.race)) ?? state.races.at(-1)!;
    this.store.navigate({ race: kept.settings });
    void this.store.attempt(host.request('showRace', kept.settings));
  }

  override render() {
    const { race } = this.store.state!;
    return html`<p>${this.strings('positions.race.about')}</p>
      <underhood-positions-race-controls .store=${this.store}></underhood-positions-race-controls>
      ${race === undefined ? this.#empty() : this.#race(race)}
      <footer><p role="status">${race === undefined ? this.strings('positions.race.readNone') : this.#read(race)}</p></footer>`;
  }

  /** What the contestants have in common. */
  #shape(race: RaceState): string {
    const { layers, heads, width, parameters, trainedLength, measuredLength, positionScale } = race;
    return [
      this.strings('attention.ranShape', { layers, heads }),
      this.strings('training.ranWidth', { width }),
      parameters && this.strings('page.ranParameters', { count: formatShortCount(parameters) }),
      this.strings('positions.race.shape', { trainedLength, measuredLength }),
      positionScale !== 1 && this.strings('positions.race.scaled', { scale: formatMark(positionScale) }),
    ]
      .filter(Boolean)
      .join(' · ');
  }

  /** What a race will show. */
  #empty() {
    return html`<div class="charts">
      <section>
        <h2>${this.strings('positions.race.overSteps')}</h2>
        ${this.#later('steps')}
      </section>
      <section>
        <h2>${this.strings('positions.race.overPositions')}</h2>
        ${this.#later('positions')}
      </section>
    </div>`;
  }

  #later(chart: Chart) {
    return html`<p class="later dim">${this.strings(`positions.race.later.${chart}`)}</p>`;
  }

  #race(race: RaceState) {
    const { strings, theme } = this;
    const [steps, positions] = [overSteps(race, strings, theme), overPositions(race, strings, theme)];
    return html`<p class="dim" id="shape">${this.#shape(race)}</p>
      ${this.#progress(race)}
      <div class="charts">
        <section>
          <h2>${strings('positions.race.overSteps')}</h2>
          ${this.#chart('steps', steps)}
        </section>
        <section>
          <h2>${strings('positions.race.overPositions')}</h2>
          ${this.#chart('positions', positions)}
        </section>
      </div>
      <underhood-positions-contestants
        .store=${this.store}
        .race=${race}
        .front=${this.#front}
        @point=${({ detail }: CustomEvent<SchemeName | null>) => {
          this.scheme = detail;
        }}
      ></underhood-positions-contestants>
      <p class="dim">${strings('positions.race.best')}</p>
      <underhood-positions-verdict .store=${this.store} .race=${race}></underhood-positions-verdict>
      ${this.#table('steps', steps)} ${this.#table('positions', positions)}`;
  }

  get #front(): SchemeName | null {
    return this.pointed?.scheme ?? this.scheme;
  }

  /** How far it is, at every step: not read out. */
  #progress(race: RaceState) {
    const { error, phase, secondsLeft } = race;
    if (error) {
      return html`<p id="failed">${codedSentence(this.store.state!.language, error)}</p>`;
    }
    const current = currentOf(race);
    const parts = [
      this.strings(`positions.race.state.${phase}`, { done: throughOf(race), count: race.contestants.length }),
      current &&
        this.strings('positions.race.turn', {
          scheme: this.strings(`positions.scheme.${current.scheme}`),
          step: formatCount(current.step),
          steps: formatCount(race.settings.steps),
        }),
      phase === 'running' &&
        secondsLeft !== undefined &&
        this.strings('training.left', { time: formatClock(secondsLeft) }),
    ];
    return html`<p id="progress">${parts.filter(Boolean).join(' · ')}</p>
      <div class="bar" aria-hidden="true"><i ${cssProperties({ '--share': String(shareOf(race)) })}></i></div>`;
  }

  #chart(chart: Chart, picture: RacePicture) {
    if (picture.lines.length === 0) return this.#later(chart);
    return html`<underhood-line-chart
      id=${chart}
      .store=${this.store}
      .picture=${picture}
      .label=${this.strings(chart === 'steps' ? 'positions.race.overSteps' : 'positions.race.overPositions')}
      .height=${300}
      .front=${this.#placeIn(chart, picture)}
      .describe=${(at: PointAddress) => this.#describe(chart, picture, at)}
      @point=${({ detail }: CustomEvent<PointAddress | null>) => {
        this.pointed =
          detail === null ? null : { chart, scheme: picture.contestants[detail.line].scheme, place: detail.place };
      }}
    ></underhood-line-chart>`;
  }

  /** The contestant in front keeps its line in front in both charts. */
  #placeIn(chart: Chart, picture: RacePicture): PointAddress | null {
    const line = picture.contestants.findIndex(({ scheme }) => scheme === this.#front);
    if (line < 0) return null;
    const isHere = this.pointed?.chart === chart;
    return { line, place: isHere ? this.pointed!.place : picture.lines[line].x.length - 1 };
  }

  #table(chart: Chart, picture: RacePicture) {
    if (picture.lines.length === 0) return nothing;
    return html`<underhood-curve-table
      .store=${this.store}
      .picture=${picture}
      .label=${this.strings(`positions.race.table.${chart}`)}
      .nameOfRow=${(line: number, place: number) => this.#placeName(chart, picture, { line, place })}
    ></underhood-curve-table>`;
  }

  #placeName(chart: Chart, { contestants }: RacePicture, { line, place }: PointAddress): string {
    const { evaluations, byPosition } = contestants[line];
    if (chart === 'steps') return formatCount(evaluations[place].step);
    return `${byPosition!.from[place]}–${byPosition!.to[place] - 1}`;
  }

  #describe(chart: Chart, picture: RacePicture, at: PointAddress): string {
    const { scheme, byPosition } = picture.contestants[at.line];
    const isBeyond = chart === 'positions' && byPosition!.from[at.place] >= this.store.state!.race!.trainedLength;
    const key = chart === 'steps' ? 'Step' : isBeyond ? 'Beyond' : 'Within';
    return this.strings(`positions.race.read${key}`, {
      scheme: this.strings(`positions.scheme.${scheme}`),
      place: this.#placeName(chart, picture, at),
      loss: formatNumber(picture.lines[at.line].y[at.place]),
    });
  }

  /** It changes when somebody is through, not at every step. */
  #read(race: RaceState): string {
    const { pointed } = this;
    if (pointed !== null) {
      const picture = (pointed.chart === 'steps' ? overSteps : overPositions)(race, this.strings, this.theme);
      const line = picture.contestants.findIndex(({ scheme }) => scheme === pointed.scheme);
      const place = Math.min(pointed.place, (picture.lines[line]?.x.length ?? 0) - 1);
      if (place >= 0) return this.#describe(pointed.chart, picture, { line, place });
    }
    const [within, beyond] = [bestOf(race, 'within'), bestOf(race, 'beyond')];
    const done = throughOf(race);
    const count = race.contestants.length;
    if (within === undefined || beyond === undefined) {
      return this.strings(isUnderWay(race.phase) ? 'positions.race.readNobody' : 'positions.race.readIdle');
    }
    return this.strings(done === count ? 'positions.race.readOver' : 'positions.race.readSoFar', {
      within: this.strings(`positions.scheme.${within.scheme}`),
      withinLoss: formatNumber(within.byPosition!.within),
      beyond: this.strings(`positions.scheme.${beyond.scheme}`),
      beyondLoss: formatNumber(beyond.byPosition!.beyond),
      length: race.trainedLength,
      done,
      count,
    });
  }
}
