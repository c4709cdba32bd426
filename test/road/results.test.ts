import assert from 'node:assert/strict';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { literal } from '../../src/road/message.ts';
import { RoadResults } from '../../src/road/results.node.ts';
import { useTemporaryFolder } from '../checkpoint/temporaryFolder.ts';

describe('RoadResults', () => {
  const folder = useTemporaryFolder();
  const result = (text: string) => ({ outcome: { headline: literal(text), views: [] }, seconds: 1, at: 0 });

  it('keeps the last result of each block, for whoever comes later', () => {
    const results = new RoadResults(folder());
    assert.equal(results.get('a'), undefined);
    results.put('a', result('first'));
    results.put('a', result('second'));
    results.put('b', result('other'));
    for (const reader of [results, new RoadResults(folder())]) {
      assert.deepEqual(reader.get('a'), result('second'));
      assert.deepEqual(reader.get('b'), result('other'));
      assert.equal(reader.get('c'), undefined);
    }
  });

  it('knows nothing where a file is not what it wrote', async () => {
    const results = new RoadResults(folder());
    results.put('a', result('first'));
    for (const text of [
      '',
      '{',
      '{"outcome": {}}',
      '{"outcome": {"headline": 3, "views": []}, "seconds": 1, "at": 1}',
    ]) {
      for (const name of await readdir(folder())) await writeFile(path.join(folder(), name), text);
      assert.equal(new RoadResults(folder()).get('a'), undefined, text);
    }
  });

  it('remembers where it cannot write', async () => {
    await mkdir(folder(), { recursive: true });
    await writeFile(path.join(folder(), 'file'), '');
    const results = new RoadResults(path.join(folder(), 'file'));
    results.put('a', result('first'));
    assert.deepEqual(results.get('a'), result('first'));
  });
});
