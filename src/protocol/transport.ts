import {
  AbstractMessageReader,
  AbstractMessageWriter,
  type DataCallback,
  type Disposable,
  type Message,
  type MessageReader,
  type MessageWriter,
} from 'vscode-jsonrpc';

/**
 * What carries messages to the other end, typed arrays unharmed: a forked process, a webview. A page's is three lines
 * over `acquireVsCodeApi().postMessage` and the window's `message` event.
 */
export interface MessageTransport {
  /** Throws where the other end is gone. */
  post(message: unknown): void;
  /** Calls back for every message from the other end until disposed. */
  listen(receive: (message: unknown) => void): Disposable;
}

/** A transport as vscode-jsonrpc wants it. */
export function readerOf(transport: MessageTransport): MessageReader {
  return new TransportReader(transport);
}

export function writerOf(transport: MessageTransport): MessageWriter {
  return new TransportWriter(transport);
}

class TransportReader extends AbstractMessageReader {
  #listener?: Disposable;

  constructor(private readonly transport: MessageTransport) {
    super();
  }

  listen(callback: DataCallback): Disposable {
    this.#listener = this.transport.listen((message) => callback(message as Message));
    return this.#listener;
  }

  override dispose(): void {
    super.dispose();
    this.#listener?.dispose();
  }
}

class TransportWriter extends AbstractMessageWriter {
  #isDisposed = false;

  constructor(private readonly transport: MessageTransport) {
    super();
  }

  async write(message: Message): Promise<void> {
    // A handler may finish after its connection ended; whoever uses the transport next must not get that answer.
    if (this.#isDisposed) throw new Error('the connection is disposed');
    this.transport.post(message);
  }

  end(): void {}

  override dispose(): void {
    super.dispose();
    this.#isDisposed = true;
  }
}
