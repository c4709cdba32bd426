import * as vscode from 'vscode';
import type { RunSummary } from '../protocol/run.ts';
import { Decorations } from './decorations.ts';
import { onPalette } from './palette.ts';
import { shades, tokenAt } from './tokenRanges.ts';
import type { TrackedText } from './trackedText.ts';

/** What of a run it needs. */
type Linked = Pick<RunSummary, 'tokens' | 'cut'>;

/** Ties a run to the text that it came from: tokens to ranges of the document, the cursor to a token. */
export class DocumentLink {
  readonly #decorations = new Decorations();
  readonly #cursor = new vscode.EventEmitter<number | null>();
  /** The token at the cursor changed. */
  readonly onCursor = this.#cursor.event;
  readonly #outdated = new vscode.EventEmitter<void>();
  /** The text became outdated, or current again. */
  readonly onOutdated = this.#outdated.event;
  readonly #listeners: vscode.Disposable[];
  #tracked?: TrackedText;
  #run?: Linked;
  #hovered: number | null = null;
  #weights: Float32Array | null = null;

  constructor() {
    this.#listeners = [
      vscode.window.onDidChangeTextEditorSelection(({ textEditor, selections }) => {
        // Selecting text is asking for a new run, not for a row of this one.
        if (selections[0].isEmpty) this.#tellCursor(textEditor);
      }),
      vscode.window.onDidChangeVisibleTextEditors(() => this.#draw()),
      onPalette(() => {
        this.#decorations.restyle();
        this.#draw();
      }),
    ];
  }

  get tracked(): TrackedText | undefined {
    return this.#tracked;
  }

  get isOutdated(): boolean {
    return this.#tracked?.isOutdated ?? false;
  }

  /** From now on it is about this run, of this text. */
  adopt(tracked: TrackedText, run: Linked): void {
    this.#erase();
    this.#tracked?.dispose();
    this.#tracked = tracked;
    this.#run = run;
    this.#hovered = null;
    this.#weights = null;
    tracked.onChange(() => {
      this.#outdated.fire();
      this.#draw();
    });
  }

  /** Marks a token. */
  hover(index: number | null): void {
    this.#hovered = index;
    this.#draw();
  }

  /** Shades the text by one row of weights, [T]. */
  shade(weights: Float32Array | null): void {
    this.#weights = weights;
    this.#draw();
  }

  dispose(): void {
    for (const part of [...this.#listeners, this.#cursor, this.#outdated]) part.dispose();
    this.#tracked?.dispose();
    this.#decorations.dispose();
  }

  /** Where the text that was run begins in the document; it may have been cut in front. */
  get #origin(): number {
    return (this.#tracked?.range.start ?? 0) + (this.#run?.cut?.start ?? 0);
  }

  #tellCursor({ document, selection }: vscode.TextEditor): void {
    if (!this.#run || !this.#tracked?.isOf(document) || this.isOutdated) return;
    const index = tokenAt(this.#run.tokens, document.offsetAt(selection.active) - this.#origin);
    if (index !== undefined) this.#cursor.fire(index);
  }

  #draw(): void {
    const run = this.#run;
    if (!run || this.isOutdated) {
      this.#erase();
      return;
    }
    for (const editor of this.#editors()) {
      const { document } = editor;
      const rangeOf = ({ start, end }: { readonly start: number; readonly end: number }) =>
        new vscode.Range(document.positionAt(this.#origin + start), document.positionAt(this.#origin + end));
      const hovered = this.#hovered === null ? undefined : run.tokens[this.#hovered];
      this.#decorations.hover(editor, hovered && rangeOf(hovered));
      const places = this.#weights ? shades(run.tokens, this.#weights) : [];
      this.#decorations.shade(editor, (depth) => places.filter(({ shade }) => shade === depth).map(rangeOf));
    }
  }

  #erase(): void {
    for (const editor of this.#editors()) {
      this.#decorations.hover(editor, undefined);
      this.#decorations.shade(editor, () => []);
    }
  }

  #editors(): vscode.TextEditor[] {
    return vscode.window.visibleTextEditors.filter(({ document }) => this.#tracked?.isOf(document));
  }
}
