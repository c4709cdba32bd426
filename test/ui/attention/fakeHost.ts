import { hideFirstToken, mergeWords } from '../../../src/analysis/alterations.ts';
import { cellArithmetic, headQuantity, patternOf } from '../../../src/analysis/cell.ts';
import { reduceByMaximum, thumbnailSide } from '../../../src/analysis/thumbnails.ts';
import { wordsOf } from '../../../src/analysis/words.ts';
import { UnderhoodError } from '../../../src/errors.ts';
import type { AttentionNavigation, AttentionRequests, AttentionState } from '../../../src/protocol/attentionPage.ts';
import type { Alterations, HeadAddress, Quantity, Thumbnails } from '../../../src/protocol/run.ts';
import { install, type ReceiveFrom } from '../parts/fakeHost.ts';
import { FakePageHost } from '../parts/fakePageHost.ts';
import { idlePage } from '../parts/idlePage.ts';
import { type FakeRun, type FakeShape, fakeRun } from './fakeRun.ts';
import { fakeTokens } from './fakeTokens.ts';

/** The attention page's host: it answers from a small run that it computes. */
class FakeHost extends FakePageHost<AttentionState, AttentionNavigation> {
  state: AttentionState = idlePage;
  readonly #runs = new Map<string, FakeRun>();
  #count = 0;

  constructor(receiveFrom: ReceiveFrom) {
    super(receiveFrom);
    this.#answer();
  }

  /** Runs a text, as the command would. */
  run(
    text: string,
    shape: FakeShape = { layers: 4, heads: 8, keyValueHeads: 8 },
    rest: Partial<AttentionState> = {},
  ): void {
    this.#count += 1;
    const run = fakeRun(`run-${this.#count}`, text, fakeTokens(text), shape);
    this.#runs.set(run.summary.runId, run);
    const source = { document: 'sample.md', kind: 'selection' } as const;
    this.push({ activity: 'ready', run: run.summary, source, outdated: false, ...rest });
  }

  /** A head of the last run as the page should have got it. */
  slice(layer: number, head: number, quantity: Quantity): Float32Array {
    const run = [...this.#runs.values()].at(-1)!;
    return headQuantity(run.layers[layer], head, quantity, run.norms[layer]);
  }

  #runOf({ runId }: { readonly runId: string }): FakeRun {
    const run = this.#runs.get(runId);
    if (!run) throw new UnderhoodError('superseded');
    return run;
  }

  #thumbnails(request: { readonly runId: string } & Alterations): Thumbnails {
    const { summary, layers } = this.#runOf(request);
    const words = wordsOf(summary.tokens);
    const length = request.mergeWords ? words.length : summary.tokens.length;
    const size = thumbnailSide(length, summary.model.layers * summary.model.heads);
    const data = new Uint8Array(summary.model.layers * summary.model.heads * size * size);
    layers.forEach((layer, l) => {
      for (let head = 0; head < summary.model.heads; head += 1) {
        let pattern = patternOf(layer, head);
        if (request.hideFirst) pattern = hideFirstToken(pattern, summary.tokens.length);
        if (request.mergeWords) pattern = mergeWords(pattern, summary.tokens.length, words);
        data.set(reduceByMaximum(pattern, length, size), (l * summary.model.heads + head) * size * size);
      }
    });
    return { runId: request.runId, size, length, data };
  }

  #answer(): void {
    const nothing = () => null;
    this.serve<AttentionRequests>({
      ...this.ofTexts,
      thumbnails: (request) => this.#thumbnails(request),
      head: (request: HeadAddress & { readonly quantity: Quantity }) => {
        const { summary, layers, norms } = this.#runOf(request);
        const { layer, head, quantity } = request;
        return {
          ...request,
          length: summary.tokens.length,
          data: headQuantity(layers[layer], head, quantity, norms[layer]),
        };
      },
      cell: (request) => {
        const { layer, head, query, key, runId } = request;
        return { runId, layer, head, ...cellArithmetic(this.#runOf(request).layers[layer], head, query, key) };
      },
      runAgain: nothing,
      shade: nothing,
    });
  }
}

declare global {
  interface Window {
    fake: FakeHost;
  }
}

window.fake = install((receiveFrom) => new FakeHost(receiveFrom));
