import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import { until } from './extension.ts';

type Pick = vscode.QuickPick<vscode.QuickPickItem>;
type Window = { createQuickPick(): Pick; createInputBox(): vscode.InputBox };

/** Answers the questions of a command as a person does by keyboard: the real ones, noticed as they are made. */
export class Questions {
  readonly #window = vscode.window as unknown as Window;
  readonly #original: Window = { ...this.#window };
  #pick?: Pick;
  #box?: vscode.InputBox;

  constructor() {
    this.#window.createQuickPick = () => {
      this.#box = undefined;
      this.#pick = this.#original.createQuickPick();
      return this.#pick;
    };
    this.#window.createInputBox = () => {
      this.#pick = undefined;
      this.#box = this.#original.createInputBox();
      return this.#box;
    };
  }

  dispose(): void {
    this.#window.createQuickPick = this.#original.createQuickPick;
    this.#window.createInputBox = this.#original.createInputBox;
  }

  /** The list that asks this. */
  async pick(placeholder: RegExp): Promise<Pick> {
    await until(`the question ${placeholder}`, () => {
      const pick = this.#pick;
      return pick && placeholder.test(pick.placeholder ?? '') && pick.items.length > 0 && !pick.busy;
    });
    return this.#pick!;
  }

  /** The box that asks this. */
  async box(prompt: RegExp): Promise<vscode.InputBox> {
    await until(`the question ${prompt}`, () => prompt.test(this.#box?.prompt ?? '') && !this.#box?.busy);
    return this.#box!;
  }

  /** Goes to an item and accepts it. */
  async choose(placeholder: RegExp, label: RegExp): Promise<void> {
    const pick = await this.pick(placeholder);
    const item = pick.items.find((one) => label.test(`${one.label} ${one.description ?? ''}`));
    assert.ok(item, `${label} is not among ${pick.items.map((one) => one.label).join(', ')}`);
    pick.activeItems = [item];
    await accept();
  }

  /** Goes to an item by keyboard, counted from 0. */
  async moveTo(index: number): Promise<void> {
    const pick = this.#pick!;
    for (let moves = 0; pick.activeItems[0] !== pick.items[index]; moves++) {
      assert.ok(moves < 50, `cannot go to ${pick.items[index]?.label}`);
      await vscode.commands.executeCommand('quickInput.next');
      await sleep(settling);
    }
  }

  /** Types a text over what is there and accepts it; where absent, takes what is there. */
  async answer(prompt: RegExp, text?: string): Promise<void> {
    const box = await this.box(prompt);
    if (text !== undefined) box.value = text;
    await accept();
  }

  async back(): Promise<void> {
    await sleep(settling);
    await vscode.commands.executeCommand('workbench.action.quickInputBack');
  }

  async close(): Promise<void> {
    await sleep(settling);
    await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
  }
}

/** Milliseconds in which the window gets to know what was changed here. */
const settling = 150;

async function accept(): Promise<void> {
  await sleep(settling);
  await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
}
