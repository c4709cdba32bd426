import * as vscode from 'vscode';

/** A view's tree that is built when it is first looked at. */
export class LazyTree implements vscode.TreeDataProvider<unknown> {
  readonly #changed = new vscode.EventEmitter<unknown>();
  readonly onDidChangeTreeData = this.#changed.event;
  #tree?: vscode.TreeDataProvider<unknown>;

  constructor(private readonly build: () => vscode.TreeDataProvider<unknown>) {}

  getChildren(element?: unknown): vscode.ProviderResult<unknown[]> {
    return this.#built.getChildren(element);
  }

  getTreeItem(element: unknown): vscode.TreeItem | Thenable<vscode.TreeItem> {
    return this.#built.getTreeItem(element);
  }

  get #built(): vscode.TreeDataProvider<unknown> {
    if (!this.#tree) {
      this.#tree = this.build();
      this.#tree.onDidChangeTreeData?.((element) => this.#changed.fire(element));
    }
    return this.#tree;
  }
}
