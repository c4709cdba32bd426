import 'vscode-jsonrpc/browser';
import { CancellationToken } from 'vscode-jsonrpc';
import { UnderhoodError } from '../../../src/errors.ts';
import type { SavedPageName } from '../../../src/export/savedPages.ts';
import type { HeaderRequests } from '../../../src/protocol/page.ts';
import { type Handlers, Rpc } from '../../../src/protocol/rpc.ts';
import type { AskedRequest, TakingRequests } from '../../../src/protocol/taking.ts';
import { OpenedFile, startAnew } from './openedFile.ts';

/** Gives a listener to what the page posts. */
export type ReceiveFrom = (receive: (message: unknown) => void) => void;

/**
 * An extension host inside the page under test: it speaks the real protocol over the page's own transport. A page's own
 * fake answers its requests from what it computes.
 */
export abstract class FakeHost<State, Navigation> {
  abstract state: State;
  saved: Navigation | null = null;
  /** Every request, in order. */
  readonly calls: { readonly method: string; readonly request: unknown }[] = [];
  /** Requests that have no answer yet. */
  unanswered = 0;
  /** Answers of these methods wait this long. */
  readonly delays: Record<string, number> = {};
  /** These methods fail. */
  readonly failing = new Set<string>();
  #answers: Readonly<Record<string, Answering>> = {};
  /** Where the page is answered from a file. */
  #file: OpenedFile | null = null;
  #wasReopened = false;
  readonly #rpc: Rpc<object, Record<string, (payload: unknown) => void>>;

  constructor(receiveFrom: ReceiveFrom) {
    this.#rpc = new Rpc({
      post: (message) => window.postMessage(message, '*'),
      listen: (receive) => {
        receiveFrom(receive);
        return { dispose: () => {} };
      },
    });
  }

  push(change: Partial<State>): void {
    this.state = { ...this.state, ...change };
    this.pushEvent('state', this.state);
  }

  protected pushEvent(event: string, payload: unknown): void {
    this.#rpc.push(event, payload);
  }

  /**
   * Saves what the page asked to have saved last, and opens the file: a new page is answered from it, and from nothing else.
   * @param page name of its bundle
   */
  async reopen(page: SavedPageName): Promise<void> {
    const { request } = this.calls.findLast(({ method }) => method === 'saveView')!;
    const { asked } = request as { readonly asked: readonly AskedRequest[] };
    const shown = { page, made: provenance, state: this.state as object, navigation: this.saved, asked };
    this.#wasReopened = true;
    this.#file = await OpenedFile.of(shown, ({ method, request }) =>
      this.#answers[method](request, CancellationToken.None),
    );
    startAnew();
  }

  /** A new page is answered as before. */
  leaveFile(): void {
    this.#file = null;
    startAnew();
  }

  /** Answers from now on; what all pages ask is answered here. */
  protected serve<Requests extends CommonRequests<State, Navigation>>(
    own: Omit<Handlers<Requests>, keyof CommonRequests<State, Navigation>>,
  ): void {
    const common: Handlers<CommonRequests<State, Navigation>> = {
      // A page that comes back is told where it was.
      ready: () => (this.#wasReopened ? { ...this.state, navigation: this.saved } : this.state),
      chooseModel: () => null,
      setFollow: ({ follow }) => {
        this.push({ follow } as unknown as Partial<State>);
        return null;
      },
      askNext: () => null,
      saveNavigation: (navigation) => {
        this.saved = navigation;
        return null;
      },
    };
    const all = { ...common, ...own, ...this.#taking() };
    this.#answers = all as unknown as Readonly<Record<string, Answering>>;
    this.#rpc.serve<Requests>(this.#watched(all) as Handlers<Requests>);
  }

  /** What is taken away, as a host that writes it nowhere sees it. */
  #taking(): Handlers<TakingRequests> {
    const saved = { saved: 'taken' };
    return {
      provenance: () => provenance,
      saveFile: () => saved,
      saveView: () => saved,
      saveActivations: () => saved,
    };
  }

  /** The same handlers, noted down, late or failing where a test wants that. */
  #watched(handlers: object): object {
    const watched = Object.entries(handlers).map(([method, handler]) => [
      method,
      async (request: never, token: never) => {
        this.calls.push({ method, request });
        this.unanswered += 1;
        try {
          const delay = this.delays[method];
          if (delay) await new Promise((resolve) => setTimeout(resolve, delay));
          if (this.failing.has(method)) throw new UnderhoodError('unexpected', { detail: `${method} failed` });
          if (this.#file?.holds(method)) return this.#file.answer({ method, request }, this.state as object);
          return await (handler as (request: never, token: never) => unknown)(request, token);
        } finally {
          this.unanswered -= 1;
        }
      },
    ]);
    return Object.fromEntries(watched);
  }
}

type Answering = (request: unknown, token: CancellationToken) => unknown;

const provenance = { date: '2026-11-29T12:00:00.000Z', version: '0.1.0', weights: 'ab'.repeat(32) };

/** What every page asks of its host. */
interface CommonRequests<State, Navigation> extends HeaderRequests {
  ready(request: Record<string, never>): State;
  saveNavigation(request: Navigation): null;
}

declare global {
  interface Window {
    /** What all fakes have. */
    fakePage: FakeHost<unknown, unknown>;
    timersRunning(): number;
    acquireVsCodeApi: () => unknown;
  }
}

/** Puts a fake in the place of VS Code's API. */
export function install<Fake>(make: (receiveFrom: ReceiveFrom) => Fake): Fake {
  let receive: (message: unknown) => void = () => {};
  const fake = make((receiver) => {
    receive = receiver;
  });
  window.fakePage = fake as unknown as Window['fakePage'];
  window.acquireVsCodeApi = () => ({
    // As in VS Code, a message is cloned and arrives later.
    postMessage: (message: unknown) => {
      const copy = structuredClone(message);
      setTimeout(() => receive(copy), 0);
    },
  });
  return fake;
}
