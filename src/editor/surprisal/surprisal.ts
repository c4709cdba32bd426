import * as vscode from 'vscode';
import type { ModelProcess } from '../../modelProcess/client.ts';
import type { ModelChoice } from '../../modelProcess/modelChoice.ts';
import { currentLanguage } from '../../panels/language.ts';
import { setContext } from '../contextKey.ts';
import { onPalette } from '../palette.ts';
import { SurprisalDecorations } from './decorations.ts';
import { hoverMarkdown } from './hover.ts';
import { Painting } from './painting.ts';
import type { Target } from './target.ts';

/** Writing has paused when nothing was edited for so many milliseconds. */
const rest = 300;

/** Documents that are painted by surprisal, one range of each: read, drawn, and kept true while they are edited. */
export class Surprisal implements vscode.HoverProvider {
  readonly #changed = new vscode.EventEmitter<void>();
  /** What is painted, or known of it, changed. */
  readonly onChange = this.#changed.event;
  readonly #decorations = new SurprisalDecorations();
  /** By document; the one asked for last at the end. */
  readonly #paintings = new Map<string, Painting>();
  readonly #timers = new Map<Painting, NodeJS.Timeout>();
  /** What each editor was told to draw, by step. */
  readonly #drawn = new WeakMap<vscode.TextEditor, vscode.Range[][]>();
  readonly #listeners: vscode.Disposable[];
  /** Keeps the model process alive. */
  #use?: { dispose(): void };

  constructor(
    private readonly process: ModelProcess,
    private readonly choice: ModelChoice,
  ) {
    this.#listeners = [
      vscode.languages.registerHoverProvider('*', this),
      vscode.workspace.onDidChangeTextDocument((event) => this.#edited(event)),
      vscode.workspace.onDidCloseTextDocument((document) => this.clear(document)),
      vscode.window.tabGroups.onDidChangeTabs(({ closed }) => this.#closed(closed)),
      vscode.window.onDidChangeVisibleTextEditors(() => this.#drawAll()),
      vscode.window.onDidChangeTextEditorVisibleRanges(({ textEditor }) => this.#draw(textEditor)),
      onPalette(() => {
        this.#decorations.restyle();
        this.#drawAll();
        this.#changed.fire();
      }),
    ];
  }

  /** What is painted in a document. */
  of(document: vscode.TextDocument | undefined): Painting | undefined {
    return document && this.#paintings.get(document.uri.toString());
  }

  get paintings(): readonly Painting[] {
    return [...this.#paintings.values()];
  }

  /** For tests: what an editor was told to draw, by step. */
  drawnIn(editor: vscode.TextEditor): readonly (readonly vscode.Range[])[] {
    return this.#drawn.get(editor) ?? [];
  }

  /** Paints a range of a document in place of what was painted there. Throws UnderhoodError where it cannot be read. */
  async paint(document: vscode.TextDocument, target: Target): Promise<void> {
    const painting = new Painting(document, target);
    this.clear(document);
    this.#paintings.set(document.uri.toString(), painting);
    this.#tellPainted();
    painting.onChange(() => this.#changed.fire());
    await this.#read(painting);
    const { error, reading } = painting;
    if (!error || reading || this.of(document) !== painting) return;
    this.clear(document);
    if (error.code !== 'cancelled') throw error;
  }

  /** Takes away what is painted in a document. */
  clear(document: vscode.TextDocument): void {
    const painting = this.of(document);
    if (!painting) return;
    this.#paintings.delete(document.uri.toString());
    clearTimeout(this.#timers.get(painting));
    this.#timers.delete(painting);
    painting.dispose();
    this.#tellPainted();
    this.#drawAll();
    this.#changed.fire();
  }

  /** Reads everything again: another model was chosen, or the process was mended. */
  async repaint(): Promise<void> {
    // What waits is read when the one before it is done.
    await Promise.all(this.paintings.map((painting) => this.#read(painting)));
  }

  /** Stops what is being read, and what waits for it. */
  cancel(): void {
    for (const painting of this.paintings) {
      if (painting.isWaiting && !painting.reading) this.clear(painting.document);
      else painting.cancel();
    }
  }

  provideHover(document: vscode.TextDocument, position: vscode.Position): vscode.Hover | undefined {
    const painting = this.of(document);
    const place = painting?.placeAt(position);
    if (!painting?.reading || !place) return undefined;
    const contents = new vscode.MarkdownString(hoverMarkdown(painting.reading, place, currentLanguage()));
    contents.supportHtml = true;
    return new vscode.Hover(contents, painting.rangeOf(place));
  }

  dispose(): void {
    for (const { document } of this.paintings) this.clear(document);
    for (const part of [...this.#listeners, this.#changed, this.#decorations]) part.dispose();
  }

  /** The process reads one painting at a time, the one asked for last; those that it takes the place of come after. */
  async #read(painting: Painting): Promise<void> {
    await painting.read(this.process, this.choice.folder);
    this.#drawAll();
    if (this.paintings.some(({ isReading }) => isReading)) return;
    const next = this.paintings.findLast(({ isWaiting }) => isWaiting);
    if (next) await this.#read(next);
  }

  /** VS Code may keep a document for minutes after its last tab. */
  #closed(tabs: readonly vscode.Tab[]): void {
    const open = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
    for (const { document } of this.paintings)
      if (tabs.some((tab) => shows(tab, document)) && !open.some((tab) => shows(tab, document))) this.clear(document);
  }

  #edited(event: vscode.TextDocumentChangeEvent): void {
    const painting = this.of(event.document);
    if (!painting || event.contentChanges.length === 0) return;
    const effect = painting.edited(event);
    if (effect === 'gone') this.clear(event.document);
    if (effect !== 'touched') return;
    this.#drawAll();
    clearTimeout(this.#timers.get(painting));
    this.#timers.set(
      painting,
      setTimeout(() => void this.#read(painting), rest),
    );
  }

  /** While anything is painted the process is needed, and the commands that are about it are offered. */
  #tellPainted(): void {
    const isPainted = this.#paintings.size > 0;
    if (isPainted) this.#use ??= this.process.retain();
    else {
      this.#use?.dispose();
      this.#use = undefined;
    }
    void setContext('underhood.surprisalPainted', isPainted);
  }

  #drawAll(): void {
    for (const editor of vscode.window.visibleTextEditors) this.#draw(editor);
  }

  #draw(editor: vscode.TextEditor): void {
    const painting = this.of(editor.document);
    if (painting) {
      const { places, target } = painting;
      this.#drawn.set(editor, this.#decorations.paint(editor, places, target.range.start));
    } else if (this.#drawn.delete(editor)) this.#decorations.clear(editor);
  }
}

function shows({ input }: vscode.Tab, { uri }: vscode.TextDocument): boolean {
  const shown = input instanceof vscode.TabInputText ? [input.uri] : [];
  if (input instanceof vscode.TabInputTextDiff) shown.push(input.original, input.modified);
  return shown.some((other) => other.toString() === uri.toString());
}
