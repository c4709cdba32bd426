import { html, nothing } from 'lit';
import type { NextQuestion } from '../../src/protocol/page.ts';
import type { TakeMenu } from '../export/takeMenu.ts';
import { type IconName, icon } from '../shell/icons.ts';
import type { Explained } from './about.ts';
import { controls, StoreElement } from './element.ts';
import type { HeaderStore } from './headerStore.ts';
import { pageHeaderStyle } from './pageHeaderStyle.ts';

/**
 * The head of every page, with the same parts in the same order: the question that the page answers; the model, the switch
 * that the whole extension shares, and help; what ran, and what can be done about it; what one is looking at, and what to
 * ask next.
 */
export abstract class PageHeader<Known extends HeaderStore> extends StoreElement<Known> {
  static override styles = [controls, pageHeaderStyle];

  override render() {
    const { state } = this.store;
    if (state === null) return nothing;
    return html`
      <header>
        <h1>${this.question()}</h1>
        <div class="switches">
          <button id="model" title=${this.modelTitle()} @click=${this.#chooseModel}>
            <span>${this.modelName() ?? this.strings('page.chooseModel')}</span> ${icon('chevronDown')}
          </button>
          <label title=${this.strings('page.followMeaning')}>
            <input id="follow" type="checkbox" .checked=${state.follow} @change=${this.#setFollow} />
            ${this.strings('page.follow')}
          </label>
          ${this.#opener('numbers', 'table')} ${this.takeAway()} ${this.#opener('keys', 'question')}
        </div>
        <div class="run">
          <div class="ran dim">${this.status()}</div>
          <div class="actions">${this.actions()}</div>
        </div>
      </header>
      <div class="bar" aria-hidden="true">${this.progress()}</div>
      ${this.subject()}
      <div class="further">
        <underhood-about .store=${this.store} .explained=${this.explained()}>${this.details()}</underhood-about>
        <underhood-next-questions .store=${this.store} .questions=${this.questions()}></underhood-next-questions>
      </div>
    `;
  }

  /** The question, in words. */
  get heading(): string {
    return textOf(this.find('h1'));
  }

  /** What ran, in a line. */
  get ranText(): string {
    return textOf(this.find('.ran'));
  }

  get take(): TakeMenu {
    return this.find('underhood-take');
  }

  /** The question that the page answers, as it stands. */
  protected abstract question(): unknown;
  /** What the button names by which another model is chosen; undefined: there is none yet. */
  protected abstract modelName(): string | undefined;
  /** What ran, or how far it is. */
  protected abstract status(): unknown;
  /** What the view in front is. */
  protected abstract explained(): Explained;
  /** What one may want to know next. */
  protected abstract questions(): readonly NextQuestion[];

  /** What the button does by which another model is chosen. */
  protected modelTitle(): string {
    return this.strings('page.chooseModel');
  }

  /** Buttons for what runs. */
  protected actions(): unknown {
    return nothing;
  }

  /** The way to take along what is shown. */
  protected takeAway(): unknown {
    return html`<underhood-take .store=${this.store}></underhood-take>`;
  }

  /** A line that grows, or moves, while something runs. */
  protected progress(): unknown {
    return nothing;
  }

  /** What is said in full below the explanation of the view, where the header cuts it. */
  protected details(): unknown {
    return nothing;
  }

  /** What the page is about, where the question does not say all of it. */
  protected subject(): unknown {
    return nothing;
  }

  /** A button for a window over the page, which the page opens. */
  #opener(name: 'numbers' | 'keys', shape: IconName) {
    const label = this.strings(`page.${name}`);
    return html`<button
      class="quiet"
      id=${name}
      title=${label}
      aria-label=${label}
      @click=${() => this.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true }))}
    >
      ${icon(shape)}
    </button>`;
  }

  readonly #chooseModel = () => {
    void this.store.attempt(this.store.host.request('chooseModel', {}));
  };

  readonly #setFollow = (event: Event) => {
    const follow = (event.target as HTMLInputElement).checked;
    void this.store.attempt(this.store.host.request('setFollow', { follow }));
  };
}

/** What a narrow header cuts, in full. */
export function inFull(told: string) {
  return html`<p class="details dim">${told}</p>`;
}

function textOf(element: HTMLElement): string {
  return element.innerText.replaceAll(/\s+/g, ' ').trim();
}
