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
    const index = pick.items.findIndex((one) => label.test(`${one.label} ${one.description ?? ''}`));
    assert.ok(index >= 0, `${label} is not among ${pick.items.map((one) => one.label).join(', ')}`);
    // Not by setting what is active: that would be lost where the items are replaced before the window has heard of it.
    await this.moveTo(index);
    await accept(pick);
  }

  /** Goes to an item by keyboard, counted from 0. */
  async moveTo(index: number): Promise<void> {
    const pick = this.#pick!;
    for (let moves = 0; pick.activeItems[0] !== pick.items[index]; moves++) {
      assert.ok(moves < 50, `cannot go to ${pick.items[index]?.label}`);
      const [before] = pick.activeItems;
      await toWindow('quickInput.next');
      await until('the window to move on', () => pick.activeItems[0] !== before);
    }
  }

  /** Types a text over what is there and accepts it; where absent, takes what is there. */
  async answer(prompt: RegExp, text?: string): Promise<void> {
    const box = await this.box(prompt);
    if (text !== undefined) box.value = text;
    await accept(box);
  }

  async back(): Promise<void> {
    await toWindow('workbench.action.quickInputBack');
  }

  async close(): Promise<void> {
    await toWindow('workbench.action.closeQuickOpen');
  }
}

/** Accepts what the window has, and waits until whoever asked has heard of it. */
async function accept(input: Pick | vscode.InputBox): Promise<void> {
  let isHeard = false;
  const listener = input.onDidAccept(() => {
    isHeard = true;
  });
  await toWindow('workbench.action.acceptSelectedQuickOpenItem');
  await until('the answer to be heard', () => isHeard);
  listener.dispose();
  // What is made of it has begun by the next turn: whoever then finds a question that is not busy finds it asked again.
  await nextTurn();
}

/** Runs a command of the window, which has then heard of all that was changed here: that is told at the next turn. */
async function toWindow(command: string): Promise<void> {
  await nextTurn();
  await vscode.commands.executeCommand(command);
}

/** As VS Code waits before it tells the window. */
function nextTurn(): Promise<void> {
  return sleep(0);
}
