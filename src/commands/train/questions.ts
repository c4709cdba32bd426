import * as vscode from 'vscode';
import { UnderhoodError } from '../../errors.ts';
import { sentence } from '../../localisation.ts';
import { currentLanguage } from '../../panels/language.ts';

/** What was answered instead: go back to the question before. */
export const back = Symbol('back');
/** Undefined: the person had enough of the questions. */
export type Answer<T> = T | typeof back | undefined;

/** A question's place among the others. */
export interface Place {
  readonly title: string;
  readonly step: number;
  readonly totalSteps: number;
}

interface Choice<Item extends vscode.QuickPickItem, Value> {
  readonly placeholder: string;
  /** Asked again whenever there is something new to say in them; the items stay the same ones in the same order. */
  items(): readonly Item[] | Promise<readonly Item[]>;
  /** What was chosen before. */
  isActive?(item: Item): boolean;
  /** Calls back when the items are to be asked for again, until it is disposed of. */
  watch?(changed: () => void): vscode.Disposable;
  /** What the item means; rejects with why it cannot be taken. Undefined: the person changed their mind. */
  read(item: Item): Value | undefined | Promise<Value | undefined>;
}

/** Asks for one of several. */
export async function askChoice<Item extends vscode.QuickPickItem, Value>(
  place: Place,
  { placeholder, items, isActive, watch, read }: Choice<Item, Value>,
): Promise<Answer<Value>> {
  const pick = vscode.window.createQuickPick<Item>();
  Object.assign(pick, place, { placeholder, matchOnDescription: true, matchOnDetail: true, ignoreFocusOut: true });
  pick.buttons = buttonsOf(place);
  pick.keepScrollPosition = true;
  const active = new ActiveItem(pick);
  const show = async () => active.keep(await items(), isActive);
  pick.show();
  const watching = watch?.(() => void show());
  const answered = () => answerOf(pick, () => pick.selectedItems[0]);
  try {
    // It may be closed before there are items.
    const first = answered();
    await whileBusy(pick, show);
    for (let answer = first; ; answer = answered()) {
      const item = await answer;
      if (item === undefined || item === back) return item;
      try {
        const value = await whileBusy(pick, () => read(item as Item));
        if (value !== undefined) return value;
      } catch (error) {
        if (!(error instanceof UnderhoodError)) throw error;
        void vscode.window.showWarningMessage(sentence(currentLanguage(), error));
      }
      // A dialog may have taken its place.
      pick.show();
    }
  } finally {
    watching?.dispose();
    pick.dispose();
  }
}

/**
 * Keeps the item that the person is at while all items are replaced. The window reports on the way that none is active,
 * then the first, and then the one that was asked for: what comes before that one was not the person.
 */
class ActiveItem<Item extends vscode.QuickPickItem> {
  readonly #pick: vscode.QuickPick<Item>;
  #index = -1;
  #isReported = true;

  constructor(pick: vscode.QuickPick<Item>) {
    this.#pick = pick;
    pick.onDidChangeActive(([item]) => {
      const index = pick.items.indexOf(item);
      if (index === this.#index) this.#isReported = true;
      else if (this.#isReported && index >= 0) this.#index = index;
    });
  }

  keep(items: readonly Item[], isFirst: ((item: Item) => boolean) | undefined): void {
    if (this.#index < 0) this.#index = items.findIndex((item) => isFirst?.(item));
    this.#pick.items = items;
    if (this.#index < 0) return;
    this.#pick.activeItems = [items[this.#index]];
    this.#isReported = false;
  }
}

interface TextQuestion<Value, Pressed> {
  readonly prompt: string;
  readonly value: string;
  readonly placeholder?: string;
  /** One that is pressed is the answer. */
  readonly buttons?: readonly Pressed[];
  /** The text's meaning; rejects with why it is none. Asked when the person is done. */
  read(text: string): Value | Promise<Value>;
  /** What is known to be wrong with a text while it is typed. */
  problem?(text: string): string | undefined;
}

/** Asks for a text; one that does not fit stays there to be corrected, with the reason under it. */
export async function askText<Value, Pressed extends vscode.QuickInputButton = never>(
  place: Place,
  { prompt, value, placeholder, buttons = [], read, problem }: TextQuestion<Value, Pressed>,
): Promise<Answer<Value | Pressed>> {
  const box = vscode.window.createInputBox();
  Object.assign(box, place, { prompt, value, placeholder, ignoreFocusOut: true });
  box.buttons = [...buttonsOf(place), ...buttons];
  const changing = box.onDidChangeValue((text) => {
    box.validationMessage = problem?.(text);
  });
  box.validationMessage = problem?.(value);
  box.show();
  try {
    for (;;) {
      const text = await answerOf(box, () => box.value);
      // Back apart, no other button was given than these.
      if (typeof text !== 'string') return text as Answer<Pressed>;
      try {
        return await whileBusy(box, () => read(text));
      } catch (error) {
        if (!(error instanceof UnderhoodError)) throw error;
        box.validationMessage = sentence(currentLanguage(), error);
        // It may have been closed meanwhile: the reason is said all the same, and there is one who can answer.
        box.show();
      }
    }
  } finally {
    changing.dispose();
    box.dispose();
  }
}

function buttonsOf({ step }: Place): readonly vscode.QuickInputButton[] {
  return step > 1 ? [vscode.QuickInputButtons.Back] : [];
}

async function whileBusy<Value>(input: vscode.QuickInput, work: () => Value | Promise<Value>): Promise<Value> {
  input.busy = true;
  try {
    return await work();
  } finally {
    input.busy = false;
  }
}

interface Input<Pressed> extends vscode.QuickInput {
  readonly onDidAccept: vscode.Event<unknown>;
  readonly onDidTriggerButton: vscode.Event<Pressed>;
}

/** Waits for the person: for an answer, for a button, or until it is closed. */
function answerOf<Pressed extends vscode.QuickInputButton, Value>(
  input: Input<Pressed>,
  value: () => Value | undefined,
): Promise<Answer<Value | Pressed>> {
  const listeners: vscode.Disposable[] = [];
  return new Promise<Answer<Value | Pressed>>((resolve) => {
    listeners.push(
      input.onDidAccept(() => {
        const answer = value();
        // Nothing is selected where no item fits what was typed.
        if (answer !== undefined) resolve(answer);
      }),
      input.onDidTriggerButton((button) => resolve(button === vscode.QuickInputButtons.Back ? back : button)),
      input.onDidHide(() => resolve(undefined)),
    );
  }).finally(() => {
    for (const listener of listeners) listener.dispose();
  });
}
