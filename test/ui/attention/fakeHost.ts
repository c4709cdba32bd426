import 'vscode-jsonrpc/browser';
import { hideFirstToken, mergeWords } from '../../../src/analysis/alterations.ts';
import { cellArithmetic, headQuantity, patternOf } from '../../../src/analysis/cell.ts';
import { reduceByMaximum, thumbnailSide } from '../../../src/analysis/thumbnails.ts';
import { wordsOf } from '../../../src/analysis/words.ts';
import { UnderhoodError } from '../../../src/errors.ts';
import type {
  AttentionEvents,
  AttentionNavigation,
  AttentionRequests,
  AttentionState,
} from '../../../src/protocol/attentionPage.ts';
import { type Handlers, Rpc } from '../../../src/protocol/rpc.ts';
import type { Alterations, HeadAddress, Quantity, Thumbnails } from '../../../src/protocol/run.ts';
import { type FakeRun, type FakeShape, fakeRun } from './fakeRun.ts';
import { fakeTokens } from './fakeTokens.ts';

/**
 * An extension host inside the page under test: it speaks the real protocol over the page's own transport, and answers
 * from a small run that it computes.
 */
class FakeHost {
  state: AttentionState = { language: 'en', follow: true, activity: 'idle', outdated: false, notices: [] };
  saved: AttentionNavigation | null = null;
  /** Every request, in order, but for large answers. */
  readonly calls: { readonly method: string; readonly request: unknown }[] = [];
  /** Answers of these methods wait this long. */
  readonly delays: Record<string, number> = {};
  /** These methods fail. */
  readonly failing = new Set<string>();
  readonly #runs = new Map<string, FakeRun>();
  readonly #rpc: Rpc<object, AttentionEvents>;
  #count = 0;

  constructor(receiveFrom: (receive: (message: unknown) => void) => void) {
    this.#rpc = new Rpc<object, AttentionEvents>({
      post: (message) => window.postMessage(message, '*'),
      listen: (receive) => {
        receiveFrom(receive);
        return { dispose: () => {} };
      },
    });
    this.#rpc.serve<AttentionRequests>(this.#watched(this.#handlers()));
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

  push(change: Partial<AttentionState>): void {
    this.state = { ...this.state, ...change };
    this.#rpc.push('state', this.state);
  }

  cursor(index: number | null): void {
    this.#rpc.push('cursor', { index });
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

  #handlers(): Handlers<AttentionRequests> {
    const nothing = () => null;
    return {
      ready: () => this.state,
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
      cancel: nothing,
      restart: nothing,
      chooseModel: nothing,
      setFollow: ({ follow }) => {
        this.push({ follow });
        return null;
      },
      hoverToken: nothing,
      shade: nothing,
      saveNavigation: (navigation) => {
        this.saved = navigation;
        return null;
      },
    };
  }

  /** The same handlers, noted down, late or failing where a test wants that. */
  #watched(handlers: Handlers<AttentionRequests>): Handlers<AttentionRequests> {
    const watched = Object.entries(handlers).map(([method, handler]) => [
      method,
      async (request: never, token: never) => {
        this.calls.push({ method, request });
        const delay = this.delays[method];
        if (delay) await new Promise((resolve) => setTimeout(resolve, delay));
        if (this.failing.has(method)) throw new UnderhoodError('unexpected', { detail: `${method} failed` });
        return (handler as (request: never, token: never) => unknown)(request, token);
      },
    ]);
    return Object.fromEntries(watched) as Handlers<AttentionRequests>;
  }
}

declare global {
  interface Window {
    fake: FakeHost;
    acquireVsCodeApi: () => unknown;
  }
}

let receive: (message: unknown) => void = () => {};
window.fake = new FakeHost((receiver) => {
  receive = receiver;
});
window.acquireVsCodeApi = () => ({
  // As in VS Code, a message is cloned and arrives later.
  postMessage: (message: unknown) => {
    const copy = structuredClone(message);
    setTimeout(() => receive(copy), 0);
  },
});
