import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { toUnderhoodError, UnderhoodError } from '../../errors.ts';
import type { ModelProcess } from '../../modelProcess/client.ts';
import type { ReadingSummary } from '../../protocol/reading.ts';
import { checkReadable, type TextRange } from '../selectedText.ts';
import { afterEdits, mostPainted, type PaintedRange, readPart } from './edits.ts';
import type { Painted } from './legend.ts';
import { type Place, placeAt, placesOf } from './places.ts';
import { statisticsOf } from './statistics.ts';
import { lengthOf, type Target } from './target.ts';

/** One range of a document that is painted by surprisal: what is known of it, while the document is edited. */
export class Painting {
  readonly #changed = new vscode.EventEmitter<void>();
  /** What it shows changed. */
  readonly onChange = this.#changed.event;
  #painted: PaintedRange;
  /** The last one; the document may say something else by now. */
  #reading?: ReadingSummary;
  #legend?: Painted;
  #pending?: vscode.CancellationTokenSource;
  #progress?: number;
  #error?: UnderhoodError;
  #isWaiting = false;

  constructor(
    readonly document: vscode.TextDocument,
    { kind, range }: Target,
  ) {
    this.#painted = { kind, range, places: [] };
  }

  get target(): Target {
    return this.#painted;
  }

  /** What can be painted now; it counts from the start of the range. */
  get places(): readonly Place[] {
    return this.#painted.places;
  }

  get reading(): ReadingSummary | undefined {
    return this.#reading;
  }

  /** What the legend says; of the last reading. */
  get legend(): Painted | undefined {
    return this.#legend;
  }

  get isReading(): boolean {
    return this.#pending !== undefined;
  }

  /** Its reading was dropped in favour of another painting's, and is still to be done. */
  get isWaiting(): boolean {
    return this.#isWaiting;
  }

  /** How much of the reading under way is done, 0…1, where that is known. */
  get progress(): number | undefined {
    return this.#progress;
  }

  /** Why the last reading failed. */
  get error(): UnderhoodError | undefined {
    return this.#error;
  }

  isOf(document: vscode.TextDocument): boolean {
    return document.uri.toString() === this.document.uri.toString();
  }

  /** The place at a position of the document. */
  placeAt(position: vscode.Position): Place | undefined {
    return placeAt(this.places, this.document.offsetAt(position) - this.#painted.range.start);
  }

  /** A place as a range of the document. */
  rangeOf({ start, end }: TextRange): vscode.Range {
    const origin = this.#painted.range.start;
    return new vscode.Range(this.document.positionAt(origin + start), this.document.positionAt(origin + end));
  }

  /** Reads what the document says now. Never rejects: `error` says what went wrong, and `isWaiting` what is to come. */
  async read(process: ModelProcess, folder: string): Promise<void> {
    const pending = new vscode.CancellationTokenSource();
    this.#drop();
    this.#pending = pending;
    this.#isWaiting = false;
    this.#error = undefined;
    this.#changed.fire();
    try {
      const text = readPart(this.#text());
      checkReadable(text);
      const reading = await process.read(
        { folder, runId: randomUUID(), text, extent: 'all' },
        { token: pending.token, lane: 'paint', onProgress: (done, total) => this.#advance(pending, done / total) },
      );
      if (this.#pending === pending) this.#adopt(reading, text.length);
    } catch (error) {
      if (this.#pending !== pending) return;
      const known = toUnderhoodError(error);
      if (known.code === 'superseded') this.#isWaiting = true;
      else this.#error = known;
    } finally {
      if (this.#pending === pending) this.#drop();
      this.#changed.fire();
    }
  }

  /**
   * Follows an edit of the document.
   * @return whether it is to be read again; nothing is left where the document says nothing there any more
   */
  edited({ contentChanges, document }: vscode.TextDocumentChangeEvent): 'same' | 'touched' | 'gone' {
    const { isTouched, ...painted } = afterEdits(this.#painted, contentChanges, lengthOf(document));
    this.#painted = painted;
    if (!isTouched) return 'same';
    this.#drop();
    this.#changed.fire();
    return this.#text().trim() === '' ? 'gone' : 'touched';
  }

  /** Stops the reading under way, or to come. */
  cancel(): void {
    this.#pending?.cancel();
    if (!this.#isWaiting) return;
    this.#isWaiting = false;
    this.#error = new UnderhoodError('cancelled');
    this.#changed.fire();
  }

  dispose(): void {
    this.#drop();
    this.#changed.dispose();
  }

  /** UTF-16 units of the range. */
  get #length(): number {
    return this.#painted.range.end - this.#painted.range.start;
  }

  /** What the document says now: one unit more than is read, which tells whether a character ends there. */
  #text(): string {
    return this.document.getText(this.rangeOf({ start: 0, end: Math.min(this.#length, mostPainted + 1) }));
  }

  #adopt(reading: ReadingSummary, read: number): void {
    const places = placesOf(reading);
    const length = this.#length;
    this.#reading = reading;
    this.#painted = { ...this.#painted, places };
    this.#legend = { reading, statistics: statisticsOf(reading, places), kind: this.#painted.kind, read, length };
  }

  #advance(pending: vscode.CancellationTokenSource, progress: number): void {
    if (this.#pending !== pending) return;
    this.#progress = progress;
    this.#changed.fire();
  }

  /** Forgets the reading under way. */
  #drop(): void {
    const pending = this.#pending;
    this.#pending = undefined;
    this.#progress = undefined;
    pending?.cancel();
    pending?.dispose();
  }
}
