import type { TokenText } from '../../src/analysis/tokenText.ts';
import type { VocabularyEntry } from '../../src/protocol/reading.ts';
import { textOfEntry } from '../parts/entryText.ts';
import type { NextTokenHost } from './nextTokenHost.ts';

/** So many spellings may be asked for at a time. */
const mostAtOnce = 1000;

/** The tokens of one model that the page has met. */
export class Vocabulary {
  readonly #host: NextTokenHost;
  readonly #texts = new Map<number, TokenText>();

  constructor(host: NextTokenHost) {
    this.#host = host;
  }

  add(entries: readonly VocabularyEntry[]): void {
    for (const entry of entries) if (!this.#texts.has(entry.id)) this.#texts.set(entry.id, textOfEntry(entry));
  }

  get(id: number): TokenText | undefined {
    return this.#texts.get(id);
  }

  /** Fetches those that are not known yet; whether there were any. */
  async load(runId: string, ids: Iterable<number>): Promise<boolean> {
    const missing = [...new Set(ids)].filter((id) => !this.#texts.has(id));
    for (let start = 0; start < missing.length; start += mostAtOnce) {
      const request = { runId, ids: missing.slice(start, start + mostAtOnce) };
      this.add(await this.#host.request('vocabulary', request));
    }
    return missing.length > 0;
  }
}
