import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import type { Outcome } from './experiment.ts';
import { writeWhole } from './writeWhole.node.ts';

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

/** What is known of a file. */
interface Known {
  readonly result?: KeptResult;
  /** When it was written, milliseconds since 1970; undefined where there is none. */
  readonly written?: number;
}

/**
 * The last result of every block that ran in any window, by its key, a file each. It is read at once and without waiting: a
 * Markdown preview is rendered so, and a result is small.
 */
export class RoadResults {
  readonly #known = new Map<string, Known>();

  /** @param folder of this version of the extension: other experiments have other results */
  constructor(private readonly folder: string) {}

  get(key: string): KeptResult | undefined {
    const written = this.#written(key);
    const known = this.#known.get(key);
    if (known && (written === undefined || known.written === written)) return known.result;
    if (written === undefined) return undefined;
    const result = this.#read(key);
    this.#known.set(key, { result, written });
    return result;
  }

  /** Keeps it, in the memory at least: a full disk is no reason to lose what came out. */
  put(key: string, result: KeptResult): void {
    try {
      writeWhole(this.#file(key), JSON.stringify(result));
      this.#prune();
    } catch {}
    this.#known.set(key, { result, written: this.#written(key) });
  }

  #file(key: string): string {
    return path.join(this.folder, `${createHash('sha256').update(key).digest('hex')}.json`);
  }

  #written(key: string): number | undefined {
    return dateOf(this.#file(key));
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
    // What another window has removed meanwhile is among the oldest.
    const dated = files.map((name) => ({ name, at: dateOf(path.join(this.folder, name)) ?? 0 }));
    for (const { name } of dated.sort((a, b) => b.at - a.at).slice(most)) {
      rmSync(path.join(this.folder, name), { force: true });
    }
  }
}

function dateOf(file: string): number | undefined {
  try {
    return statSync(file, { throwIfNoEntry: false })?.mtimeMs;
  } catch {
    return undefined;
  }
}
