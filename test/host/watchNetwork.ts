import dgram from 'node:dgram';
import dns from 'node:dns';
import fs from 'node:fs';
import net from 'node:net';

// Loaded into the extension host, and by NODE_OPTIONS into every process that it starts, before anything else: writes down
// whom they try to reach over the network, in the file named by UNDERHOOD_NETWORK_LOG.

/** One attempt, as a line of JSON. */
export interface Attempt {
  /** The script of the process. */
  readonly script: string;
  /** A host, with its port where one was named. */
  readonly to: string;
  /** Who asked, as far as JavaScript knows. */
  readonly stack: string;
}

function write(to: string): void {
  const file = process.env.UNDERHOOD_NETWORK_LOG;
  if (!file) return;
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 100;
  const { stack = '' } = new Error();
  Error.stackTraceLimit = stackTraceLimit;
  const attempt: Attempt = { script: process.argv[1] ?? '', to, stack };
  fs.appendFileSync(file, `${JSON.stringify(attempt)}\n`);
}

/** Calls `before` with what a function is given, whenever it is called. */
function watch<Name extends string>(
  owner: Partial<Record<Name, unknown>>,
  name: Name,
  before: (...given: unknown[]) => void,
): void {
  const original = owner[name];
  if (typeof original !== 'function') return;
  owner[name] = function (this: unknown, ...given: unknown[]) {
    before(...given);
    return Reflect.apply(original, this, given);
  };
}

function watchAll(): void {
  // All of http, https, http2, tls and fetch comes down to it.
  watch(net.Socket.prototype as Partial<Record<'connect', unknown>>, 'connect', (...given) => {
    // Called by Node itself, it is given what it was called with as one list.
    const [first, second] = Array.isArray(given[0]) ? given[0] : given;
    const { path, port, host } =
      first && typeof first === 'object' ? first : { path: undefined, port: first, host: second };
    // A pipe or a socket in the file system is no network.
    const isLocal = Boolean(path) || (typeof port === 'string' && !/^\d+$/.test(port));
    if (!isLocal) write(`${host ?? 'localhost'}:${port}`);
  });
  watch(globalThis as Partial<Record<'fetch', unknown>>, 'fetch', (request) =>
    write(new URL(request instanceof Request ? request.url : String(request)).host),
  );
  for (const resolver of [dns, dns.promises]) {
    for (const name of [
      'lookup',
      'resolve',
      'resolve4',
      'resolve6',
      'resolveAny',
      'resolveSrv',
      'resolveTxt',
    ] as const) {
      watch(resolver as Partial<Record<typeof name, unknown>>, name, (host) => write(String(host)));
    }
  }
  for (const name of ['send', 'connect'] as const) {
    watch(dgram.Socket.prototype as Partial<Record<typeof name, unknown>>, name, () => write('a datagram'));
  }
}

watchAll();
