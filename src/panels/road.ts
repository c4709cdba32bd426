import * as vscode from 'vscode';
import type { Language } from '../localisation.ts';
import type { Chapter, ChapterShelf } from '../road/chapters.node.ts';
import type { FinishedBlocks } from '../road/finished.node.ts';
import { currentLanguage } from './language.ts';
import type { BlockPlace, RoadRuns } from './roadRuns.ts';

/** How far a reader is in a chapter. */
export interface Progress extends Chapter {
  /** Blocks that came to their end at least once. */
  readonly done: number;
}

/** The road as a reader walks it: its chapters, what was finished, and the blocks that run. */
export class Road {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #listener: { dispose(): void };
  /** Another block was finished, or all were forgotten. */
  readonly onDidChange = this.#changed.event;

  constructor(
    readonly runs: RoadRuns,
    private readonly shelf: ChapterShelf,
    private readonly finished: FinishedBlocks,
  ) {
    this.#listener = runs.onFinished((place) => this.finish(place));
  }

  /** Chapters are ours wherever they are read; other documents run where the person trusts the folder. */
  isTrusted(uri: vscode.Uri): boolean {
    return vscode.workspace.isTrusted || this.chapterOf(uri) !== undefined;
  }

  async chapters(language: Language = currentLanguage()): Promise<Progress[]> {
    const chapters = await this.shelf.chapters(language);
    return chapters.map((chapter) => ({ ...chapter, done: this.finished.count(chapter.name, chapter.blocks) }));
  }

  /** The reader's copy of a chapter. */
  async open(name: string): Promise<vscode.Uri> {
    return vscode.Uri.file(await this.shelf.open(name, currentLanguage()));
  }

  /** Puts the text of the extension back into a reader's copy. */
  async restore(uri: vscode.Uri): Promise<void> {
    const chapter = this.chapterOf(uri);
    if (chapter) await this.shelf.restore(chapter.name, chapter.language);
  }

  chapterOf(uri: vscode.Uri): { readonly name: string; readonly language: Language } | undefined {
    return uri.scheme === 'file' ? this.shelf.chapterOf(uri.fsPath) : undefined;
  }

  /** A block came to its end: where it is one of a chapter, that is remembered. */
  finish({ document, index }: BlockPlace): void {
    const name = this.chapterOf(vscode.Uri.parse(document))?.name;
    if (name === undefined) return;
    this.finished.add(name, index);
    this.#changed.fire();
  }

  dispose(): Promise<void> {
    this.#listener.dispose();
    this.#changed.dispose();
    return this.runs.dispose();
  }
}
