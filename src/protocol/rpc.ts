import {
  CancellationToken,
  ConnectionError,
  createMessageConnection,
  ErrorCodes,
  type MessageConnection,
  ParameterStructures,
  ResponseError,
} from 'vscode-jsonrpc';
import { type CodedMessage, toUnderhoodError, UnderhoodError } from '../errors.ts';
import { type MessageTransport, readerOf, writerOf } from './transport.ts';

/** The request that a method of an interface of requests takes, and its answer. */
export type RequestOf<Requests, Method extends keyof Requests> = Requests[Method] extends (request: infer R) => unknown
  ? R
  : never;
export type AnswerOf<Requests, Method extends keyof Requests> = Requests[Method] extends (request: never) => infer A
  ? A
  : never;

/**
 * What answers an interface of requests. A handler may throw: the asker then gets the error. A request may be cancelled
 * before its handler begins, and then the token's event never fires: look at `isCancellationRequested` first.
 */
export type Handlers<Requests> = {
  readonly [Method in keyof Requests]: (
    request: RequestOf<Requests, Method>,
    token: CancellationToken,
  ) => AnswerOf<Requests, Method> | Promise<AnswerOf<Requests, Method>>;
};

/** The same interface, as the asker calls it. */
export interface Requester<Requests> {
  request<Method extends keyof Requests & string>(
    method: Method,
    request: RequestOf<Requests, Method>,
    token?: CancellationToken,
  ): Promise<AnswerOf<Requests, Method>>;
}

/** Tells our errors from those that JSON-RPC itself defines, which are all negative. */
const failureCode = 1;
const gone: readonly number[] = [
  ErrorCodes.PendingResponseRejected,
  ErrorCodes.MessageWriteError,
  ErrorCodes.ConnectionInactive,
];

/**
 * One end of a hop, on either wire: asks `Asked` of the other end and pushes `Pushed` to it; `serve` and `hear` take
 * what comes from there. Before the first, install vscode-jsonrpc's runtime once in each realm: import
 * `vscode-jsonrpc/node` or `vscode-jsonrpc/browser`.
 */
export class Rpc<Asked = object, Pushed = object> implements Requester<Asked> {
  readonly #connection: MessageConnection;

  /** @param unexpected told of everything thrown by a handler that is no UnderhoodError, for the log */
  constructor(
    transport: MessageTransport,
    private readonly unexpected: (error: unknown, method: string) => void = () => {},
  ) {
    this.#connection = createMessageConnection(readerOf(transport), writerOf(transport));
    this.#connection.listen();
  }

  /**
   * Asks the other end. Rejects with UnderhoodError: the one that the handler threw, `unexpected` where it threw
   * anything else, `disconnected` where no answer can come any more. Cancelling asks the handler to stop; the promise
   * still waits for what it answers.
   */
  async request<Method extends keyof Asked & string>(
    method: Method,
    request: RequestOf<Asked, Method>,
    token: CancellationToken = CancellationToken.None,
  ): Promise<AnswerOf<Asked, Method>> {
    try {
      return await this.#connection.sendRequest(method, ParameterStructures.byPosition, request, token);
    } catch (error) {
      throw revived(error);
    }
  }

  /** Tells the other end, which may not be listening any more. */
  push<Event extends keyof Pushed & string>(event: Event, payload: RequestOf<Pushed, Event>): void {
    try {
      // The promise rejects where the other end is gone as well.
      this.#connection.sendNotification(event, ParameterStructures.byPosition, payload).catch(() => {});
    } catch (error) {
      if (!(error instanceof ConnectionError)) throw error;
    }
  }

  /** Answers what the other end asks. */
  serve<Requests>(handlers: Handlers<Requests>): this {
    for (const method of Object.keys(handlers) as (keyof Requests & string)[]) {
      this.#connection.onRequest<unknown, CodedMessage>(method, async (request: unknown, token: CancellationToken) => {
        try {
          return await handlers[method](request as RequestOf<Requests, typeof method>, token);
        } catch (error) {
          if (!(error instanceof UnderhoodError)) this.unexpected(error, method);
          throw packed(error);
        }
      });
    }
    return this;
  }

  /** Takes what the other end pushes. */
  hear<Events>(listeners: { readonly [Event in keyof Events]: Events[Event] }): this {
    for (const event of Object.keys(listeners) as (keyof Events & string)[]) {
      this.#connection.onNotification(event, listeners[event] as (payload: unknown) => void);
    }
    return this;
  }

  /** Rejects everything that still waits with `disconnected`. */
  dispose(): void {
    this.#connection.dispose();
  }
}

function packed(error: unknown): ResponseError<CodedMessage> {
  const { code, parameters } = toUnderhoodError(error);
  return new ResponseError(failureCode, code, { code, parameters });
}

function revived(error: unknown): UnderhoodError {
  if (error instanceof ConnectionError) return new UnderhoodError('disconnected');
  if (!(error instanceof ResponseError)) return new UnderhoodError('unexpected', { detail: String(error) });
  if (gone.includes(error.code)) return new UnderhoodError('disconnected');
  if (error.code !== failureCode) return new UnderhoodError('unexpected', { detail: error.message });
  const { code, parameters } = error.data as CodedMessage;
  return new UnderhoodError(code, parameters);
}
