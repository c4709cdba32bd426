import * as vscode from 'vscode';
import { toUnderhoodError } from '../../errors.ts';
import { currentLanguage, onLanguage, say } from '../../panels/language.ts';
import { type ModelFacts, readFacts } from '../../shelf/modelFacts.node.ts';
import { type ModelShelf, type Place, places, type ShelvedModel } from '../../shelf/modelShelf.ts';
import { modelRow } from './modelItems.ts';
import { treeItem } from './treeItem.ts';

/** A model in the view: what its commands are told. */
export interface ModelNode extends ShelvedModel {
  /** Or the reason why it cannot be opened. */
  readonly facts: ModelFacts | Error;
}

interface GroupNode {
  readonly group: Place;
  readonly models: readonly ModelNode[];
}

/** Where no model was trained here yet: the way to one. */
type TrainNode = 'train';
type Node = GroupNode | ModelNode | TrainNode;

/** The models that are known of, in the activity bar: by where they come from, with what their folders say of them. */
export class ModelTree implements vscode.TreeDataProvider<Node> {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #listeners: readonly { dispose(): void }[];

  constructor(private readonly shelf: ModelShelf) {
    this.#listeners = [shelf.onDidChange(() => this.refresh()), onLanguage(() => this.refresh())];
  }

  /** To be called when a folder may say something else. */
  refresh(): void {
    this.#changed.fire();
  }

  dispose(): void {
    for (const listener of this.#listeners) listener.dispose();
    this.#changed.dispose();
  }

  async getChildren(parent?: Node): Promise<Node[]> {
    if (parent === undefined) return this.#groups();
    if (typeof parent === 'string' || !('group' in parent)) return [];
    return parent.models.length > 0 ? [...parent.models] : ['train'];
  }

  getTreeItem(node: Node): vscode.TreeItem {
    if (node === 'train') return trainItem();
    if ('group' in node) return groupItem(node);
    const row = modelRow(currentLanguage(), node, node.facts);
    const isBroken = node.facts instanceof Error;
    const command = isBroken ? undefined : { command: 'underhood.useModel', title: row.label, arguments: [node] };
    const item = treeItem(row, command);
    item.id = node.folder;
    return item;
  }

  /** A group without models is left out, but for those that were trained here. */
  async #groups(): Promise<GroupNode[]> {
    const models = await Promise.all(
      (await this.shelf.models()).map(async (model) => ({
        ...model,
        facts: await readFacts(model.folder).catch(toUnderhoodError),
      })),
    );
    return places
      .map((group) => ({ group, models: models.filter(({ place }) => place === group) }))
      .filter(({ group, models }) => group === 'trained' || models.length > 0);
  }
}

function groupItem({ group }: GroupNode): vscode.TreeItem {
  const item = new vscode.TreeItem(say(`models.group.${group}`), vscode.TreeItemCollapsibleState.Expanded);
  item.id = group;
  item.contextValue = 'group';
  return item;
}

function trainItem(): vscode.TreeItem {
  const label = say('models.train');
  return treeItem(
    { label, tooltip: say('models.trainTooltip'), icon: 'add', context: 'train', spoken: label },
    { command: 'underhood.trainModel', title: label },
  );
}
