import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

export type Files = Readonly<Record<string, string | Buffer>>;

/** A model as the hub has it. */
interface ServedModel {
  readonly files: Files;
  /** Of its card. */
  readonly card?: object;
  readonly tags?: readonly string[];
  /** Names of branches; `main` is always one. */
  readonly branches?: readonly string[];
}

/** Takes a request over, to answer it wrongly. @returns whether it did */
export type Fault = (request: IncomingMessage, response: ServerResponse) => boolean;

/** Every model here is at this commit. */
export const commit = '0123456789abcdef0123456789abcdef01234567';

export const sha256 = (bytes: string | Buffer) => createHash('sha256').update(bytes).digest('hex');
export const gitSha1 = (bytes: string | Buffer) =>
  createHash('sha1')
    .update(`blob ${Buffer.byteLength(bytes)}\0`)
    .update(bytes)
    .digest('hex');
/** What the hub keeps in its file store. */
const isLarge = (path: string) => /\.(safetensors|bin|spm|h5)$/.test(path);

/**
 * A server that speaks the hub's protocol, with a file store of another origin for large files as the real one has. By what it
 * heard and by faults that are put into it, it tells how a client behaves.
 */
export class HubServer {
  readonly models = new Map<string, ServedModel>();
  /** All that was asked, of the hub and of its file store. */
  readonly asked: { readonly url: string; readonly headers: IncomingMessage['headers']; readonly isStore: boolean }[] =
    [];
  /** How many files a page of a list has. */
  pageSize = 1000;
  /** In front of the hub, and of its file store. */
  fault?: Fault;
  storeFault?: Fault;
  readonly #sockets = new Set<Socket>();
  readonly #hub = this.#serve(false, (request, response) => this.#answer(request, response));
  readonly #store = this.#serve(true, (request, response) => this.#answerFromStore(request, response));

  async listen(): Promise<this> {
    for (const server of [this.#hub, this.#store]) {
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    }
    return this;
  }

  get address(): string {
    return addressOf(this.#hub);
  }

  get storeAddress(): string {
    return addressOf(this.#store);
  }

  /** Paths that were asked for and begin so. */
  askedFor(beginning: string): string[] {
    return this.asked.map(({ url }) => url).filter((url) => url.startsWith(beginning));
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await Promise.all(
      [this.#hub, this.#store].map((server) => new Promise<void>((resolve) => server.close(() => resolve()))),
    );
  }

  #serve(isStore: boolean, answer: (request: IncomingMessage, response: ServerResponse) => void): Server {
    const server = createServer((request, response) => {
      this.asked.push({ url: request.url ?? '', headers: request.headers, isStore });
      const fault = isStore ? this.storeFault : this.fault;
      if (!fault?.(request, response)) answer(request, response);
    });
    return server.on('connection', (socket) => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket)).on('error', () => {});
    });
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const url = new URL(request.url ?? '', this.address);
    const [, name, kind, revision] = /^\/api\/models\/(.+?)\/(revision|tree)\/([^/]+)$/.exec(url.pathname) ?? [];
    const file = /^\/((?:[^/]+\/)?[^/]+)\/resolve\/([^/]+)\/(.+)$/.exec(url.pathname);
    const model = this.models.get(name ?? file?.[1] ?? '');
    if (!model) {
      refuse(response, 401, 'RepoNotFound');
      return;
    }
    const branches = ['main', commit, ...(model.branches ?? [])];
    if (!branches.includes(decodeURIComponent(revision ?? file?.[2] ?? ''))) {
      refuse(response, 404, 'RevisionNotFound');
      return;
    }
    if (kind === 'revision') {
      json(response, { id: name, sha: commit, cardData: model.card, tags: model.tags, siblings: [] });
      return;
    }
    if (kind === 'tree') {
      this.#list(model, url, response);
      return;
    }
    const path = decodeURIComponent(file?.[3] ?? '');
    const bytes = model.files[path];
    if (bytes === undefined) {
      refuse(response, 404, 'EntryNotFound');
      return;
    }
    response.setHeader('X-Repo-Commit', commit);
    if (!isLarge(path)) {
      response.setHeader('ETag', `"${gitSha1(bytes)}"`);
      ranged(request, response, Buffer.from(bytes));
      return;
    }
    response.setHeader('X-Linked-Etag', `"${sha256(bytes)}"`);
    response.setHeader('X-Linked-Size', Buffer.byteLength(bytes));
    response.writeHead(302, { Location: `${this.storeAddress}/${name ?? file?.[1]}/${path}?signed=1` }).end();
  }

  #list({ files }: ServedModel, url: URL, response: ServerResponse): void {
    const start = Number(url.searchParams.get('cursor') ?? 0);
    const entries = Object.entries(files).map(([path, bytes]) => {
      const size = Buffer.byteLength(bytes);
      const lfs = isLarge(path) ? { lfs: { oid: sha256(bytes), size, pointerSize: 130 } } : {};
      return { type: 'file', path, size, oid: gitSha1(isLarge(path) ? 'pointer' : bytes), ...lfs };
    });
    const end = start + this.pageSize;
    if (end < entries.length) {
      url.searchParams.set('cursor', String(end));
      response.setHeader('Link', `<${url.href}>; rel="next"`);
    }
    json(response, entries.slice(start, end));
  }

  #answerFromStore(request: IncomingMessage, response: ServerResponse): void {
    const path = new URL(request.url ?? '', this.storeAddress).pathname.slice(1);
    const [name] = [...this.models.keys()].filter((one) => path.startsWith(`${one}/`));
    const bytes = this.models.get(name)?.files[path.slice(name.length + 1)];
    if (bytes === undefined) {
      refuse(response, 404);
      return;
    }
    // Of its own making, as file stores have them.
    response.setHeader('ETag', '"of-the-store-1"');
    ranged(request, response, Buffer.from(bytes));
  }
}

function addressOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

export function json(response: ServerResponse, value: unknown): void {
  response.setHeader('Content-Type', 'application/json');
  response.end(JSON.stringify(value));
}

export function refuse(response: ServerResponse, status: number, errorCode?: string): void {
  if (errorCode) response.setHeader('X-Error-Code', errorCode);
  response.writeHead(status).end('no');
}

function ranged(request: IncomingMessage, response: ServerResponse, bytes: Buffer): void {
  const start = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? Number.NaN);
  response.setHeader('Accept-Ranges', 'bytes');
  if (Number.isNaN(start)) {
    response.writeHead(200, { 'Content-Length': bytes.length }).end(request.method === 'HEAD' ? undefined : bytes);
  } else if (start >= bytes.length) {
    response.writeHead(416, { 'Content-Range': `bytes */${bytes.length}` }).end();
  } else {
    const range = `bytes ${start}-${bytes.length - 1}/${bytes.length}`;
    response.writeHead(206, { 'Content-Length': bytes.length - start, 'Content-Range': range });
    response.end(bytes.subarray(start));
  }
}
