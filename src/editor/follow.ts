import * as vscode from 'vscode';
import { UnderhoodError } from '../errors.ts';
import type { ModelProcess } from '../modelProcess/client.ts';
import type { Offer } from '../panels/explanation.ts';
import { isReadable, type SelectedText, selectedText } from './editorSelection.ts';

/** What follows the selection: a page. */
export interface Follower {
  /** Whether anybody sees it. */
  readonly isVisible: boolean;
  /** Runs a selection. */
  explain(selected: SelectedText): void;
  /** Offers to run one that is too long to be run unasked; nothing takes the offer back. */
  offer(selected: SelectedText | undefined, offer?: Offer): void;
}

/** The longest selection that is run unasked, in tokens. */
const longest = 200;
/** The same in characters, for when tokens cannot be counted: the model is loading or busy. */
const longestUncounted = 200;
/** Selecting is a movement: it has ended when nothing changed for so many milliseconds. */
const rest = 250;

/** The one switch of all pages: while a page is open, selecting text is enough. */
export class Follow {
  readonly #changed = new vscode.EventEmitter<boolean>();
  readonly onChange = this.#changed.event;
  readonly #followers = new Set<Follower>();
  readonly #listener: vscode.Disposable;
  #timer?: NodeJS.Timeout;
  /** The selection that came last; counting the tokens of one before it may still be under way. */
  #latest?: vscode.Selection;

  /** @param memory where the switch is remembered */
  constructor(
    private readonly process: ModelProcess,
    private readonly memory: vscode.Memento,
  ) {
    this.#listener = vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => {
      clearTimeout(this.#timer);
      if (!this.isOn || this.#followers.size === 0 || !isReadable(textEditor.document)) return;
      this.#timer = setTimeout(() => void this.#selected(textEditor), rest);
    });
  }

  get isOn(): boolean {
    return this.memory.get('follow', true);
  }

  async set(isOn: boolean): Promise<void> {
    await this.memory.update('follow', isOn);
    this.#changed.fire(isOn);
  }

  add(follower: Follower): vscode.Disposable {
    this.#followers.add(follower);
    return { dispose: () => this.#followers.delete(follower) };
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#listener.dispose();
    this.#changed.dispose();
  }

  async #selected(editor: vscode.TextEditor): Promise<void> {
    const followers = [...this.#followers].filter(({ isVisible }) => isVisible);
    const selected = followers.length > 0 ? readable(editor) : undefined;
    if (!selected) {
      for (const follower of followers) follower.offer(undefined);
      return;
    }
    this.#latest = editor.selection;
    const counted = await this.process.countTokens(selected.text);
    if (this.#latest !== editor.selection) return;
    const isShort = counted ? counted.count <= longest : selected.text.length <= longestUncounted;
    for (const follower of followers) {
      if (isShort) follower.explain(selected);
      else follower.offer(selected, { tokens: counted });
    }
  }
}

/** A selection that can be run; nothing where there is none, or nothing to run in it: nobody asked. */
function readable(editor: vscode.TextEditor): SelectedText | undefined {
  if (editor.selection.isEmpty) return undefined;
  try {
    return selectedText(editor);
  } catch (error) {
    if (error instanceof UnderhoodError) return undefined;
    throw error;
  }
}
