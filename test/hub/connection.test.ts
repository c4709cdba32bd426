import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { createServer, request, type Server } from 'node:http';
import https from 'node:https';
import { type AddressInfo, connect } from 'node:net';
import { join } from 'node:path';
import type { UnderhoodError } from '../../src/errors.ts';
import { proxyOf } from '../../src/hub/proxy.node.ts';
import type { ProxySettings } from '../../src/protocol/hub.ts';
import { rejectsWithCode } from '../checkpoint/rejection.ts';
import { Client, noProxy, useHub } from './hubClient.ts';

const portOf = (server: Server | https.Server) => (server.address() as AddressInfo).port;
const listening = (server: Server | https.Server) =>
  new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

describe('the user’s token', () => {
  const hub = useHub();
  const secret = 'hf_secret';

  it('goes to the hub, and to no server that it leads to', async () => {
    await hub.client({ HF_TOKEN: secret }).fetch();
    for (const { url, headers, isStore } of hub.server.asked) {
      assert.equal(headers.authorization, isStore ? undefined : `Bearer ${secret}`, url);
    }
    assert.ok(hub.server.asked.some(({ isStore }) => isStore));
  });

  it('is found where huggingface_hub finds it', async () => {
    const found = async (environment: Record<string, string>) => {
      const before = hub.server.asked.length;
      await hub.client(environment).describe();
      return hub.server.asked[before].headers.authorization;
    };
    assert.equal(await found({}), undefined);
    assert.equal(await found({ HUGGING_FACE_HUB_TOKEN: ' old ' }), 'Bearer old');
    await writeFile(join(hub.folder(), 'token'), `${secret}\n`);
    assert.equal(await found({}), `Bearer ${secret}`);
    assert.equal(await found({ HF_TOKEN_PATH: '', HF_HOME: hub.folder() }), `Bearer ${secret}`);
    assert.equal(await found({ HF_TOKEN: 'first' }), 'Bearer first');
    assert.equal(await found({ HF_HUB_DISABLE_IMPLICIT_TOKEN: '1' }), undefined);
    await writeFile(join(hub.folder(), 'token'), 'a\r\nX-Header: b');
    assert.equal(await found({}), undefined, 'what could not be a header is none');
  });

  it('is led elsewhere by no workspace', () => {
    const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
    assert.equal(manifest.contributes.configuration.properties['underhood.hub.endpoint'].scope, 'machine');
  });

  it('is never in what went wrong', async () => {
    hub.server.fault = (_, response) => {
      response.writeHead(401).end(secret);
      return true;
    };
    const client = hub.client({ HF_TOKEN: secret });
    await assert.rejects(client.describe(), (error: UnderhoodError) => {
      assert.equal(error.code, 'hub.tokenRefused');
      return !JSON.stringify([error.message, error.parameters, error.stack]).includes(secret);
    });
  });
});

describe('a proxy', () => {
  const hub = useHub();
  const heard: { readonly method?: string; readonly url?: string; readonly authorization?: string }[] = [];
  let proxy: Server;
  let secure: https.Server;

  beforeEach(async () => {
    heard.length = 0;
    const certificate = (name: string) => readFileSync(new URL(`../fixtures/hub/${name}.pem`, import.meta.url));
    // https on the outside, the test's hub behind it.
    secure = https.createServer({ key: certificate('key'), cert: certificate('certificate') }, (asked, response) => {
      const { port } = new URL(hub.server.address);
      const onward = request({ host: '127.0.0.1', port, path: asked.url, headers: asked.headers }, (answer) => {
        response.writeHead(answer.statusCode!, answer.headers);
        answer.pipe(response);
      });
      onward.end();
    });
    await listening(secure);
    proxy = createServer((asked, response) => {
      heard.push({ method: asked.method, url: asked.url, authorization: asked.headers['proxy-authorization'] });
      const { port } = new URL(hub.server.address);
      const { pathname, search } = new URL(asked.url!);
      const onward = request({ host: '127.0.0.1', port, path: pathname + search, headers: asked.headers }, (answer) => {
        response.writeHead(answer.statusCode!, answer.headers);
        answer.pipe(response);
      });
      onward.end();
    }).on('connect', (asked, socket) => {
      heard.push({ method: asked.method, url: asked.url, authorization: asked.headers['proxy-authorization'] });
      const onward = connect(portOf(secure), '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
        onward.pipe(socket).pipe(onward);
      });
      onward.on('error', () => socket.destroy());
      socket.on('error', () => onward.destroy());
    });
    await listening(proxy);
  });

  afterEach(() => {
    for (const server of [proxy, secure]) {
      server.closeAllConnections();
      server.close();
    }
  });

  const client = (endpoint: string, settings: Partial<ProxySettings> = {}, environment: Record<string, string> = {}) =>
    new Client(
      endpoint,
      { HF_HUB_CACHE: hub.cache, HF_TOKEN_PATH: 'none', ...environment },
      { pauses: [] },
      {
        ...noProxy,
        ...settings,
      },
    );
  const address = (credentials = '') => `http://${credentials}127.0.0.1:${portOf(proxy)}`;

  it('is asked for http as VS Code’s settings say', async () => {
    const listing = await client('http://hub.test', { proxy: address('user:p%40ss@') }).describe();
    assert.equal(listing.modelType, 'gpt2');
    const authorization = `Basic ${Buffer.from('user:p@ss').toString('base64')}`;
    assert.deepEqual(heard[0], {
      method: 'GET',
      url: 'http://hub.test/api/models/owner/tiny/revision/main',
      authorization,
    });
  });

  it('only opens a tunnel for https', async () => {
    const listing = await client('https://hub.test', {
      proxy: address(),
      strictTls: false,
      authorization: 'Mine',
    }).describe();
    assert.equal(listing.modelType, 'gpt2');
    assert.ok(heard.every(({ method, url }) => method === 'CONNECT' && url === 'hub.test:443'));
    assert.equal(heard[0].authorization, 'Mine');
  });

  it('cannot show another certificate', async () => {
    await rejectsWithCode(client('https://hub.test', { proxy: address() }).describe(), 'hub.certificate', {
      host: 'hub.test',
    });
  });

  it('is found in the environment', async () => {
    const environment = { HTTPS_PROXY: address() };
    await client('https://hub.test', { strictTls: false }, environment).describe();
    assert.equal(heard[0].method, 'CONNECT');
  });

  it('that wants a password is named', async () => {
    proxy.removeAllListeners('connect').on('connect', (_, socket) => {
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
    });
    const asking = client('https://hub.test', { proxy: address() }).describe();
    await rejectsWithCode(asking, 'hub.proxyRefused', { host: `127.0.0.1:${portOf(proxy)}`, status: 407 });
  });

  it('of another kind is refused without its password', async () => {
    const asking = client('https://hub.test', { proxy: 'socks5://user:secret@proxy:1080' }).describe();
    await rejectsWithCode(asking, 'hub.badProxy', { kind: 'socks5' });
  });

  it('is left out where it is to be', () => {
    const settings = { ...noProxy, proxy: 'http://proxy:1' };
    const isUsed = (target: string, given: Partial<ProxySettings> = {}, environment = {}) =>
      proxyOf(new URL(target), { ...settings, ...given }, environment) !== undefined;
    assert.ok(isUsed('https://huggingface.co'));
    assert.ok(!isUsed('https://huggingface.co', { support: 'off' }));
    for (const local of ['http://localhost:1', 'http://127.0.0.1', 'http://[::1]:2', 'http://2130706433']) {
      assert.ok(!isUsed(local), local);
    }
    for (const pattern of ['*', 'huggingface.co', '.huggingface.co', '*.huggingface.co', 'HUGGINGFACE.co:443']) {
      assert.ok(!isUsed('https://cdn.huggingface.co', { noProxy: [pattern] }), pattern);
    }
    assert.ok(isUsed('https://nothuggingface.co', { noProxy: ['huggingface.co', 'huggingface.co:80'] }));
    assert.ok(isUsed('https://huggingface.co', { noProxy: ['huggingface.co:80', '', ' '] }));
    assert.ok(!isUsed('https://huggingface.co', {}, { no_proxy: 'a, huggingface.co' }));
    assert.ok(isUsed('http://a', { proxy: '' }, { http_proxy: 'http://b' }));
    assert.ok(!isUsed('http://a', { proxy: '' }, { https_proxy: 'http://b' }));
  });
});
