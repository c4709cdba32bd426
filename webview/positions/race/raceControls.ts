import { css, html, nothing } from 'lit';
import { type RaceSettings, raceCorpora } from '../../../src/protocol/race.ts';
import { isUnderWay } from '../../../src/protocol/training.ts';
import { choice } from '../../parts/choice.ts';
import { StoreElement } from '../../parts/element.ts';
import { numberInput } from '../../parts/numberInput.ts';
import { viewStyle } from '../../parts/viewStyle.ts';
import { type IconName, icon } from '../../shell/icons.ts';
import { formatCount } from '../../shell/numbers.ts';
import type { PositionsStore } from '../store.ts';
import { expectedSeconds, isSame } from './standings.ts';

const mostSteps = 20_000;

/** Which race is run, what can be done about it, and which are kept. */
export class RaceControls extends StoreElement<PositionsStore> {
  static override styles = [
    ...viewStyle,
    css`
      input[type='number'] {
        width: 84px;
      }
      .buttons {
        display: inline-flex;
        gap: 4px;
      }
    `,
  ];

  override render() {
    const { race } = this.store.navigation;
    return html`<div class="controls">
        ${choice({
          id: 'corpus',
          label: this.strings('positions.race.corpus'),
          values: raceCorpora,
          chosen: race.corpus,
          nameOf: (corpus) => this.strings(`positions.race.corpus.${corpus}`),
          choose: (corpus) => this.#set({ corpus }),
        })}
        ${this.#number('steps', 10, mostSteps)} ${this.#number('seed', 0, 2 ** 32 - 1)}
        <div class="buttons">${this.#buttons()}</div>
        ${this.#kept()}
      </div>
      ${isUnderWay(this.store.state!.race?.phase) ? nothing : html`<p class="expected dim">${this.#expected()}</p>`}`;
  }

  #set(change: Partial<RaceSettings>): void {
    this.store.navigate({ race: { ...this.store.navigation.race, ...change } });
  }

  #number(name: 'steps' | 'seed', least: number, most: number) {
    return numberInput({
      ...{ id: name, value: this.store.navigation.race[name], least, most },
      label: this.strings(`positions.race.${name}`),
      choose: (value) => this.#set({ [name]: value }),
    });
  }

  #buttons() {
    const { state, navigation } = this.store;
    const { race } = state!;
    if (isUnderWay(race?.phase)) {
      return [
        race!.phase === 'paused'
          ? this.#button('resume', 'play', 'resumeRace')
          : this.#button('pause', 'pause', 'pauseRace', race!.phase === 'preparing'),
        this.#button('stop', 'stop', 'stopRace'),
      ];
    }
    const isShown = race !== undefined && isSame(race.settings, navigation.race);
    const isOver = isShown && race.phase === 'finished';
    const isBegun = isShown && race.contestants.some(({ step }) => step > 0);
    return html`<button
      id="start"
      class="primary"
      ?disabled=${isOver}
      @click=${() => void this.store.attempt(this.store.host.request('startRace', navigation.race))}
    >
      ${icon('play')} ${this.strings(`positions.race.${isBegun && !isOver ? 'goOn' : 'start'}`)}
    </button>`;
  }

  #button(
    name: 'pause' | 'resume' | 'stop',
    shape: IconName,
    request: 'pauseRace' | 'resumeRace' | 'stopRace',
    isDisabled = false,
  ) {
    return html`<button
      id=${name}
      class=${name === 'resume' ? 'primary' : ''}
      ?disabled=${isDisabled}
      @click=${() => void this.store.attempt(this.store.host.request(request, {}))}
    >
      ${icon(shape)} ${this.strings(`positions.race.${name}`)}
    </button>`;
  }

  /** Races that were begun, to be looked at again. */
  #kept() {
    const { race, races } = this.store.state!;
    if (races.length === 0) return nothing;
    const show = (name: string) => {
      const settings = races.find((kept) => kept.name === name)?.settings;
      if (settings === undefined) return;
      this.store.navigate({ race: settings });
      void this.store.attempt(this.store.host.request('showRace', settings));
    };
    return html`<label>
      ${this.strings('positions.race.kept')}
      <select id="kept" @change=${(event: Event) => show((event.target as HTMLSelectElement).value)}>
        ${
          races.some(({ name }) => name === race?.name)
            ? nothing
            : html`<option value="" selected>${this.strings('positions.race.keptCount', { count: races.length })}</option>`
        }
        ${races.map(
          ({ name, settings }) => html`<option value=${name} .selected=${name === race?.name}>
            ${this.strings('positions.race.named', {
              corpus: this.strings(`positions.race.corpus.${settings.corpus}`),
              steps: formatCount(settings.steps),
              seed: settings.seed,
            })}
          </option>`,
        )}
      </select>
    </label>`;
  }

  /** What there is to expect from pressing the button. */
  #expected(): string {
    const { state, navigation } = this.store;
    const { race } = state!;
    if (race?.phase === 'finished' && isSame(race.settings, navigation.race))
      return this.strings('positions.race.same');
    const minutes = formatCount(Math.ceil(expectedSeconds(navigation.race.steps, race) / 60));
    return this.strings(race ? 'positions.race.expectedHere' : 'positions.race.expected', { minutes });
  }
}
