import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { literal } from '../../src/road/message.ts';
import { RoadResults } from '../../src/road/results.node.ts';
import { useTemporaryFolder } from '../checkpoint/temporaryFolder.ts';
import { bigResult, manyKeys } from './bigResult.ts';

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

  it('knows at once what another window has kept', () => {
    const [ours, theirs] = [new RoadResults(folder()), new RoadResults(folder())];
    assert.equal(ours.get('a'), undefined);
    theirs.put('a', result('theirs'));
    assert.deepEqual(ours.get('a'), result('theirs'));
    ours.put('a', result('ours, and later'));
    assert.deepEqual(theirs.get('a'), result('ours, and later'));
  });

  it('loses nothing and finds nothing torn while another window writes the same', async () => {
    const window = fork(path.join(import.meta.dirname, 'resultLoop.ts'), [folder()], {
      execArgv: ['--import', 'tsx'],
    });
    const ended = once(window, 'exit');
    await Promise.race([once(window, 'message'), ended.then(() => assert.fail('the other window ended'))]);
    const ours = new RoadResults(folder());
    for (let round = 0; round < 10; round++) {
      for (const key of manyKeys) {
        const kept = new RoadResults(folder()).get(key);
        assert.ok(kept, `${key} is torn in round ${round}`);
        assert.equal(JSON.stringify(kept), JSON.stringify(bigResult(kept.at)));
        ours.put(key, bigResult(-1 - round));
      }
      ours.put(`only ours ${round}`, result('ours'));
    }
    assert.equal(window.exitCode, null, 'the other window still writes');
    window.kill('SIGKILL');
    await ended;
    const later = new RoadResults(folder());
    for (const key of manyKeys) assert.ok(later.get(key), key);
    for (let round = 0; round < 10; round++) assert.deepEqual(later.get(`only ours ${round}`), result('ours'));
    assert.ok(later.get('only theirs 0'));
  });
});
