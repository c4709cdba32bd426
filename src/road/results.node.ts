import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import type { Outcome } from './experiment.ts';

/** What came out of a block when it ran last. */
export interface KeptResult {
  readonly outcome: Outcome;
  readonly seconds: number;
  /** When, in milliseconds since 1970. */
  readonly at: number;
}

const message = v.looseObject({ key: v.string() });
const keptResult = v.looseObject({
  outcome: v.looseObject({
    headline: message,
    verdicts: v.optional(v.array(v.looseObject({ claim: message, verdict: v.string(), reason: message }))),
    views: v.array(v.looseObject({ kind: v.string(), title: message })),
  }),
  seconds: v.number(),
  at: v.number(),
});

/** Results that stay; the oldest go first. */
const most = 500;

/**
 * The last result of every block that ran, by its key, a file each. It is read at once and without waiting: a Markdown
 * preview is rendered so, and a result is small.
 */
export class RoadResults {
  /** Those that were read, or were looked for and not found. */
  readonly #known = new Map<string, KeptResult | undefined>();

  /** @param folder of this version of the extension: other experiments have other results */
  constructor(private readonly folder: string) {}

  get(key: string): KeptResult | undefined {
    if (!this.#known.has(key)) this.#known.set(key, this.#read(key));
    return this.#known.get(key);
  }

  /** Keeps it, in the memory at least: a full disk is no reason to lose what came out. */
  put(key: string, result: KeptResult): void {
    this.#known.set(key, result);
    try {
      mkdirSync(this.folder, { recursive: true });
      writeFileSync(this.#file(key), JSON.stringify(result));
      this.#prune();
    } catch {}
  }

  #file(key: string): string {
    return path.join(this.folder, `${createHash('sha256').update(key).digest('hex')}.json`);
  }

  #read(key: string): KeptResult | undefined {
    try {
      const json: unknown = JSON.parse(readFileSync(this.#file(key), 'utf8'));
      return v.is(keptResult, json) ? (json as unknown as KeptResult) : undefined;
    } catch {
      return undefined;
    }
  }

  #prune(): void {
    const files = readdirSync(this.folder);
    if (files.length <= most) return;
    const dated = files.map((name) => ({ name, at: statSync(path.join(this.folder, name)).mtimeMs }));
    for (const { name } of dated.sort((a, b) => b.at - a.at).slice(most)) rmSync(path.join(this.folder, name));
  }
}
