import type * as vscode from 'vscode';
import type { HostKey } from '../localisation.ts';
import { checked, type SchemaOf } from '../protocol/validation.ts';
import { say } from './language.ts';
import { createPanel } from './pagePanel.ts';

/** What of a page it needs. */
export interface Page<Saved> {
  readonly panel: vscode.WebviewPanel;
  readonly isVisible: boolean;
  restore(saved: Saved): Promise<void>;
  fail(error: unknown): void;
}

interface Making<Made, Saved> {
  /** Of the bundle; the view's type and what it is remembered by come from it. */
  readonly name: string;
  readonly title: HostKey;
  readonly extensionUri: vscode.Uri;
  readonly saved: SchemaOf<Saved>;
  make(panel: vscode.WebviewPanel, save: (saved: Saved) => void): Made;
}

/** A page of which there is one at most. VS Code brings it back after the window was closed or reloaded. */
export class OnePage<Made extends Page<Saved>, Saved> implements vscode.WebviewPanelSerializer {
  readonly viewType: string;
  #page?: Made;

  /** @param memory of this workspace: what would bring the page back */
  constructor(
    private readonly making: Making<Made, Saved>,
    private readonly memory: vscode.Memento,
  ) {
    this.viewType = `underhood.${making.name}`;
  }

  get page(): Made | undefined {
    return this.#page;
  }

  /** The page, opened where there is none, and visible. @param column where it is opened; otherwise beside the editor */
  show(column?: vscode.ViewColumn): Made {
    if (this.#page) {
      if (!this.#page.isVisible) this.#page.panel.reveal(undefined, true);
      return this.#page;
    }
    const { title, extensionUri } = this.making;
    return this.#host(createPanel(this.viewType, { title: say(title), extensionUri }, column));
  }

  /** Called by VS Code with a panel that was open when the window was closed or reloaded. */
  async deserializeWebviewPanel(panel: vscode.WebviewPanel): Promise<void> {
    const page = this.#host(panel);
    const saved = this.memory.get(this.making.name);
    // Not waited for: the page comes up meanwhile.
    if (saved !== undefined) void this.#restore(page, saved);
  }

  async #restore(page: Made, saved: unknown): Promise<void> {
    try {
      await page.restore(checked(this.making.saved, saved));
    } catch (error) {
      page.fail(error);
    }
  }

  #host(panel: vscode.WebviewPanel): Made {
    const page = this.making.make(panel, (saved) => {
      void this.memory.update(this.making.name, saved);
    });
    this.#page = page;
    panel.onDidDispose(() => {
      if (this.#page === page) this.#page = undefined;
    });
    return page;
  }
}
