import { html, nothing, type TemplateResult } from 'lit';
import type { ShownSystem } from './shownSystem.ts';
import type { TranslateStore } from './store.ts';

/** Buttons for the systems that a view can show, styled by `choiceStyle`; none where there is no choice. */
export function systemChoice(
  store: TranslateStore,
  isShown: (system: ShownSystem) => boolean,
): TemplateResult | typeof nothing {
  const systems = store.run!.shown.filter(isShown);
  const front = store.front(isShown);
  if (systems.length < 2) return nothing;
  return html`<div class="views" id="systems" role="group" aria-label=${store.strings('translate.systems')}>
    ${systems.map(
      (system) => html`<button
        aria-pressed=${system === front}
        @click=${() => store.navigate({ system: system.run.folder, head: null })}
      >
        ${store.nameOf(system)}
      </button>`,
    )}
  </div>`;
}
