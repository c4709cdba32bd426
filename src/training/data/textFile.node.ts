import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { isSystemError } from '../../checkpoint/files.node.ts';
import { UnderhoodError } from '../../errors.ts';

type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be';

/** Bytes that tell an encoding. */
const headBytes = 4096;
/** UTF-16 units of a piece, about. */
const pieceLength = 2 ** 16;

export interface OpenedText {
  readonly file: string;
  readonly encoding: Encoding;
  /** Bytes. */
  readonly size: number;
}

/**
 * Looks at the beginning of a file. UTF-16 is known by its byte order mark, or by the zeros beside its line breaks and
 * blanks. Throws UnderhoodError where it cannot be read; undefined where it is not text.
 */
export async function openText(file: string): Promise<OpenedText | undefined> {
  try {
    const handle = await open(file);
    try {
      const { size } = await handle.stat();
      const head = new Uint8Array(Math.min(headBytes, size));
      await handle.read(head, 0, head.length, 0);
      const encoding = encodingOf(head);
      return encoding && { file, encoding, size };
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw unreadable(file, error);
  }
}

/**
 * The text of a file in pieces that end with a line where lines are not too long, each with the byte at which it begins.
 * Throws UnderhoodError `data.notText` where bytes come that are no text in its encoding.
 */
export async function* readText({ file, encoding }: OpenedText): AsyncGenerator<{ text: string; offset: number }> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  let rest = '';
  let offset = 0;
  const take = (text: string) => {
    const piece = { text, offset };
    offset += encoding === 'utf-8' ? Buffer.byteLength(text) : 2 * text.length;
    return piece;
  };
  const decode = (bytes?: Uint8Array) => {
    try {
      return decoder.decode(bytes, { stream: bytes !== undefined });
    } catch {
      throw new UnderhoodError('data.notText', { file });
    }
  };
  try {
    for await (const bytes of createReadStream(file, { highWaterMark: pieceLength })) {
      rest += decode(bytes as Uint8Array);
      if (rest.length < pieceLength) continue;
      // Where a line is too long, anywhere: a decoder never stops within a surrogate pair.
      const end = rest.lastIndexOf('\n') + 1 || rest.length;
      yield take(rest.slice(0, end));
      rest = rest.slice(end);
    }
    rest += decode();
  } catch (error) {
    throw unreadable(file, error);
  }
  if (rest !== '') yield take(rest);
}

/** A file's text, whole: for what has to be looked at all together. */
export async function readWhole(opened: OpenedText): Promise<string> {
  let text = '';
  for await (const piece of readText(opened)) text += piece.text;
  return text;
}

/** The same of a file that must be text. Throws UnderhoodError where it is none, or cannot be read. */
export async function wholeText(file: string): Promise<string> {
  const opened = await openText(file);
  if (!opened) throw new UnderhoodError('data.notText', { file });
  return readWhole(opened);
}

function encodingOf(head: Uint8Array): Encoding | undefined {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  if (!head.includes(0)) return isUtf8(head) ? 'utf-8' : undefined;
  const pairs = Array.from({ length: Math.floor(head.length / 2) }, (_, i) => [head[2 * i], head[2 * i + 1]]);
  const isBlank = (byte: number) => byte === 0x0a || byte === 0x20;
  const little = pairs.some(([low, high]) => isBlank(low) && high === 0);
  const big = pairs.some(([high, low]) => isBlank(low) && high === 0);
  const hasZero = pairs.some(([first, second]) => first === 0 && second === 0);
  if (hasZero || little === big) return undefined;
  return little ? 'utf-16le' : 'utf-16be';
}

function isUtf8(head: Uint8Array): boolean {
  try {
    // Its end may lie within a character.
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: head.length === headBytes });
    return true;
  } catch {
    return false;
  }
}

function unreadable(file: string, error: unknown): unknown {
  return isSystemError(error) ? new UnderhoodError('data.unreadable', { file, detail: error.code }) : error;
}
