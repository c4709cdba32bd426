import { ErrorCodes } from 'vscode-jsonrpc';
import { type Handlers, type RequestOf, Rpc } from '../protocol/rpc.ts';
import { checkedHandlers, isPageMessage, type Schemas } from '../protocol/validation.ts';

/** What of a webview it needs. */
interface PagePort {
  postMessage(message: unknown): unknown;
  onDidReceiveMessage(listener: (message: unknown) => void): { dispose(): void };
}

/**
 * The host's end of a page. A page that was hidden or moved is a new page, whose first request is `ready`: it gets a new
 * RPC, so that no answer to the old one reaches it. Before that it is told nothing.
 */
export class PageConnection<Requests, Events> {
  readonly #listener: { dispose(): void };
  #rpc?: Rpc<object, Events>;
  #deliver: (message: unknown) => void = () => {};

  /**
   * @param schemas what requests are checked against
   * @param log told of what is wrong with either end
   */
  constructor(
    private readonly port: PagePort,
    private readonly schemas: Schemas<Requests>,
    private readonly handlers: Handlers<Requests>,
    private readonly log: (error: unknown, method: string) => void,
  ) {
    this.#listener = port.onDidReceiveMessage((message) => this.#receive(message));
  }

  /** Whether a page listens. */
  get isReady(): boolean {
    return this.#rpc !== undefined;
  }

  push<Event extends keyof Events & string>(event: Event, payload: RequestOf<Events, Event>): void {
    this.#rpc?.push(event, payload);
  }

  /** The page is gone, or hidden and deaf. */
  forget(): void {
    this.#rpc?.dispose();
    this.#rpc = undefined;
  }

  dispose(): void {
    this.forget();
    this.#listener.dispose();
  }

  #receive(message: unknown): void {
    const { id, method } = (message ?? {}) as { readonly id?: unknown; readonly method?: unknown };
    if (!isPageMessage(message)) {
      this.log('A message that is no request.', String(method));
      const error = { code: ErrorCodes.InvalidRequest, message: 'not a request' };
      if (id !== undefined) this.port.postMessage({ jsonrpc: '2.0', id, error });
      return;
    }
    if (method === 'ready') this.#start();
    this.#deliver(message);
  }

  #start(): void {
    this.#rpc?.dispose();
    const transport = {
      post: (message: unknown) => {
        this.port.postMessage(message);
      },
      listen: (deliver: (message: unknown) => void) => {
        this.#deliver = deliver;
        return {
          dispose: () => {
            if (this.#deliver === deliver) this.#deliver = () => {};
          },
        };
      },
    };
    this.#rpc = new Rpc<object, Events>(transport, this.log).serve<Requests>(
      checkedHandlers(this.schemas, this.handlers),
    );
  }
}
