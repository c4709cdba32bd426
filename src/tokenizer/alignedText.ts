/** A text made from another, each UTF-16 unit knowing the range in the original that it came from. */
export interface AlignedText {
  readonly text: string;
  /** Per unit of `text`, offsets in the original; start = end for what was inserted. Neither ever decreases. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

/** Part of a text, unchanged. Offsets count from the beginning of the whole. */
export function alignedSlice(whole: string, from: number, to: number): AlignedText {
  const starts = new Int32Array(to - from);
  const ends = new Int32Array(to - from);
  for (let i = 0; i < starts.length; i++) {
    starts[i] = from + i;
    ends[i] = from + i + 1;
  }
  return { text: whole.slice(from, to), starts, ends };
}

/** Part of an aligned text; its ranges share memory with the whole's. */
export function sliceAligned(aligned: AlignedText, from: number, to: number): AlignedText {
  return {
    text: aligned.text.slice(from, to),
    starts: aligned.starts.subarray(from, to),
    ends: aligned.ends.subarray(from, to),
  };
}

/** Normalises while keeping the original ranges. `change` is a black box, such as NFC: how it moved text is inferred. */
export function changeAligned(aligned: AlignedText, change: (text: string) => string): AlignedText {
  const changed = change(aligned.text);
  if (changed === aligned.text) return aligned;
  const starts = new Int32Array(changed.length);
  const ends = new Int32Array(changed.length);
  let at = 0;
  for (const { from, to, length } of changes(aligned.text, changed, change)) {
    // Units kept one for one keep their own ranges; all others share the range of what they replace.
    const same = length === to - from && aligned.text.slice(from, to) === changed.slice(at, at + length);
    const here = from < aligned.starts.length ? aligned.starts[from] : (aligned.ends.at(-1) ?? 0);
    for (let i = 0; i < length; i++) {
      starts[at + i] = same ? aligned.starts[from + i] : here;
      ends[at + i] = same ? aligned.ends[from + i] : to > from ? aligned.ends[to - 1] : here;
    }
    at += length;
  }
  return { text: changed, starts, ends };
}

/** `length` units of the changed text, in order, replace [from, to) of the old. */
interface Change {
  readonly from: number;
  readonly to: number;
  readonly length: number;
}

/** What normal forms act within: a Hangul syllable, written in parts or whole, or a character with its marks. */
const clusters =
  /[\u1100-\u115F]?[\u1160-\u11A7][\u11A8-\u11FF]?\p{M}*|[\uAC00-\uD7A3][\u11A8-\u11FF]?\p{M}*|\P{M}\p{M}*|\p{M}+/gu;

function changes(old: string, changed: string, change: (text: string) => string): Change[] {
  // Prepended or stripped.
  if (changed.endsWith(old)) {
    return [
      { from: 0, to: 0, length: changed.length - old.length },
      { from: 0, to: old.length, length: old.length },
    ];
  }
  const kept = changed.length > 0 ? old.indexOf(changed) : -1;
  if (kept >= 0 && old.trim() === changed.trim())
    return [{ from: kept, to: kept + changed.length, length: changed.length }];
  return changesByCluster(old, changed, change) ?? changeOfMiddle(old, changed);
}

/**
 * Where changing cluster by cluster gives a text as long as changing the whole does (a Greek final σ, which depends on
 * what follows, is the only other difference known); undefined where it does not.
 */
function changesByCluster(old: string, changed: string, change: (text: string) => string): Change[] | undefined {
  const seen = new Map<string, string>();
  const list: Change[] = [];
  let from = 0;
  let at = 0;
  for (const [cluster] of old.matchAll(clusters)) {
    let replacement = seen.get(cluster);
    if (replacement === undefined) {
      replacement = change(cluster);
      seen.set(cluster, replacement);
    }
    // What only swaps one unit for another, such as ▁ for a space that carries a mark, leaves the rest where it was.
    const parts: readonly Change[] =
      replacement.length === cluster.length
        ? changeOfMiddle(cluster, replacement)
        : [{ from: 0, to: cluster.length, length: replacement.length }];
    for (const part of parts) list.push({ from: from + part.from, to: from + part.to, length: part.length });
    from += cluster.length;
    at += replacement.length;
  }
  return at === changed.length ? list : undefined;
}

/** What the two have in common at both ends, kept; all between, replaced by all between. */
function changeOfMiddle(old: string, changed: string): Change[] {
  const shorter = Math.min(old.length, changed.length);
  let head = 0;
  while (head < shorter && old[head] === changed[head]) head++;
  if (isHighSurrogate(old, head - 1)) head--;
  let tail = 0;
  while (tail < shorter - head && old.at(-1 - tail) === changed.at(-1 - tail)) tail++;
  if (isHighSurrogate(old, old.length - tail - 1) || isHighSurrogate(changed, changed.length - tail - 1)) tail--;
  return [
    { from: 0, to: head, length: head },
    { from: head, to: old.length - tail, length: changed.length - tail - head },
    { from: old.length - tail, to: old.length, length: tail },
  ];
}

function isHighSurrogate(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return unit >= 0xd800 && unit < 0xdc00;
}
