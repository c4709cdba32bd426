import http, { type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import https from 'node:https';
import { pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { UnderhoodError } from '../errors.ts';
import type { ProxySettings } from '../protocol/hub.ts';
import { trustedCertificates } from './certificates.node.ts';
import type { Environment } from './environment.node.ts';
import { connectionFailure, PassingFailure } from './failures.ts';
import { isLoopback, proxyHeaders, proxyOf, tunnel } from './proxy.node.ts';

/** How long a server is waited for. */
export interface Patience {
  /** For an answer to begin, milliseconds. */
  readonly answer: number;
  /** A stretch of a transfer, milliseconds, in which at least so many bytes must come. */
  readonly stall: number;
  readonly leastBytes: number;
  /** Before each further attempt after one that brought nothing, milliseconds. */
  readonly pauses: readonly number[];
  /** The longest that a server may ask us to wait, milliseconds. */
  readonly longestPause: number;
}

export interface Connection {
  readonly endpoint: URL;
  /** Goes to the endpoint only. */
  readonly token?: string;
  readonly proxy: ProxySettings;
  readonly environment: Environment;
  readonly patience: Patience;
}

/** What a server answers, with a body that is still to come. */
export interface HttpAnswer {
  readonly status: number;
  /** Of the last server. */
  readonly headers: IncomingHttpHeaders;
  /** Of the hub's own server, where that one led to another. */
  readonly hubHeaders: IncomingHttpHeaders;
  readonly host: string;
  /** Whether the hub's own server answered. */
  readonly isHub: boolean;
  readonly hasToken: boolean;
  /** Unpacked. To be read by `chunksOf`, or destroyed. */
  readonly body: Readable;
}

const mostRedirects = 10;

/**
 * Asks for an address and follows where it leads: never from https to anything else, and without the token to any server but
 * the hub's own. Rejects with UnderhoodError.
 */
export async function get(
  connection: Connection,
  address: URL,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<HttpAnswer> {
  let url = address;
  let hubHeaders: IncomingHttpHeaders = {};
  for (let redirects = 0; redirects <= mostRedirects; redirects++) {
    const hasToken = connection.token !== undefined && isTrusted(connection.endpoint, url);
    const authorization: Record<string, string> = hasToken ? { authorization: `Bearer ${connection.token}` } : {};
    const answer = await request(connection, url, { ...headers, ...authorization }, signal);
    const status = answer.statusCode ?? 0;
    const isHub = url.origin === connection.endpoint.origin;
    if (isHub) hubHeaders = { ...hubHeaders, ...answer.headers };
    const { location } = answer.headers;
    if (![301, 302, 303, 307, 308].includes(status) || location === undefined) {
      const body = unpacked(answer);
      return { status, headers: answer.headers, hubHeaders, host: url.host, isHub, hasToken, body };
    }
    answer.destroy();
    url = target(location, url);
  }
  throw new UnderhoodError('hub.redirects', { host: address.host });
}

/** Whether a token may be sent there: to the hub itself, so that nobody else can read it on the way. */
function isTrusted(endpoint: URL, url: URL): boolean {
  const isHub = url.origin === endpoint.origin && url.pathname.startsWith(endpoint.pathname);
  return isHub && (url.protocol === 'https:' || isLoopback(url.hostname));
}

function target(location: string, from: URL): URL {
  const url = URL.canParse(location, from.href) ? new URL(location, from.href) : undefined;
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && from.protocol === 'http:');
  if (!url || !isSafe || url.username || url.password) throw new UnderhoodError('hub.badRedirect', { host: from.host });
  return url;
}

async function request(
  { proxy: settings, environment, patience }: Connection,
  url: URL,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const proxy = proxyOf(url, settings, environment);
  const late = new AbortController();
  const waiting = setTimeout(() => late.abort(), patience.answer);
  const ending = AbortSignal.any([signal, late.signal]);
  const common = {
    headers: { 'user-agent': 'underhood', 'accept-encoding': 'identity', ...headers },
    signal: ending,
    ca: trustedCertificates(),
  };
  try {
    if (proxy && url.protocol === 'https:') {
      const socket = await tunnel(proxy, url, settings, ending);
      // No agent, not even none: an agent would make a connection of its own.
      return await answerTo(https.request(url, { ...common, createConnection: () => socket }));
    }
    if (proxy) {
      const through = { ...common.headers, host: url.host, ...proxyHeaders(proxy, settings) };
      const make = proxy.protocol === 'https:' ? https : http;
      return await answerTo(make.request(proxy, { ...common, agent: false, headers: through, path: url.href }));
    }
    return await answerTo((url.protocol === 'https:' ? https : http).request(url, { ...common, agent: false }));
  } catch (error) {
    if (signal.aborted) throw new UnderhoodError('cancelled');
    if (late.signal.aborted) throw new PassingFailure('hub.timeout', { host: url.host });
    throw connectionFailure(error, url.host);
  } finally {
    clearTimeout(waiting);
  }
}

/** Resolves when the answer begins. */
function answerTo(asked: http.ClientRequest): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    asked.once('response', resolve);
    asked.on('error', reject);
    asked.end();
  });
}

/** A body without its gzip, which some mirrors use although it was not asked for. */
function unpacked(answer: IncomingMessage): Readable {
  if (answer.headers['content-encoding'] !== 'gzip') return answer;
  return pipeline(answer, createGunzip(), () => {});
}

/** What arrives of a body, piece by piece. Throws UnderhoodError where it breaks off or only trickles. */
export async function* chunksOf(
  { body, host }: HttpAnswer,
  { stall, leastBytes }: Patience,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  let received = 0;
  let isWaiting = true;
  const watch = setInterval(() => {
    // What is slow may also be our own disk.
    if (isWaiting && received < leastBytes) body.destroy(new PassingFailure('hub.tooSlow', { host }));
    received = 0;
  }, stall);
  try {
    for await (const chunk of body) {
      received += chunk.length;
      isWaiting = false;
      yield chunk;
      isWaiting = true;
    }
  } catch (error) {
    if (signal.aborted) throw new UnderhoodError('cancelled');
    throw connectionFailure(error, host);
  } finally {
    clearInterval(watch);
    body.destroy();
  }
}
