import type * as vscode from 'vscode';
import { checked, type SavedAttention, savedAttention } from '../protocol/validation.ts';
import { AttentionPage, type Host } from './attentionPage.ts';
import { say } from './language.ts';
import { createPanel } from './pagePanel.ts';

/** The attention page, of which there is one at most. */
export class Attention implements vscode.WebviewPanelSerializer {
  static readonly viewType = 'underhood.attention';
  #page?: AttentionPage;

  /** @param memory of this workspace: what would bring the page back */
  constructor(
    private readonly host: Host,
    private readonly memory: vscode.Memento,
  ) {}

  get page(): AttentionPage | undefined {
    return this.#page;
  }

  /** The page, opened where there is none, and visible. */
  show(): AttentionPage {
    if (this.#page) {
      if (!this.#page.isVisible) this.#page.panel.reveal(undefined, true);
      return this.#page;
    }
    const files = { name: 'attention', title: say('page.attention'), extensionUri: this.host.extensionUri };
    return this.#host(createPanel(Attention.viewType, files));
  }

  /** Called by VS Code with a panel that was open when the window was closed or reloaded. */
  async deserializeWebviewPanel(panel: vscode.WebviewPanel): Promise<void> {
    const page = this.#host(panel);
    const saved = this.memory.get('attention');
    if (saved === undefined) return;
    try {
      void page.restore(checked(savedAttention, saved));
    } catch (error) {
      page.fail(error);
    }
  }

  #host(panel: vscode.WebviewPanel): AttentionPage {
    const page = new AttentionPage(panel, this.host, (saved: SavedAttention) => {
      void this.memory.update('attention', saved);
    });
    this.#page = page;
    panel.onDidDispose(() => {
      if (this.#page === page) this.#page = undefined;
    });
    return page;
  }
}
