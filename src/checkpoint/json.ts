/** What a JSON text may hold. JSON.parse knows no limits: a hostile file could make it use any amount of memory. */
interface JsonLimits {
  /** Objects and lists within each other. */
  readonly depth: number;
  /** Values and keys, all together. */
  readonly values: number;
  /** Whether a key given twice in one object is an error (otherwise the last one counts). */
  readonly uniqueKeys: boolean;
}

type ParsedJson =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly flaw: 'depth' | 'values' }
  | { readonly ok: false; readonly flaw: 'duplicate'; readonly key: string }
  | { readonly ok: false; readonly flaw: 'syntax'; readonly detail: string };

/**
 * JSON.parse within limits, and without exceptions. Objects may hold a key such as `__proto__` as their own: read them
 * with Object.entries, or Object.hasOwn.
 */
export function parseJson(text: string, limits: JsonLimits): ParsedJson {
  try {
    return scan(text, limits) ?? { ok: true, value: JSON.parse(text) };
  } catch (error) {
    return { ok: false, flaw: 'syntax', detail: (error as Error).message };
  }
}

/** Looks for what JSON.parse lets pass. Does not look for errors of syntax, and may itself throw a SyntaxError. */
function scan(text: string, limits: JsonLimits): ParsedJson | undefined {
  const keys: Set<string>[] = [];
  let values = 1;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === '"') {
      const end = closingQuote(text, at);
      if (limits.uniqueKeys && isKey(text, end)) {
        const key: string = JSON.parse(text.slice(at, end + 1));
        const siblings = keys.at(-1);
        if (siblings?.has(key)) return { ok: false, flaw: 'duplicate', key };
        siblings?.add(key);
      }
      at = end;
    } else if (character === '{' || character === '[') {
      if (keys.push(new Set()) > limits.depth) return { ok: false, flaw: 'depth' };
      values++;
    } else if (character === '}' || character === ']') keys.pop();
    else if (character === ',' || character === ':') values++;
    if (values > limits.values) return { ok: false, flaw: 'values' };
  }
  return undefined;
}

/** Index of the quote that ends the string which starts at `start`; the text's last index where none does. */
function closingQuote(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '"') return at;
    if (text[at] === '\\') at++;
  }
  return text.length - 1;
}

function isKey(text: string, end: number): boolean {
  let at = end + 1;
  while (text[at] === ' ' || text[at] === '\n' || text[at] === '\r' || text[at] === '\t') at++;
  return text[at] === ':';
}

/** Whether a parsed value is a JSON object: neither a list, nor null, nor a plain value. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
