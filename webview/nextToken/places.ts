import { type Ranked, rank } from '../../src/analysis/ranking.ts';
import type { NextTokenHost } from './nextTokenHost.ts';

/** A place in a reading, and what the model says comes there. */
export interface Place {
  readonly runId: string;
  /** How many of the reading's tokens stand before it. */
  readonly position: number;
  /** How many of those the model saw; 0 where the start token stood for them. */
  readonly given: number;
  readonly ranked: Ranked;
}

/** Enough to go back and forth, little enough to forget: a vocabulary's ranking takes megabytes. */
const most = 12;

/** The places that were looked at last, each ranked once. */
export class Places {
  readonly #host: NextTokenHost;
  readonly #held = new Map<string, Place>();

  constructor(host: NextTokenHost) {
    this.#host = host;
  }

  async load(runId: string, position: number): Promise<Place> {
    const name = `${runId} ${position}`;
    const place = this.#held.get(name) ?? (await this.#ask(runId, position));
    this.#held.delete(name); // to the end: used last
    this.#held.set(name, place);
    for (const [oldest] of this.#held) {
      if (this.#held.size <= most) break;
      this.#held.delete(oldest);
    }
    return place;
  }

  async #ask(runId: string, position: number): Promise<Place> {
    const { logits, given } = await this.#host.request('nextToken', { runId, position });
    return { runId, position, given, ranked: rank(logits) };
  }
}
