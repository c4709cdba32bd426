import type * as vscode from 'vscode';
import type { ModelProcess } from '../modelProcess/client.ts';
import type { AttentionNavigation } from '../protocol/attentionPage.ts';
import { AttentionPage } from './attentionPage.ts';
import type { OnePage } from './onePage.ts';
import type { Host, Saved } from './textPage.ts';

/** A second attention page, with a model and a process of its own: two models side by side on one text. */
export class BesidePage {
  #folder = '';
  readonly #page: OnePage<AttentionPage, Saved<AttentionNavigation>>;

  /**
   * @param make the page that holds at most one panel
   * @param process its own, so that both models stay loaded
   */
  constructor(
    host: Host,
    process: ModelProcess,
    make: (build: (panel: vscode.WebviewPanel) => AttentionPage) => OnePage<AttentionPage, Saved<AttentionNavigation>>,
  ) {
    const folder = () => this.#folder;
    const choice = {
      get folder() {
        return folder();
      },
    };
    // It goes with its window: what two models were compared is not brought back.
    this.#page = make((panel) => new AttentionPage(panel, { ...host, process, choice }, () => {}));
  }

  get page(): AttentionPage | undefined {
    return this.#page.page;
  }

  /** @param folder of its model */
  show(folder: string, column: vscode.ViewColumn): AttentionPage {
    this.#folder = folder;
    return this.#page.show(column);
  }
}
