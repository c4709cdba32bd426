import { css, html, nothing } from 'lit';
import type { OfferedSystem } from '../../src/protocol/translatePage.ts';
import { beamCounts } from '../../src/protocol/translation.ts';
import { choiceStyle } from '../parts/choiceStyle.ts';
import { controls, StoreElement } from '../parts/element.ts';
import { icon } from '../shell/icons.ts';
import type { TranslateStore } from './store.ts';

/** Which systems translate, and how they search. */
export class SystemsBar extends StoreElement<TranslateStore> {
  static override styles = [
    controls,
    choiceStyle,
    css`
      .bar {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 16px;
        align-items: center;
      }
      .systems {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 12px;
        align-items: center;
      }
      .own {
        display: inline-flex;
        align-items: center;
      }
    `,
  ];

  override render() {
    const { state, host } = this.store;
    if (state === null) return nothing;
    return html`<div class="bar">
      <div class="systems" role="group" aria-label=${this.strings('translate.systems')}>
        ${state.systems.map((system) => this.#system(system))}
        <button id="add" @click=${() => void this.store.attempt(host.request('addSystem', {}))}>
          ${icon('add')} ${this.strings('translate.addSystem')}
        </button>
      </div>
      <div class="views" role="group" aria-label=${this.strings('translate.search')}>
        ${beamCounts.map(
          (beams) => html`<button
            id="beams-${beams}"
            title=${this.strings(`translate.searchMeaning.${beams}`)}
            aria-pressed=${state.beams === beams}
            @click=${() => void this.store.attempt(host.request('setBeams', { beams }))}
          >
            ${this.strings(`translate.search.${beams}`)}
          </button>`,
        )}
      </div>
    </div>`;
  }

  #system(offered: OfferedSystem) {
    const { folder, name, bundled, isChosen } = offered;
    const chosen = this.store.state!.systems.filter((system) => system.isChosen);
    const remove = this.strings('translate.removeSystem', { name });
    return html`<span class="own">
      <label title=${folder}>
        <input
          type="checkbox"
          data-folder=${folder}
          .checked=${isChosen}
          ?disabled=${isChosen && chosen.length === 1}
          @change=${(event: Event) => this.#choose(folder, (event.target as HTMLInputElement).checked)}
        />
        ${this.store.nameOfOffered(offered)}
      </label>
      ${
        bundled
          ? nothing
          : html`<button class="quiet" title=${remove} aria-label=${remove} @click=${() => this.#remove(folder)}>
              ${icon('close')}
            </button>`
      }
    </span>`;
  }

  #choose(folder: string, isChosen: boolean): void {
    const { state, host } = this.store;
    const folders = state!.systems
      .filter((system) => (system.folder === folder ? isChosen : system.isChosen))
      .map((system) => system.folder);
    void this.store.attempt(host.request('chooseSystems', { folders }));
  }

  #remove(folder: string): void {
    void this.store.attempt(this.store.host.request('removeSystem', { folder }));
  }
}
