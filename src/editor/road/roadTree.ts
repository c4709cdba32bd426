import * as vscode from 'vscode';
import { onLanguage, say } from '../../panels/language.ts';
import type { Progress, Road } from '../../panels/road.ts';

/** The table of contents in the activity bar, with what was finished. */
export class RoadTree implements vscode.TreeDataProvider<Progress> {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #listeners: readonly vscode.Disposable[];

  constructor(private readonly road: Road) {
    this.#listeners = [road.onDidChange(() => this.#changed.fire()), onLanguage(() => this.#changed.fire())];
  }

  dispose(): void {
    for (const listener of this.#listeners) listener.dispose();
    this.#changed.dispose();
  }

  getChildren(chapter?: Progress): Promise<Progress[]> | Progress[] {
    return chapter ? [] : this.road.chapters();
  }

  getTreeItem({ name, title, done, blocks }: Progress): vscode.TreeItem {
    const item = new vscode.TreeItem(`${Number(name.slice(0, 2))}. ${title}`);
    const isDone = done === blocks;
    item.id = name;
    item.description = done === 0 || isDone ? undefined : `${done}/${blocks}`;
    item.iconPath = new vscode.ThemeIcon(isDone ? 'pass-filled' : done > 0 ? 'circle-large' : 'circle-large-outline');
    const state = isDone ? say('road.finished') : say('road.done', { done, blocks });
    item.tooltip = `${title}: ${state}`;
    item.accessibilityInformation = { label: item.tooltip };
    item.command = { command: 'underhood.openChapter', title, arguments: [name] };
    return item;
  }
}
