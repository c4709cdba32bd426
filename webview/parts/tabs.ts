import { css, html, type TemplateResult } from 'lit';
import { tabStyle } from './tabStyle.ts';

interface Tabs<View extends string> {
  /** What the tabs are, together. */
  readonly label: string;
  readonly views: readonly View[];
  readonly shown: View;
  readonly nameOf: (view: View) => string;
  readonly show: (view: View) => void;
  /** They stand within a view that has a tab itself, and look like a choice (`choiceStyle`): two rows of tabs would look alike. */
  readonly areInner?: boolean;
}

/** Tabs over a view that takes the room that is left. */
export const tabbedStyle = [
  tabStyle,
  css`
    .tabs {
      margin: 4px 0 8px;
    }
    .views[role='tablist'] {
      margin: 4px 0 8px;
    }
    [role='tabpanel'] {
      flex: 1;
    }
  `,
];

/** The id of the panel that the tabs control. */
const panelId = 'panel';

/** The id of a view's tab, by which its panel is named. */
function tabId(view: string): string {
  return `tab-${view}`;
}

/** A row of tabs, and the view of the one that is shown. */
export function tabbed<View extends string>(tabs: Tabs<View>, view: unknown): TemplateResult {
  return html`${tabRow(tabs)}
    <div id=${panelId} role="tabpanel" aria-labelledby=${tabId(tabs.shown)}>${view}</div>`;
}

/**
 * A row of tabs, styled by `tabbedStyle`. One of them is in the order of Tab; arrows, Home and End go from one to the next
 * and show it. No element of its own: ids do not reach from one shadow root into another.
 */
function tabRow<View extends string>(tabs: Tabs<View>): TemplateResult {
  const { label, views, shown, nameOf, show } = tabs;
  return html`<div
    class=${tabs.areInner ? 'views' : 'tabs'}
    role="tablist"
    aria-label=${label}
    @keydown=${(event: KeyboardEvent) => onKey(event, tabs)}
  >
    ${views.map(
      (view) => html`<button
        role="tab"
        id=${tabId(view)}
        aria-selected=${view === shown}
        aria-controls=${panelId}
        tabindex=${view === shown ? 0 : -1}
        @click=${() => show(view)}
      >
        ${nameOf(view)}
      </button>`,
    )}
  </div>`;
}

function onKey<View extends string>(event: KeyboardEvent, { views, shown, show }: Tabs<View>): void {
  const last = views.length - 1;
  const place = views.indexOf(shown);
  const moves: Record<string, number> = {
    ArrowLeft: place === 0 ? last : place - 1,
    ArrowRight: place === last ? 0 : place + 1,
    Home: 0,
    End: last,
  };
  if (!(event.key in moves)) return;
  const next = views[moves[event.key]];
  show(next);
  event.preventDefault();
  (event.currentTarget as Element).querySelector<HTMLElement>(`#${tabId(next)}`)!.focus();
}
