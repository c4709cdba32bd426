import type { TextRange } from './selectedText.ts';

/** One edit of a document, as VS Code tells it: offsets in the document before it. */
export interface Edit {
  readonly rangeOffset: number;
  readonly rangeLength: number;
  readonly text: string;
}

/**
 * Where a range lies after an edit. It moves with edits before it, keeps its place with edits behind it, and grows or
 * shrinks with edits inside it; what is typed right at its ends stays outside.
 */
export function afterEdit({ start, end }: TextRange, { rangeOffset, rangeLength, text }: Edit): TextRange {
  const editEnd = rangeOffset + rangeLength;
  const growth = text.length - rangeLength;
  if (editEnd <= start) return { start: start + growth, end: end + growth };
  if (rangeOffset >= end) return { start, end };
  return {
    start: Math.min(start, rangeOffset),
    end: Math.max(end, editEnd) + growth,
  };
}
