import http from 'node:http';
import https from 'node:https';
import type { Socket } from 'node:net';
import { connect } from 'node:tls';
import { UnderhoodError } from '../errors.ts';
import type { ProxySettings } from '../protocol/hub.ts';
import { trustedCertificates } from './certificates.node.ts';
import type { Environment } from './environment.node.ts';
import { connectionFailure } from './failures.ts';

/** The proxy for an address; undefined where it is reached directly. Throws UnderhoodError for one of an unknown kind. */
export function proxyOf(target: URL, settings: ProxySettings, environment: Environment): URL | undefined {
  if (settings.support === 'off' || isLoopback(target.hostname)) return undefined;
  const named = (name: string) => environment[name.toLowerCase()] || environment[name.toUpperCase()];
  const excluded = [...settings.noProxy, ...(named('no_proxy') ?? '').split(',')];
  if (excluded.some((pattern) => isCovered(target, pattern.trim()))) return undefined;
  const address = settings.proxy || named(target.protocol === 'https:' ? 'https_proxy' : 'http_proxy');
  if (!address) return undefined;
  const proxy = URL.canParse(address) ? new URL(address) : undefined;
  if (proxy?.protocol === 'http:' || proxy?.protocol === 'https:') return proxy;
  // Not the address itself, in which there may be a password.
  throw new UnderhoodError('hub.badProxy', { kind: proxy?.protocol.slice(0, -1) ?? '?' });
}

/** Whether a host is this machine itself, in any spelling that a URL leaves. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}

/** `host`, `.domain`, `*.domain`, any of them with a port, or `*`. */
function isCovered({ hostname, port, protocol }: URL, pattern: string): boolean {
  const [, name, itsPort] = /^(.*?)(?::(\d+))?$/.exec(pattern.toLowerCase()) ?? [];
  if (!name || (itsPort && itsPort !== (port || (protocol === 'https:' ? '443' : '80')))) return false;
  if (name === '*') return true;
  const domain = name.replace(/^\*?\./, '');
  return hostname === domain || hostname.endsWith(`.${domain}`);
}

/** Headers by which one makes oneself known to a proxy. */
export function proxyHeaders(proxy: URL, { authorization }: ProxySettings): Record<string, string> {
  if (authorization) return { 'proxy-authorization': authorization };
  if (!proxy.username) return {};
  const credentials = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`;
  return { 'proxy-authorization': `Basic ${Buffer.from(credentials).toString('base64')}` };
}

/** A way through a proxy to an https server, with TLS on top that the proxy cannot look into. */
export async function tunnel(proxy: URL, target: URL, settings: ProxySettings, signal: AbortSignal): Promise<Socket> {
  const address = `${target.hostname}:${target.port || 443}`;
  const socket = await new Promise<Socket>((resolve, reject) => {
    const asked = (proxy.protocol === 'https:' ? https : http).request(proxy, {
      method: 'CONNECT',
      path: address,
      headers: { host: address, ...proxyHeaders(proxy, settings) },
      agent: false,
      rejectUnauthorized: settings.strictTls,
      ca: trustedCertificates(),
      signal,
    });
    const refuse = (status: number | undefined) =>
      reject(new UnderhoodError('hub.proxyRefused', { host: proxy.host, status: status ?? 0 }));
    asked.once('connect', ({ statusCode }, opened) => {
      if (statusCode === 200) return resolve(opened);
      opened.destroy();
      refuse(statusCode);
    });
    asked.once('response', (answer) => {
      answer.destroy();
      refuse(answer.statusCode);
    });
    asked.once('error', (error) => reject(connectionFailure(error, proxy.host)));
    asked.end();
  });
  return connect({
    ...{ socket, servername: target.hostname, ca: trustedCertificates() },
    rejectUnauthorized: settings.strictTls,
  });
}
