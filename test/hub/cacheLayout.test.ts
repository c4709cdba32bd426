import assert from 'node:assert/strict';
import { copyFile, link, lstat, mkdir, readFile, readlink, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pointTo } from '../../src/hub/cacheLayout.node.ts';
import { checkSpace } from '../../src/hub/listing.ts';
import { rejectsWithCode, throwsCode } from '../checkpoint/rejection.ts';
import { withoutPrivileges } from '../checkpoint/temporaryFolder.ts';
import { useHub } from './hubClient.ts';
import { commit, sha256 } from './hubServer.ts';
import { plainModel, weights } from './models.ts';

describe('the layout of the cache', () => {
  const hub = useHub();

  describe('a file of a snapshot', () => {
    const denied = async () => {
      throw Object.assign(new Error('EPERM'), { code: 'EPERM', syscall: 'symlink' });
    };
    const paths = async () => {
      const [blob, folder] = [join(hub.folder(), 'blobs', 'b'), join(hub.folder(), 'snapshots', 'c')];
      await mkdir(join(hub.folder(), 'blobs'));
      await mkdir(folder, { recursive: true });
      await writeFile(blob, 'content');
      return [blob, join(folder, 'file')] as const;
    };

    it('is a relative link', async () => {
      const [blob, file] = await paths();
      await pointTo(blob, file);
      assert.equal(await readlink(file), join('..', '..', 'blobs', 'b'));
    });

    it('is a hard link where links need a right that one has not, as on Windows', async () => {
      const [blob, file] = await paths();
      await pointTo(blob, file, { symlink: denied as typeof symlink, link, copyFile });
      assert.equal((await stat(file)).ino, (await stat(blob)).ino);
    });

    it('is a copy where there are no links at all', async () => {
      const [blob, file] = await paths();
      await pointTo(blob, file, { symlink: denied as typeof symlink, link: denied as typeof link, copyFile });
      assert.notEqual((await stat(file)).ino, (await stat(blob)).ino);
      assert.equal(await readFile(file, 'utf8'), 'content');
    });

    it('may have been made by another process at the same time', async () => {
      const [blob, file] = await paths();
      await symlink('../../blobs/b', file);
      await pointTo(blob, file);
      assert.equal(await readFile(file, 'utf8'), 'content');
    });
  });

  it('mends a link that leads nowhere, and leaves one that is right', async () => {
    const folder = await hub.client().fetch();
    const time = (await lstat(join(folder, 'config.json'))).mtimeMs;
    await rm(join(folder, 'model.safetensors'));
    await symlink('../../blobs/nothing', join(folder, 'model.safetensors'));
    await hub.client().fetch();
    assert.deepEqual(await readFile(join(folder, 'model.safetensors')), weights);
    assert.equal((await lstat(join(folder, 'config.json'))).mtimeMs, time);
  });

  it('counts a snapshot of files in place of links, as huggingface_hub makes it on Windows', async () => {
    const folder = hub.inside('snapshots', commit);
    await mkdir(folder, { recursive: true });
    for (const [path, bytes] of Object.entries(plainModel)) await writeFile(join(folder, path), bytes);
    const listing = await hub.client().describe();
    assert.ok(listing.files.every(({ here, size }) => here === size));
    assert.equal(await hub.client().download(listing), folder);
    assert.ok((await lstat(join(folder, 'model.safetensors'))).isFile());
    assert.ok(hub.server.asked.every(({ isStore }) => !isStore));
  });

  it('is filled once by two that download the same at the same time', async () => {
    const folders = await Promise.all([hub.client().fetch(), hub.client().fetch()]);
    assert.equal(folders[0], folders[1]);
    assert.equal(hub.server.asked.filter(({ isStore }) => isStore).length, 1);
    assert.deepEqual(await readFile(join(folders[0], 'model.safetensors')), weights);
  });

  it('is whole for each of several that complete the same at the same time, as soon as it is told so', async () => {
    await hub.client().fetch();
    await rm(hub.inside('snapshots'), { recursive: true });
    const clients = Array.from({ length: 4 }, () => hub.client());
    const listing = await clients[0].describe();
    const found = clients.map(async (client) => readFile(join(await client.download(listing), 'model.safetensors')));
    for (const bytes of await Promise.all(found)) assert.deepEqual(bytes, weights);
  });

  it('is not begun where the disk cannot hold it', async () => {
    const listing = await hub.client().describe();
    const full = { ...listing, free: 1000 };
    throwsCode(() => checkSpace(full), 'hub.noSpace', { free: '1.0 kB', folder: hub.cache });
    await rejectsWithCode(hub.client().download(full), 'hub.noSpace');
    await assert.rejects(stat(hub.cache));
    checkSpace({ ...listing, free: null });
  });

  it('is not written through a link that lies where a part is to be', async () => {
    const victim = join(hub.folder(), 'victim');
    await writeFile(victim, 'mine');
    await mkdir(hub.inside('blobs'), { recursive: true });
    await symlink(victim, hub.inside('blobs', `${sha256(weights)}.underhood.incomplete`));
    await rejectsWithCode(hub.client().fetch(), 'checkpoint.notWritable');
    assert.equal(await readFile(victim, 'utf8'), 'mine');
  });

  it('may be where nobody may write', async () => {
    const listing = await hub.client().describe();
    await withoutPrivileges(() =>
      rejectsWithCode(hub.client().download({ ...listing, cache: '/underhood-cache' }), 'checkpoint.notWritable'),
    );
  });
});
