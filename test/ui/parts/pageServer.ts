import fs from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { build } from 'esbuild';
import { pageHtml } from '../../../src/panels/pageHtml.ts';
import { root } from '../../harness/paths.ts';

const bundles = path.join(root, 'dist/webview');
const types: Readonly<Record<string, string>> = { '.js': 'text/javascript', '.css': 'text/css', '.ttf': 'font/ttf' };

/**
 * Serves the bundled pages, each in the panel's own policy and with its fake host: NAME/?BODY-CLASS. A browser keeps what it
 * got and compiled, which it would not if each file were handed to it by the test.
 * @returns the address that all begin with; trusted as a webview is, so that a page may use the clipboard
 */
export async function servePages(): Promise<string> {
  let origin = '';
  const server = http.createServer((request, response) => {
    const { pathname, search } = new URL(request.url ?? '', origin);
    if (pathname === '/favicon.ico') return response.writeHead(204).end(); // A browser asks for it by itself.
    const [, name, file] = pathname.split('/');
    const answer = async (): Promise<string | Buffer> => {
      if (file === '') return html(origin, name, decodeURIComponent(search.slice(1)));
      return file === 'fakeHost.js' ? fakeHost(name) : fs.promises.readFile(path.join(bundles, file));
    };
    answer().then(
      (content) => {
        const type = types[path.extname(file)] ?? 'text/html';
        response.writeHead(200, { 'content-type': type, 'cache-control': 'max-age=3600' }).end(content);
      },
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // The tests end when they have ended.
  server.unref();
  origin = `http://underhood.localhost:${(server.address() as AddressInfo).port}`;
  return origin;
}

/** The panel's own document, with the fake host before its script. */
function html(origin: string, name: string, bodyClass: string): string {
  const parts = { language: 'en', title: name, cspSource: origin, nonce: 'test' } as const;
  return pageHtml({ ...parts, script: `${name}.js`, style: `${name}.css` }).replace(
    '<body>',
    `<body class="${bodyClass}"><script nonce="test" src="fakeHost.js"></script>`,
  );
}

const bundledFakeHosts = new Map<string, Promise<string>>();

function fakeHost(name: string): Promise<string> {
  const bundled =
    bundledFakeHosts.get(name) ??
    build({
      entryPoints: [path.join(root, `test/ui/${name}/fakeHost.ts`)],
      bundle: true,
      write: false,
      platform: 'browser',
      format: 'iife',
      target: 'es2022',
      logLevel: 'warning',
    }).then(({ outputFiles }) => outputFiles[0].text);
  bundledFakeHosts.set(name, bundled);
  return bundled;
}
