import { type TokenTexts, tokenTexts } from '../../src/analysis/tokenText.ts';
import type { VocabularyEntry } from '../../src/protocol/reading.ts';
import type { TokenSummary } from '../../src/protocol/run.ts';
import type { SystemKind, SystemRun, TranslationRun, Written } from '../../src/protocol/translation.ts';
import type { MatrixNames } from '../charts/matrixDrawing.ts';
import { nameOf } from '../charts/names.ts';

/** Tokens with how they are shown: as a text, and beside a matrix. */
interface ShownTokens {
  readonly tokens: readonly TokenSummary[];
  readonly texts: TokenTexts;
  readonly names: MatrixNames;
}

/** A translation with how its tokens are shown. */
export interface ShownWriting extends Written {
  readonly shown: ShownTokens;
  /** What the decoder read when each was chosen: the start token, and all but the last. */
  readonly read: ShownTokens;
  /** How any of its vocabulary is shown, by id. */
  readonly labels: ReadonlyMap<number, string>;
}

/** What came of a system, and how it is shown. */
export interface ShownSystem {
  /** In the run. */
  readonly index: number;
  readonly run: SystemRun;
  readonly kind: SystemKind | undefined;
  readonly source: ShownTokens;
  readonly writing: ShownWriting | null;
}

/** @param start what the token is called that a decoder reads first */
export function shownSystems(run: TranslationRun, start: string): ShownSystem[] {
  return run.systems.map((system, index) => ({
    index,
    run: system,
    kind: system.summary?.kind,
    source: shownTokens(system.source, run.text),
    writing: system.written === undefined ? null : shownWriting(system.written, start),
  }));
}

function shownTokens(tokens: readonly TokenSummary[], text: string): ShownTokens {
  const texts = tokenTexts(tokens, text);
  const labels = texts.tokens.map(({ label }) => label);
  return { tokens, texts, names: { labels, names: texts.tokens.map(({ label, parts }) => nameOf(label, parts)) } };
}

/** Tokens of the vocabulary one after the other; they stand in no text. */
function shownEntries(entries: readonly VocabularyEntry[]): ShownTokens {
  return shownTokens(
    entries.map(({ id, spelling, bytes, kind }) => ({ id, spelling, bytes, kind, start: 0, end: 0 })),
    '',
  );
}

function shownWriting(written: Written, start: string): ShownWriting {
  const labels = written.vocabulary.map((entry) => [entry.id, shownEntries([entry]).names.labels[0]] as const);
  return {
    ...written,
    shown: shownEntries(written.target),
    read: begunWith(start, shownEntries([written.start, ...written.target.slice(0, -1)])),
    labels: new Map(labels),
  };
}

/** The same tokens, the first under another name: its spelling, such as `<pad>`, tells nobody what it is for. */
function begunWith(start: string, { tokens, texts, names }: ShownTokens): ShownTokens {
  const labels = [start, ...names.labels.slice(1)];
  return { tokens, texts, names: { labels, names: [nameOf(start, []), ...names.names.slice(1)] } };
}
