import assert from 'node:assert/strict';
import { lstat, mkdir, readdir, readFile, readlink, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { listCachedModels } from '../../src/checkpoint/hubCache.node.ts';
import { bytesOf } from '../../src/hub/listing.ts';
import { rejectsWithCode } from '../checkpoint/rejection.ts';
import reference from '../fixtures/hub/layout.json' with { type: 'json' };
import { useHub } from './hubClient.ts';
import { commit, gitSha1, sha256 } from './hubServer.ts';
import { config, plainModel, wantedOfPlain as wanted, weights } from './models.ts';

describe('a download from the hub', () => {
  const hub = useHub();

  it('says first what there is to download, and writes nothing', async () => {
    hub.server.models.set('owner/tiny', { files: plainModel, card: { license: 'apache-2.0' } });
    const listing = await hub.client().describe();
    assert.deepEqual(
      listing.files.map(({ path }) => path),
      wanted,
      'what is read, and nothing else',
    );
    assert.deepEqual([listing.modelType, listing.licence, listing.commit], ['gpt2', 'apache-2.0', commit]);
    const total = wanted.reduce((sum, path) => sum + Buffer.byteLength(plainModel[path]), 0);
    assert.deepEqual(bytesOf(listing), { total, here: 0, missing: total });
    assert.ok(listing.free! > 0);
    await assert.rejects(stat(hub.cache), 'nothing is written');
    assert.deepEqual(hub.server.askedFor('/owner/tiny/'), [`/owner/tiny/resolve/${commit}/config.json`]);
  });

  it('lays everything out as huggingface_hub does', async () => {
    const folder = await hub.client().fetch();
    assert.equal(folder, hub.inside('snapshots', commit));
    const ours: Record<string, object> = {};
    for (const key of await readdir(hub.cache, { recursive: true })) {
      const path = join(hub.cache, key);
      const status = await lstat(path);
      if (status.isSymbolicLink()) ours[key] = { link: await readlink(path) };
      else if (status.isFile()) ours[key] = { bytes: status.size };
      if (key.includes('refs') && status.isFile())
        ours[key] = { bytes: status.size, text: await readFile(path, 'utf8') };
    }
    // Its mark for programs that make backups, and its list of all files, which it makes anew.
    const { 'CACHEDIR.TAG': _, [`models--owner--tiny/trees/${commit}.json`]: __, ...theirs } = reference.layout;
    assert.deepEqual(ours, theirs);
    for (const path of wanted)
      assert.deepEqual(await readFile(join(folder, path)), Buffer.from(plainModel[path]), path);
  });

  it('is found among the models of the cache', async () => {
    const folder = await hub.client().fetch();
    const environment = { HF_HUB_CACHE: hub.cache };
    assert.deepEqual(await listCachedModels(['gpt2'], environment), [
      { name: 'owner/tiny', folder, modelType: 'gpt2' },
    ]);
  });

  it('downloads nothing twice', async () => {
    await hub.client().fetch();
    const before = hub.server.asked.length;
    const client = hub.client();
    const listing = await client.describe();
    assert.equal(bytesOf(listing).missing, 0);
    await client.download(listing);
    assert.deepEqual(
      hub.server.asked.slice(before).filter(({ isStore }) => isStore),
      [],
    );
  });

  it('takes a file that another commit has as well from there', async () => {
    await mkdir(hub.inside('blobs'), { recursive: true });
    await writeFile(hub.inside('blobs', sha256(weights)), weights);
    const folder = await hub.client().fetch();
    assert.deepEqual(
      hub.server.asked.filter(({ isStore }) => isStore),
      [],
    );
    assert.deepEqual(await readFile(join(folder, 'model.safetensors')), weights);
  });

  it('reads a long list page by page', async () => {
    hub.server.pageSize = 3;
    assert.deepEqual(
      (await hub.client().describe()).files.map(({ path }) => path),
      wanted,
    );
    assert.equal(hub.server.askedFor('/api/models/owner/tiny/tree/').length, 4);
  });

  it('follows a branch, with a stroke in its name too, and a model that got another name', async () => {
    hub.server.models.set('owner/tiny', { files: plainModel, branches: ['refs/pr/1'] });
    hub.server.fault = (request, response) => {
      if (!request.url!.startsWith('/api/models/tiny/')) return false;
      response.writeHead(307, { Location: request.url!.replace('/tiny/', '/owner/tiny/') }).end();
      return true;
    };
    await hub.client().fetch('owner/tiny', 'refs/pr/1');
    assert.equal(await readFile(hub.inside('refs', 'refs', 'pr', '1'), 'utf8'), commit);
    await assert.rejects(stat(hub.inside('refs', 'main')));
  });

  it('notes no reference for a commit', async () => {
    await hub.client().fetch('owner/tiny', commit);
    await assert.rejects(stat(hub.inside('refs')));
  });

  it('gets all shards of a model that is split', async () => {
    const { 'model.safetensors': _, ...rest } = plainModel;
    const shards = { 'model-1-of-2.safetensors': weights, 'model-2-of-2.safetensors': Buffer.from('second') };
    const index = JSON.stringify({ weight_map: { a: 'model-1-of-2.safetensors', b: 'model-2-of-2.safetensors' } });
    const files = { ...rest, ...shards, 'model.safetensors.index.json': index, 'model-3-of-3.safetensors': 'unused' };
    hub.server.models.set('owner/tiny', { files });
    const folder = await hub.client().fetch();
    for (const [path, bytes] of Object.entries(shards)) assert.deepEqual(await readFile(join(folder, path)), bytes);
    await assert.rejects(stat(join(folder, 'model-3-of-3.safetensors')));
  });

  it('gets both tokenizers of a translator', async () => {
    const marian = { model_type: 'marian', vocab_size: 20, d_model: 8, encoder_layers: 1, decoder_layers: 1 };
    const heads = { encoder_attention_heads: 2, decoder_attention_heads: 2, encoder_ffn_dim: 8, decoder_ffn_dim: 8 };
    const ids = { eos_token_id: 0, pad_token_id: 19, decoder_start_token_id: 19, max_position_embeddings: 16 };
    const files = {
      'config.json': JSON.stringify({ ...marian, ...heads, ...ids, activation_function: 'swish' }),
      ...{ 'model.safetensors': weights, 'source.spm': 'source', 'target.spm': 'target', 'vocab.json': '{}' },
    };
    hub.server.models.set('owner/tiny', { files });
    const { files: found } = await hub.client().describe();
    assert.deepEqual(found.map(({ path }) => path).sort(), Object.keys(files).sort());
  });

  it('takes vocab.json and merges.txt where there is no tokenizer.json', async () => {
    const { 'tokenizer.json': _, ...files } = plainModel;
    hub.server.models.set('owner/tiny', { files });
    const paths = (await hub.client().describe()).files.map(({ path }) => path);
    assert.ok(paths.includes('vocab.json') && paths.includes('merges.txt'));
  });

  it('tells how far it is, up to the end', async () => {
    const client = hub.client();
    const listing = await client.describe();
    await client.download(listing);
    const received = client.progress.map((progress) => progress.received);
    assert.ok(received.length > 0);
    assert.deepEqual(
      received,
      received.toSorted((a, b) => a - b),
    );
    assert.ok(received.every((bytes) => bytes <= bytesOf(listing).total));
  });

  it('keeps what arrived when it is cancelled, and shows no half model', async () => {
    const client = hub.client();
    const listing = await client.describe();
    hub.server.storeFault = (_, response) => {
      response.writeHead(200, { 'Content-Length': weights.length });
      response.write(weights.subarray(0, 100_000));
      return true;
    };
    const partial = hub.inside('blobs', `${sha256(weights)}.underhood.incomplete`);
    const cancelled = rejectsWithCode(client.download(listing), 'cancelled');
    while ((await stat(partial).catch(() => undefined))?.size !== 100_000) await sleep(10);
    client.cancelling.cancel();
    await cancelled;
    assert.deepEqual(await readFile(partial), weights.subarray(0, 100_000));
    await assert.rejects(lstat(hub.inside('snapshots')), 'no snapshot yet');
    assert.deepEqual(await listCachedModels(['gpt2'], { HF_HUB_CACHE: hub.cache }), []);
    assert.equal(await readFile(hub.inside('blobs', gitSha1(config)), 'utf8'), config);
  });
});

describe('a download that goes on', () => {
  const hub = useHub();
  const name = `${sha256(weights)}.underhood.incomplete`;
  const fetchAfter = async (kept: Uint8Array) => {
    await mkdir(hub.inside('blobs'), { recursive: true });
    await writeFile(hub.inside('blobs', name), kept);
    const folder = await hub.client().fetch();
    assert.deepEqual(await readFile(join(folder, 'model.safetensors')), weights);
    await assert.rejects(stat(hub.inside('blobs', name)));
    return hub.server.asked.filter(({ isStore }) => isStore).map(({ headers }) => headers.range);
  };

  it('asks for the rest only', async () => {
    assert.deepEqual(await fetchAfter(weights.subarray(0, 77_777)), ['bytes=77777-']);
  });

  it('counts what is there as here', async () => {
    await mkdir(hub.inside('blobs'), { recursive: true });
    await writeFile(hub.inside('blobs', name), weights.subarray(0, 77_777));
    assert.equal(bytesOf(await hub.client().describe()).here, 77_777);
  });

  it('needs no request where all had arrived', async () => {
    assert.deepEqual(await fetchAfter(weights), []);
  });

  it('begins anew where what was kept is wrong', async () => {
    assert.deepEqual(await fetchAfter(Buffer.alloc(1000)), ['bytes=1000-', undefined]);
  });

  it('begins anew where more was kept than there is', async () => {
    assert.deepEqual(await fetchAfter(Buffer.alloc(weights.length + 1)), [undefined]);
  });

  it('begins anew where the server knows no ranges', async () => {
    hub.server.storeFault = (_, response) => {
      response.writeHead(200, { 'Content-Length': weights.length }).end(weights);
      return true;
    };
    assert.deepEqual(await fetchAfter(weights.subarray(0, 5000)), ['bytes=5000-']);
  });

  it('goes on by itself after each break, as long as something arrives', async () => {
    hub.server.storeFault = (request, response) => {
      const start = Number(/\d+/.exec(request.headers.range ?? '0')?.[0]);
      const range = { 'Content-Range': `bytes ${start}-${weights.length - 1}/${weights.length}` };
      response.writeHead(start > 0 ? 206 : 200, { 'Content-Length': weights.length - start, ...(start > 0 && range) });
      response.write(weights.subarray(start, start + 30_000), () => response.socket?.end());
      return true;
    };
    const ranges = await fetchAfter(Buffer.alloc(0));
    assert.deepEqual(
      ranges,
      Array.from({ length: weights.length / 30_000 }, (_, index) =>
        index > 0 ? `bytes=${index * 30_000}-` : undefined,
      ),
    );
  });
});
