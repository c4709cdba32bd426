import assert from 'node:assert/strict';
import { mkdir, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { hubCacheFolder, listCachedModels } from '../../src/checkpoint/hubCache.node.ts';
import { useTemporaryFolder } from './temporaryFolder.ts';

describe('hubCacheFolder', () => {
  it('follows the environment as huggingface_hub does', () => {
    assert.equal(hubCacheFolder({}), join(homedir(), '.cache', 'huggingface', 'hub'));
    assert.equal(hubCacheFolder({ XDG_CACHE_HOME: '/x' }), join('/x', 'huggingface', 'hub'));
    assert.equal(hubCacheFolder({ XDG_CACHE_HOME: '/x', HF_HOME: '/h' }), join('/h', 'hub'));
    assert.equal(hubCacheFolder({ HF_HOME: '/h', HUGGINGFACE_HUB_CACHE: '/old' }), '/old');
    assert.equal(hubCacheFolder({ HUGGINGFACE_HUB_CACHE: '/old', HF_HUB_CACHE: '/c' }), '/c');
    assert.equal(hubCacheFolder({ HF_HUB_CACHE: '~/c' }), join(homedir(), 'c'));
    assert.equal(hubCacheFolder({ HF_HUB_CACHE: '', HF_HOME: '' }), hubCacheFolder({}));
  });
});

describe('listCachedModels', () => {
  const cache = useTemporaryFolder();
  const list = (...types: string[]) => listCachedModels(types, { HF_HUB_CACHE: cache() });

  /** A snapshot as huggingface_hub lays it out: each file a link to its blob. */
  async function snapshot(repository: string, revision: string, files: Record<string, string>): Promise<string> {
    const folder = join(cache(), repository, 'snapshots', revision);
    const blobs = join(cache(), repository, 'blobs');
    await mkdir(folder, { recursive: true });
    await mkdir(blobs, { recursive: true });
    for (const [name, content] of Object.entries(files)) {
      await writeFile(join(blobs, `${revision}-${name}`), content);
      await symlink(join('..', '..', 'blobs', `${revision}-${name}`), join(folder, name));
    }
    return folder;
  }
  async function setMain(repository: string, revision: string) {
    await mkdir(join(cache(), repository, 'refs'), { recursive: true });
    await writeFile(join(cache(), repository, 'refs', 'main'), revision);
  }
  const model = (type: string, weights = 'model.safetensors') => ({
    'config.json': JSON.stringify({ model_type: type }),
    [weights]: 'weights',
  });

  it('lists models of the supported types by name', async () => {
    const llama = await snapshot('models--some-one--small_llama.2', 'r1', model('llama'));
    const gpt2 = await snapshot('models--gpt2', 'r1', model('gpt2', 'model.safetensors.index.json'));
    await snapshot('models--google--bert', 'r1', model('bert'));
    await snapshot('datasets--some--thing', 'r1', model('gpt2'));
    assert.deepEqual(await list('gpt2', 'llama'), [
      { name: 'gpt2', folder: gpt2, modelType: 'gpt2' },
      { name: 'some-one/small_llama.2', folder: llama, modelType: 'llama' },
    ]);
  });

  it('prefers main, then the newest, of the snapshots that are usable', async () => {
    const folders = [];
    for (const [index, revision] of ['old', 'new', 'middle'].entries()) {
      const folder = await snapshot('models--a--b', revision, model('gpt2'));
      const time = [1, 3, 2][index];
      await utimes(folder, time, time);
      folders.push(folder);
    }
    const [old, newest, middle] = folders;
    assert.equal((await list('gpt2'))[0].folder, newest);
    await setMain('models--a--b', 'old\n');
    assert.equal((await list('gpt2'))[0].folder, old);
    await rm(join(old, 'model.safetensors'));
    assert.equal((await list('gpt2'))[0].folder, newest);
    await rm(join(newest, 'config.json'));
    assert.equal((await list('gpt2'))[0].folder, middle);
    await setMain('models--a--b', '../../elsewhere');
    assert.equal((await list('gpt2'))[0].folder, middle);
  });

  it('finds the good ones among broken entries, and never fails', async () => {
    const good = await snapshot('models--good--one', 'r1', model('gpt2'));
    // Weights whose download did not finish, no config, bad config, config of another kind, no snapshot, only pickles.
    await snapshot('models--a--dangling', 'r1', model('gpt2'));
    await rm(join(cache(), 'models--a--dangling', 'blobs', 'r1-model.safetensors'));
    await snapshot('models--a--noconfig', 'r1', { 'model.safetensors': 'weights' });
    await snapshot('models--a--badconfig', 'r1', { ...model('gpt2'), 'config.json': '{' });
    await snapshot('models--a--oddconfig', 'r1', { ...model('gpt2'), 'config.json': '{"model_type": ["gpt2"]}' });
    await snapshot('models--a--listconfig', 'r1', { ...model('gpt2'), 'config.json': '["gpt2"]' });
    await snapshot('models--a--pickle', 'r1', model('gpt2', 'pytorch_model.bin'));
    await mkdir(join(cache(), 'models--a--empty'));
    await mkdir(join(cache(), 'models--a--directory', 'snapshots', 'r1', 'config.json'), { recursive: true });
    await writeFile(join(cache(), 'models--a--file'), '');
    await writeFile(join(cache(), 'version.txt'), '1');
    await symlink('nowhere', join(cache(), 'models--a--link'));
    await mkdir(join(cache(), '.locks'));
    assert.deepEqual(await list('gpt2'), [{ name: 'good/one', folder: good, modelType: 'gpt2' }]);
  });

  it('gives nothing where there is no cache', async () => {
    assert.deepEqual(await listCachedModels(['gpt2'], { HF_HUB_CACHE: join(cache(), 'none') }), []);
  });
});
