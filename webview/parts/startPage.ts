import '../shell/page.css';
import type { LitElement } from 'lit';
import { TakeMenu } from '../export/takeMenu.ts';
import { About } from './about.ts';
import type { StoreElement } from './element.ts';
import { Formula } from './formula.ts';
import { KeyList } from './keyList.ts';
import { NextQuestions } from './nextQuestions.ts';
import { Notices } from './notices.ts';
import type { Store } from './store.ts';
import { TableTwin } from './tableTwin.ts';

/** What every page is made of. */
const shared = {
  'underhood-about': About,
  'underhood-formula': Formula,
  'underhood-keys': KeyList,
  'underhood-next-questions': NextQuestions,
  'underhood-notices': Notices,
  'underhood-table-twin': TableTwin,
  'underhood-take': TakeMenu,
};

/** Makes the elements known, puts the page into the document, and asks the host for what it shows. */
export function startPage<Known extends Store & { start(): Promise<void> }>(
  elements: Readonly<Record<string, new () => LitElement>>,
  Page: new () => StoreElement<Known>,
  store: Known,
): void {
  for (const [name, element] of Object.entries({ ...shared, ...elements })) customElements.define(name, element);
  const page = new Page();
  page.store = store;
  document.body.append(page);
  void store.start();
}
