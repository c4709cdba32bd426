import { draw } from '../../../src/analysis/drawing.ts';
import { rank } from '../../../src/analysis/ranking.ts';
import { distribute } from '../../../src/analysis/sampling.ts';
import { UnderhoodError } from '../../../src/errors.ts';
import type {
  ContinuationNode,
  ContinuationTree,
  NextTokenNavigation,
  NextTokenRequests,
  NextTokenState,
} from '../../../src/protocol/nextTokenPage.ts';
import { alternativeCount, type SamplingSettings } from '../../../src/protocol/reading.ts';
import { install, type ReceiveFrom } from '../parts/fakeHost.ts';
import { FakePageHost } from '../parts/fakePageHost.ts';
import { idlePage } from '../parts/idlePage.ts';
import { type FakeReading, fakeReading, likeliest, softmaxOf } from './fakeReading.ts';

/** How a reading is made up. */
export interface FakeShape {
  readonly vocabularySize?: number;
  readonly hasStart?: boolean;
}

/** The next-token page's host: it reads a text by a made-up model, and writes on by it. */
class FakeHost extends FakePageHost<NextTokenState, NextTokenNavigation> {
  state: NextTokenState = {
    ...idlePage,
    canInsert: true,
  };
  /** Milliseconds from one written token to the next. */
  pace = 5;
  /** After so many tokens the model ends the text. */
  room = 1000;
  #reading: FakeReading | null = null;
  #count = 0;
  #writing: symbol | null = null;

  constructor(receiveFrom: ReceiveFrom) {
    super(receiveFrom);
    const nothing = () => null;
    this.serve<NextTokenRequests>({
      ...this.ofTexts,
      runAgain: nothing,
      nextToken: ({ runId, position }) => {
        const given = position === 0 ? 0 : Math.min(position, 1024);
        return { runId, position, given, logits: this.#of(runId).logits(position) };
      },
      vocabulary: ({ runId, ids }) => ids.map((id) => this.#of(runId).vocabulary[id]),
      continueText: ({ after, sampling, count }) => {
        void this.#write(after, sampling, count);
        return null;
      },
      stopContinuing: () => {
        this.#writing = null;
        this.#tree({ isWriting: false });
        return null;
      },
      branch: ({ node, id }) => {
        const { alternatives, parent } = this.#nodes[node];
        const chosen = alternatives.findIndex((alternative) => alternative.id === id);
        this.#add({
          ...alternatives[chosen],
          keptProbability: 0,
          rank: chosen + 1,
          alternatives,
          parent,
          isChosen: true,
        });
        return null;
      },
      showBranch: ({ tip }) => {
        this.#tree({ tip, end: undefined });
        return null;
      },
      insertContinuation: nothing,
    });
  }

  /** Reads a text, as the command would. */
  run(text: string, shape: FakeShape = {}, rest: Partial<NextTokenState> = {}): void {
    this.#count += 1;
    this.#reading = fakeReading(`run-${this.#count}`, text, shape.vocabularySize ?? 4096, shape.hasStart ?? true);
    const source = { document: 'sample.md', kind: 'before' } as const;
    const { summary } = this.#reading;
    this.push({
      activity: 'ready',
      run: summary,
      source,
      outdated: false,
      navigation: undefined,
      continuation: undefined,
      ...rest,
    });
  }

  /** What the page should have got. */
  logits(position: number): Float32Array {
    return this.#reading!.logits(position);
  }

  spelling(id: number): string {
    return this.#reading!.vocabulary[id].spelling;
  }

  get #nodes(): readonly ContinuationNode[] {
    return this.state.continuation?.nodes ?? [];
  }

  #of(runId: string): FakeReading {
    if (this.#reading?.summary.runId !== runId) throw new UnderhoodError('superseded');
    return this.#reading;
  }

  #tree(change: Partial<ContinuationTree>): void {
    const { runId } = this.#reading!.summary;
    const before = this.state.continuation ?? { runId, nodes: [], tip: null, isWriting: false };
    this.push({ continuation: { ...before, ...change } });
  }

  #add(node: ContinuationNode): void {
    const known = this.#nodes.findIndex(({ parent, id }) => parent === node.parent && id === node.id);
    const nodes = known < 0 ? [...this.#nodes, node] : this.#nodes;
    this.#tree({ nodes, tip: known < 0 ? nodes.length - 1 : known, end: undefined });
  }

  async #write(after: number | null, sampling: SamplingSettings, count: number): Promise<void> {
    const writing = Symbol('writing');
    this.#writing = writing;
    this.#tree({ tip: after, isWriting: true, end: undefined });
    for (let written = 0; written < count; written += 1) {
      await new Promise((resolve) => setTimeout(resolve, this.pace));
      if (this.#writing !== writing) return;
      const path = this.#path();
      if (path.length >= this.room) return this.#tree({ isWriting: false, end: 'end' });
      const { summary, logits, vocabulary } = this.#reading!;
      const own = logits(summary.tokens.length, path);
      const distribution = distribute(rank(own), sampling);
      const place = draw(distribution, sampling.seed, path.length);
      const probabilities = softmaxOf(own);
      this.#add({
        ...vocabulary[distribution.ranked.ids[place]],
        probability: distribution.ranked.probabilities[place],
        keptProbability: distribution.final[place],
        rank: place + 1,
        alternatives: likeliest(own, alternativeCount).map((id) => ({
          ...vocabulary[id],
          probability: probabilities[id],
        })),
        parent: this.state.continuation!.tip,
        isChosen: false,
      });
    }
    this.#writing = null;
    this.#tree({ isWriting: false, end: 'count' });
  }

  #path(): number[] {
    const path: number[] = [];
    for (let node = this.state.continuation!.tip; node !== null; node = this.#nodes[node].parent) {
      path.unshift(this.#nodes[node].id);
    }
    return path;
  }
}

declare global {
  interface Window {
    fakeReader: FakeHost;
  }
}

window.fakeReader = install((receiveFrom) => new FakeHost(receiveFrom));
