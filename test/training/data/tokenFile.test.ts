import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { TokenFile } from '../../../src/training/data/tokenFile.node.ts';
import { useTemporaryFolder } from '../../checkpoint/temporaryFolder.ts';

describe('TokenFile', () => {
  const folder = useTemporaryFolder();

  async function* chunked(ids: readonly number[], size: number) {
    for (let i = 0; i < ids.length; i += size) yield ids.slice(i, i + size);
  }

  it('gives back any part of what was written, in two bytes a token or four', async () => {
    for (const vocabularySize of [2 ** 16, 2 ** 16 + 1]) {
      const ids = Array.from({ length: 200_000 }, (_, i) => (i * 7919) % vocabularySize);
      const file = await TokenFile.write(path.join(folder(), 'ids'), vocabularySize, chunked(ids, 777));
      assert.equal(file.length, ids.length);
      fc.assert(
        fc.property(fc.nat(ids.length + 10), fc.nat(500), (start, count) => {
          assert.deepEqual(Array.from(file.read(start, count)), ids.slice(start, start + count));
        }),
        { numRuns: 50 },
      );
      file.close();
    }
  });

  it('says why it cannot be written', async () => {
    const nowhere = path.join(folder(), 'absent', 'ids');
    await assert.rejects(TokenFile.write(nowhere, 100, chunked([1], 1)), { code: 'checkpoint.notWritable' });
    // Linux has a file for which the disk is always full.
    if (!existsSync('/dev/full')) return;
    await assert.rejects(TokenFile.write('/dev/full', 100, chunked([1], 1)), {
      code: 'checkpoint.diskFull',
      parameters: { folder: '/dev' },
    });
  });

  it('tells other ids apart by its digest', async () => {
    const digest = async (ids: readonly number[], size: number) => {
      const file = await TokenFile.write(path.join(folder(), 'ids'), 100, chunked(ids, size));
      file.close();
      return file.digest;
    };
    assert.equal(await digest([1, 2, 3], 1), await digest([1, 2, 3], 2));
    assert.notEqual(await digest([1, 2, 3], 1), await digest([1, 2, 4], 1));
  });
});
