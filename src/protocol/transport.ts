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
  constructor(private readonly transport: MessageTransport) {
    super();
  }

  async write(message: Message): Promise<void> {
    this.transport.post(message);
  }

  end(): void {}
}
