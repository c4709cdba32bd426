/** A token that tokenizer.json adds to the vocabulary: found in the text before anything else is done with it. */
export interface AddedToken {
  readonly id: number;
  readonly content: string;
  /** Takes the blanks before or behind it with it. */
  readonly lstrip: boolean;
  readonly rstrip: boolean;
  /** Looked for after normalisation. */
  readonly normalized: boolean;
  readonly special: boolean;
}

/** Part of a text: an added token, or what lies between two. */
interface Section {
  readonly start: number;
  readonly end: number;
  readonly token?: AddedToken;
}

/** Finds added tokens: the leftmost first, of those at the same place the longest. */
export class AddedTokens {
  private readonly pattern: RegExp | undefined;

  /** @param tokens by what to look for */
  constructor(private readonly tokens: ReadonlyMap<string, AddedToken>) {
    const contents = [...tokens.keys()].filter((content) => content.length > 0).toSorted((a, b) => b.length - a.length);
    const escaped = contents.map((content) => content.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&'));
    if (escaped.length > 0) this.pattern = new RegExp(escaped.join('|'), 'g');
  }

  /** The whole text, in order. */
  split(text: string): Section[] {
    const sections: Section[] = [];
    let start = 0;
    for (const match of this.pattern === undefined ? [] : text.matchAll(this.pattern)) {
      const token = this.tokens.get(match[0]) as AddedToken;
      const before = text.slice(start, match.index);
      const from = token.lstrip ? start + before.trimEnd().length : match.index;
      // An earlier token may have taken the blanks up to here, never the token itself.
      const end = match.index + match[0].length;
      if (from > start) sections.push({ start, end: from });
      const after = text.slice(end);
      start = token.rstrip ? end + after.length - after.trimStart().length : end;
      sections.push({ start: from, end: start, token });
    }
    if (start < text.length) sections.push({ start, end: text.length });
    return sections;
  }
}
