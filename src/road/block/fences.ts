/** A fenced block of Markdown that says what to run. Lines and offsets count from 0, in the whole document. */
export interface Fence {
  /** Its place among the document's blocks. */
  readonly index: number;
  /** The line of the opening fence, and of the closing one, or the last line where none closes it. */
  readonly firstLine: number;
  readonly lastLine: number;
  readonly isClosed: boolean;
  /** What stands between them, and where that begins. */
  readonly body: string;
  readonly bodyStart: number;
}

/** The word after the fence that makes a block ours. */
export const fenceLanguage = 'hood';

/** The fence at the beginning of a line. What may follow it is for string methods: in one expression, it takes n³ ways. */
const fenceAtStart = /^ {0,3}(`{3,}|~{3,})/;

/**
 * The blocks of a document. As in CommonMark, a fence ends with one at least as long of the same sign, or with the document;
 * what stands inside another fence is text. (Fences inside quotations and lists are left alone.)
 */
export function fencesIn(text: string): Fence[] {
  const found: Fence[] = [];
  const lines = text.split('\n');
  let offset = 0;
  let open: { readonly sign: string; readonly line: number; readonly start: number; readonly isOurs: boolean } | null =
    null;
  const close = (lastLine: number, end: number, isClosed: boolean) => {
    if (open?.isOurs) {
      const { line: firstLine, start: bodyStart } = open;
      const body = text.slice(bodyStart, Math.max(bodyStart, end));
      found.push({ index: found.length, firstLine, lastLine, isClosed, body, bodyStart });
    }
    open = null;
  };
  for (const [number, whole] of lines.entries()) {
    const line = whole.replace(/\r$/, '');
    if (open === null) {
      const fence = fenceOf(line);
      const start = Math.min(text.length, offset + whole.length + 1);
      // Behind backticks, another backtick makes it code within a line.
      if (fence && !(fence.sign[0] === '`' && fence.info.includes('`'))) {
        const [language] = fence.info.split(/\s/, 1);
        open = { sign: fence.sign, line: number, start, isOurs: language.toLowerCase() === fenceLanguage };
      }
    } else {
      const { sign = '', info = '' } = fenceOf(line) ?? {};
      if (info === '' && sign[0] === open.sign[0] && sign.length >= open.sign.length) close(number, offset, true);
    }
    offset += whole.length + 1;
  }
  close(lines.length - 1, text.length, false);
  return found;
}

function fenceOf(line: string): { readonly sign: string; readonly info: string } | undefined {
  const found = fenceAtStart.exec(line);
  return found ? { sign: found[1], info: line.slice(found[0].length).trim() } : undefined;
}
