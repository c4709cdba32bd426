import { stat } from 'node:fs/promises';
import path from 'node:path';
import { glob, isDynamicPattern } from 'fast-glob';
import { isSystemError } from '../../checkpoint/files.node.ts';
import { type CodedMessage, UnderhoodError } from '../../errors.ts';
import { type OpenedText, openText, readText, readWhole } from './textFile.node.ts';
import { cutPlace, type TextPart, type TextPiece, type TextSource } from './textSource.ts';

/** What a glob never means. */
const never = ['**/node_modules/**', '**/.git/**'];

export interface FileChoice {
  readonly files: readonly string[];
  readonly exclude: readonly string[];
  readonly heldOut: number;
}

/**
 * The texts that a recipe names, each a document of which the end is held out. A file that is named must be text; what a
 * glob finds and is none is left out, with a warning.
 * @param folder to which paths and globs are relative
 * @param output never read, where it is known: what training itself writes
 */
export async function fileSources(
  { files, exclude, heldOut }: FileChoice,
  folder: string,
  output?: string,
): Promise<{ readonly source: TextSource; readonly warnings: readonly CodedMessage[] }> {
  const { texts, skipped } = await openedTexts({ files, exclude }, folder, output);
  const source: TextSource = {
    name: 'text',
    async *read(part) {
      for (const text of texts) yield* readPart(text, part, heldOut);
    },
  };
  const warnings = skipped > 0 ? [{ code: 'data.skipped', parameters: { count: skipped } } as const] : [];
  return { source, warnings };
}

/** The texts that paths and globs name, whole. They may be large: for what a person names for one look at it. */
export async function fileTexts(
  choice: Pick<FileChoice, 'files' | 'exclude'>,
  folder: string,
): Promise<{ readonly file: string; readonly text: string }[]> {
  const { texts } = await openedTexts(choice, folder);
  const read: { file: string; text: string }[] = [];
  for (const opened of texts) read.push({ file: opened.file, text: await readWhole(opened) });
  return read;
}

/** Those that can be read, and how many of what globs found are no text. */
async function openedTexts({ files, exclude }: Pick<FileChoice, 'files' | 'exclude'>, folder: string, output?: string) {
  const named = new Set<string>();
  const patterns: string[] = [];
  for (const entry of files) {
    const file = path.resolve(folder, entry);
    // A file's own name may look like a pattern: notes [2].txt.
    if (!isDynamicPattern(entry) || (await isFile(file))) named.add(file);
    else patterns.push(entry);
  }
  const found = patterns.length > 0 ? await filesFound(patterns, exclude, folder) : [];
  const isOwn = (file: string) => output !== undefined && file.startsWith(output + path.sep);
  const texts: OpenedText[] = [];
  let skipped = 0;
  for (const file of new Set([...named, ...found.filter((file) => !isOwn(file))])) {
    if (named.has(file)) await requireFile(file);
    const text = await openText(file);
    if (text) texts.push(text);
    else if (named.has(file)) throw new UnderhoodError('data.notText', { file });
    else skipped++;
  }
  if (texts.length === 0) {
    const where = { patterns: files.join(', '), folder };
    throw skipped > 0
      ? new UnderhoodError('data.onlyBinary', { ...where, count: skipped })
      : new UnderhoodError('data.noFiles', where);
  }
  return { texts, skipped };
}

async function filesFound(patterns: readonly string[], exclude: readonly string[], folder: string): Promise<string[]> {
  const options = { cwd: folder, ignore: [...never, ...exclude], absolute: true, followSymbolicLinks: false };
  const files = await glob([...patterns], options);
  return files.map((file) => path.resolve(file)).sort();
}

async function isFile(file: string): Promise<boolean> {
  return stat(file).then(
    (found) => found.isFile(),
    () => false,
  );
}

async function requireFile(file: string): Promise<void> {
  try {
    if ((await stat(file)).isDirectory()) throw new UnderhoodError('data.isFolder', { file });
  } catch (error) {
    throw isSystemError(error) ? new UnderhoodError('data.unreadable', { file, detail: error.code }) : error;
  }
}

/** What of a file lies before, or behind, the place where it is cut. */
async function* readPart(text: OpenedText, part: TextPart, heldOut: number): AsyncGenerator<TextPiece> {
  const cut = text.size * (1 - heldOut);
  const bytesPerUnit = text.encoding === 'utf-8' ? undefined : 2;
  for await (const { text: piece, offset } of readText(text)) {
    const length = bytesPerUnit ? bytesPerUnit * piece.length : Buffer.byteLength(piece);
    const behind = Math.min(1, Math.max(0, (offset + length - cut) / length));
    const place = behind === 0 ? piece.length : behind === 1 ? 0 : cutPlace(piece, behind);
    const wanted = part === 'training' ? piece.slice(0, place) : piece.slice(place);
    if (wanted !== '') yield { text: wanted, endsDocument: false };
    if (part === 'training' && place < piece.length) break;
  }
  yield { text: '', endsDocument: true };
}
