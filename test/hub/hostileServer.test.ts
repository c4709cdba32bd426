import assert from 'node:assert/strict';
import { readdir, readFile, stat } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { ErrorCode } from '../../src/errors.ts';
import type { Patience } from '../../src/hub/http.node.ts';
import { rejectsWithCode } from '../checkpoint/rejection.ts';
import { useHub } from './hubClient.ts';
import { commit, type Fault, json, refuse, sha256 } from './hubServer.ts';
import { config, plainModel, weights } from './models.ts';

/** Answers so to requests for what begins with that. */
const to =
  (beginning: string, answer: (response: ServerResponse) => void): Fault =>
  (request, response) => {
    if (!request.url!.startsWith(beginning)) return false;
    answer(response);
    return true;
  };
const anything = (answer: (response: ServerResponse) => void): Fault => to('/', answer);
/** 64 MiB of nothing, packed. */
const bomb = gzipSync(Buffer.alloc(2 ** 26, ' '));
/** Sends without end, as fast as it is taken. */
function endlessly(response: ServerResponse, piece: Buffer): void {
  const more = () => {
    while (!response.destroyed && response.write(piece));
    if (!response.destroyed) response.once('drain', more);
  };
  more();
}

/** Short waits for what is to be waited for in vain. */
function hasty(what: string): Partial<Patience> {
  return what === 'no answer' ? { answer: 300 } : what === 'a drip' ? { stall: 300 } : {};
}

describe('a hub that answers wrongly', () => {
  const hub = useHub();
  const info = '/api/models/owner/tiny/revision/';
  const tree = '/api/models/owner/tiny/tree/';
  const entry = { type: 'file', path: 'config.json', size: 1, oid: 'a'.repeat(40) };

  const answers: readonly (readonly [string, Fault, ErrorCode])[] = [
    ['a page instead of JSON', to(info, (response) => response.end('<!doctype html><title>Log in')), 'hub.noJson'],
    ['nothing', to(info, (response) => response.end()), 'hub.noJson'],
    ['a list instead of a model', to(info, (response) => json(response, [])), 'hub.badAnswer'],
    ['a commit that is none', to(info, (response) => json(response, { sha: '../../../etc' })), 'hub.badAnswer'],
    ['a model instead of a list', to(tree, (response) => json(response, {})), 'hub.badAnswer'],
    ['a list of nothing in particular', to(tree, (response) => json(response, [null, 1, 'a', {}])), 'hub.fileMissing'],
    ['a size below zero', to(tree, (response) => json(response, [{ ...entry, size: -1 }])), 'hub.badAnswer'],
    ['a size beyond all', to(tree, (response) => json(response, [{ ...entry, size: 1e300 }])), 'hub.badAnswer'],
    ['a checksum that is a path', to(tree, (response) => json(response, [{ ...entry, oid: '../x' }])), 'hub.badAnswer'],
    ['JSON that is too deep', to(tree, (response) => response.end('['.repeat(1e6))), 'hub.noJson'],
    [
      'an answer without end',
      to(tree, (response) => endlessly(response, Buffer.alloc(65_536, '['))),
      'hub.answerTooLong',
    ],
    [
      'a packed answer that unpacks to a thousand times as much',
      to(tree, (response) => {
        response.setHeader('Content-Encoding', 'gzip');
        response.end(bomb);
      }),
      'hub.answerTooLong',
    ],
    [
      'a list that goes on elsewhere',
      to(tree, (response) => {
        response.setHeader('Link', '<http://example.invalid/steal>; rel="next"');
        json(response, []);
      }),
      'hub.badAnswer',
    ],
    ['401', anything((response) => refuse(response, 401)), 'hub.notFound'],
    ['403', anything((response) => refuse(response, 403)), 'hub.forbidden'],
    ['403 for what is gated', anything((response) => refuse(response, 403, 'GatedRepo')), 'hub.gated'],
    ['404', anything((response) => refuse(response, 404)), 'hub.notFound'],
    ['404 for a revision', anything((response) => refuse(response, 404, 'RevisionNotFound')), 'hub.noRevision'],
    ['418', anything((response) => refuse(response, 418)), 'hub.badStatus'],
    ['429', anything((response) => refuse(response, 429)), 'hub.tooMany'],
    ['500', anything((response) => refuse(response, 500)), 'hub.serverError'],
    ['503', anything((response) => refuse(response, 503)), 'hub.serverError'],
    ['no answer', anything(() => {}), 'hub.timeout'],
    ['a broken connection', anything((response) => response.destroy()), 'hub.interrupted'],
    ['another protocol', anything((response) => response.socket!.end('SSH-2.0-OpenSSH\r\n')), 'hub.noHttp'],
    ['a header without end', anything((response) => endlessHeader(response)), 'hub.noHttp'],
    ['a redirect to a file', anything((response) => redirect(response, 'file:///etc/passwd')), 'hub.badRedirect'],
    ['a redirect to nowhere', anything((response) => redirect(response, 'http://[')), 'hub.badRedirect'],
    ['a redirect with a password', anything((response) => redirect(response, 'http://a:b@c/')), 'hub.badRedirect'],
    ['a redirect in circles', anything((response) => redirect(response, '/again')), 'hub.redirects'],
    [
      'a drip',
      to(tree, (response) => {
        response.write('[');
        const drip = setInterval(() => response.write(' '), 50);
        response.on('close', () => clearInterval(drip));
      }),
      'hub.tooSlow',
    ],
  ];
  for (const [what, fault, code] of answers) {
    it(`${what}: one sentence, and nothing written`, async () => {
      hub.server.fault = fault;
      await rejectsWithCode(hub.client({}, hasty(what)).describe(), code);
      await assert.rejects(stat(hub.cache));
    });
  }

  it('names no file that could be written anywhere else', async () => {
    const paths = ['../config.json', '/etc/passwd', 'C:\\x', 'a\\..\\b', 'nul.safetensors', 'a\u0000b', 'a./b', 'x:y'];
    const large = (path: string) => ({ type: 'file', path, lfs: { oid: 'b'.repeat(64), size: 1 } });
    for (const shard of paths) {
      const index = { weight_map: { tensor: shard } };
      hub.server.models.set('owner/tiny', {
        files: { 'config.json': config, 'model.safetensors.index.json': JSON.stringify(index) },
      });
      hub.server.fault = to(tree, (response) =>
        json(response, [
          entry,
          { ...entry, path: 'model.safetensors.index.json' },
          ...paths.map((path) => large(path)),
        ]),
      );
      const error = await hub
        .client()
        .describe()
        .then(
          () => undefined,
          (thrown) => thrown,
        );
      assert.ok(['checkpoint.shardOutside', 'hub.shardMissing'].includes(error?.code), `${shard}: ${error}`);
    }
  });

  const models: readonly (readonly [string, Record<string, string | Buffer>, ErrorCode])[] = [
    ['no configuration', { 'model.safetensors': weights }, 'hub.fileMissing'],
    ['a configuration that is a list', { 'config.json': '[]', 'model.safetensors': weights }, 'checkpoint.notAnObject'],
    [
      'an unknown architecture',
      { 'config.json': '{"model_type":"bert"}', 'model.safetensors': weights },
      'model.unknownArchitecture',
    ],
    ['pickled weights only', { 'config.json': config, 'pytorch_model.bin': 'x' }, 'hub.pickledOnly'],
    ['no weights', { 'config.json': config }, 'hub.noWeights'],
    [
      'a shard that is missing',
      { 'config.json': config, 'model.safetensors.index.json': '{"weight_map":{"a":"b.safetensors"}}' },
      'hub.shardMissing',
    ],
    ['an index that is none', { 'config.json': config, 'model.safetensors.index.json': '{}' }, 'checkpoint.badIndex'],
  ];
  for (const [what, files, code] of models) {
    it(`refuses ${what} before anything large`, async () => {
      hub.server.models.set('owner/tiny', { files });
      await rejectsWithCode(hub.client().describe(), code);
      assert.deepEqual(
        hub.server.asked.filter(({ isStore }) => isStore),
        [],
      );
    });
  }

  it('tells what the licence is, in one line', async () => {
    const licenceOf = async (card?: object, tags?: string[]) => {
      hub.server.models.set('owner/tiny', { files: plainModel, card, tags });
      return (await hub.client().describe()).licence;
    };
    assert.equal(await licenceOf(), null);
    assert.equal(await licenceOf({ license: ['mit', 'apache-2.0'] }), 'mit');
    assert.equal(await licenceOf({ license: 'other', license_name: 'own' }), 'own');
    assert.equal(await licenceOf({ license: 7 }, ['license:mit']), 'mit');
    assert.equal(await licenceOf({ license: `a\n\u202e${'b'.repeat(100)}` }), `a ${'b'.repeat(58)}`);
  });
});

describe('a file store that answers wrongly', () => {
  const hub = useHub();
  const partial = `${sha256(weights)}.underhood.incomplete`;
  const send = (bytes: Buffer, headers: Record<string, string | number> = {}, status = 200): Fault =>
    anything((response) => response.writeHead(status, headers).end(bytes));

  const answers: readonly (readonly [string, Fault, ErrorCode, 'kept' | 'removed'])[] = [
    ['other bytes', send(Buffer.alloc(weights.length)), 'hub.wrongChecksum', 'removed'],
    ['too many bytes', send(Buffer.concat([weights, weights])), 'hub.wrongSize', 'removed'],
    ['too few bytes', send(weights.subarray(1), { 'Content-Length': weights.length - 1 }), 'hub.wrongSize', 'kept'],
    [
      'bytes without end',
      anything((response) => endlessly(response, Buffer.alloc(65_536, 1))),
      'hub.wrongSize',
      'removed',
    ],
    ['packed bytes that unpack to far more', send(bomb, { 'Content-Encoding': 'gzip' }), 'hub.wrongSize', 'removed'],
    ['a part that was not asked for', send(weights, { 'Content-Range': 'bytes 7-8/9' }, 206), 'hub.wrongSize', 'kept'],
    [
      'fewer bytes than it says',
      anything((response) => {
        response.writeHead(200, { 'Content-Length': weights.length });
        response.write(weights.subarray(0, 1000), () => setTimeout(() => response.destroy(), 20));
      }),
      'hub.interrupted',
      'kept',
    ],
    [
      'a drip',
      anything((response) => {
        response.writeHead(200, { 'Content-Length': weights.length });
        const drip = setInterval(() => response.write('x'), 50);
        response.on('close', () => clearInterval(drip));
      }),
      'hub.tooSlow',
      'kept',
    ],
    ['503', anything((response) => refuse(response, 503)), 'hub.serverError', 'kept'],
    ['that the address has run out', anything((response) => refuse(response, 403)), 'hub.serverError', 'kept'],
  ];
  for (const [what, fault, code, fate] of answers) {
    it(`${what}: one sentence, what came is ${fate}`, async () => {
      const client = hub.client({}, hasty(what));
      const listing = await client.describe();
      hub.server.storeFault = fault;
      await rejectsWithCode(client.download(listing), code);
      const blobs = await readdir(hub.inside('blobs'));
      assert.equal(blobs.includes(partial), fate === 'kept');
      assert.ok(!blobs.includes(sha256(weights)), 'nothing counts that is wrong');
      await assert.rejects(stat(hub.inside('snapshots')));
    });
  }

  it('is tried again, after as long as it asks for', async () => {
    const client = hub.client();
    const listing = await client.describe();
    let attempts = 0;
    hub.server.storeFault = (_, response) => {
      if (++attempts > 2) return false;
      response.setHeader('Retry-After', attempts === 1 ? '0' : new Date(Date.now() - 1000).toUTCString());
      refuse(response, 429);
      return true;
    };
    const folder = await client.download(listing);
    assert.deepEqual(await readFile(join(folder, 'model.safetensors')), weights);
    assert.ok(client.progress.some(({ waiting }) => waiting === 'server'));
  });

  it('is not waited for longer than makes sense', async () => {
    const client = hub.client();
    const listing = await client.describe();
    hub.server.storeFault = anything((response) => {
      response.setHeader('Retry-After', '86400');
      refuse(response, 429);
    });
    await rejectsWithCode(client.download(listing), 'hub.tooMany');
  });

  it('is left where the hub has another version meanwhile', async () => {
    const client = hub.client();
    const listing = await client.describe();
    hub.server.models.set('owner/tiny', { files: { ...plainModel, 'model.safetensors': Buffer.from('newer') } });
    await rejectsWithCode(client.download(listing), 'hub.changed');
    hub.server.models.set('owner/tiny', { files: plainModel });
    hub.server.fault = to('/owner/tiny/resolve/', (response) => {
      response.writeHead(302, { Location: hub.server.storeAddress, 'X-Repo-Commit': commit.replace('0', 'f') }).end();
    });
    await rejectsWithCode(client.download(listing), 'hub.changed');
  });

  it('may pack what it sends', async () => {
    const client = hub.client();
    const listing = await client.describe();
    hub.server.storeFault = send(gzipSync(weights), { 'Content-Encoding': 'gzip' });
    assert.deepEqual(await readFile(join(await client.download(listing), 'model.safetensors')), weights);
  });
});

describe('no hub', () => {
  const hub = useHub();

  it('a name that nobody has', async () => {
    const client = hub.client({ HF_ENDPOINT: 'http://hub.invalid' });
    await rejectsWithCode(client.describe(), 'hub.unknownHost', { host: 'hub.invalid' });
  });

  it('nobody there', async () => {
    const { address } = hub.server;
    await hub.server.close();
    await rejectsWithCode(hub.client({ HF_ENDPOINT: address }).describe(), 'hub.unreachable', {
      detail: 'ECONNREFUSED',
    });
  });

  it('no https where there should be', async () => {
    const client = hub.client({ HF_ENDPOINT: hub.server.address.replace('http:', 'https:') });
    await rejectsWithCode(client.describe(), 'hub.noTls');
  });

  it('a listener that hangs up', async () => {
    const server = createServer((socket) => socket.destroy());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    await rejectsWithCode(hub.client({ HF_ENDPOINT: `http://127.0.0.1:${port}` }).describe(), 'hub.interrupted');
    server.close();
  });

  it('forbidden by the user', async () => {
    for (const name of ['HF_HUB_OFFLINE', 'TRANSFORMERS_OFFLINE']) {
      await rejectsWithCode(hub.client({ [name]: 'YES' }).describe(), 'hub.offline');
    }
    assert.deepEqual(hub.server.asked, []);
  });

  it('an address that is none', async () => {
    for (const endpoint of ['huggingface.co', 'file:///etc', 'ftp://x', 'http://user:secret@x/', 'https://x/?y']) {
      await rejectsWithCode(hub.client({ HF_ENDPOINT: endpoint }).describe(), 'hub.badEndpoint');
    }
  });
});

function redirect(response: ServerResponse, location: string): void {
  response.writeHead(302, { Location: location }).end();
}

function endlessHeader(response: ServerResponse): void {
  response.socket!.write('HTTP/1.1 200 OK\r\n');
  for (let line = 0; line < 2000; line++) response.socket!.write(`X-${line}: ${'y'.repeat(100)}\r\n`);
}
