import * as vscode from 'vscode';
import { currentLanguage, onLanguage } from '../../panels/language.ts';
import { textEditor } from '../textEditor.ts';
import { type ExploreName, exploreItems, exploreRow, isExploreName } from './exploreItems.ts';
import { treeItem } from './treeItem.ts';

/** What can be done, in the activity bar. */
export class ExploreTree implements vscode.TreeDataProvider<ExploreName> {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #listeners: readonly vscode.Disposable[];
  #hasText = hasText();

  constructor() {
    this.#listeners = [
      onLanguage(() => this.#changed.fire()),
      vscode.window.onDidChangeVisibleTextEditors(() => {
        if (hasText() === this.#hasText) return;
        this.#hasText = hasText();
        this.#changed.fire();
      }),
    ];
  }

  dispose(): void {
    for (const listener of this.#listeners) listener.dispose();
    this.#changed.dispose();
  }

  getChildren(parent?: ExploreName): ExploreName[] {
    return parent ? [] : Object.keys(exploreItems).filter(isExploreName);
  }

  getTreeItem(name: ExploreName): vscode.TreeItem {
    const row = exploreRow(currentLanguage(), name, this.#hasText);
    return treeItem(row, { command: 'underhood.tryOut', title: row.label, arguments: [name] });
  }
}

function hasText(): boolean {
  return textEditor() !== undefined;
}
