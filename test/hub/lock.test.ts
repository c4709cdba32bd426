import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { withLock } from '../../src/hub/lock.node.ts';
import { rejectsWithCode } from '../checkpoint/rejection.ts';
import { useTemporaryFolder } from '../checkpoint/temporaryFolder.ts';

describe('a lock of the cache', () => {
  const folder = useTemporaryFolder();
  const path = () => join(folder(), '.locks', 'models--a--b', 'c.lock');
  const free = new AbortController().signal;

  before(function () {
    // macOS and Windows lock otherwise, by opening.
    if (process.platform !== 'linux') this.skip();
  });

  /** What Python's filelock does, done by the system's own program. */
  async function heldElsewhere(): Promise<() => Promise<void>> {
    await mkdir(dirname(path()), { recursive: true });
    const child = spawn('flock', ['-x', path(), 'sh', '-c', 'echo held; exec cat'], {
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    await once(child.stdout, 'data');
    return async () => {
      const ended = once(child, 'exit');
      child.stdin.end();
      await ended;
    };
  }

  it('keeps two from doing the same at once', async () => {
    const events: string[] = [];
    let [secondWaits, firstHolds] = [() => {}, () => {}];
    const waiting = new Promise<void>((resolve) => {
      secondWaits = resolve;
    });
    const holding = new Promise<void>((resolve) => {
      firstHolds = resolve;
    });
    const first = withLock(path(), free, assert.fail, async () => {
      events.push('first begins');
      firstHolds();
      await waiting;
      events.push('first ends');
    });
    await holding;
    await withLock(path(), free, secondWaits, async () => {
      events.push('second');
    });
    await first;
    assert.deepEqual(events, ['first begins', 'first ends', 'second']);
  });

  it('waits for another program, and tells so', async () => {
    const release = await heldElsewhere();
    let isDone = false;
    let release_: Promise<void> | undefined;
    await withLock(
      path(),
      free,
      () => {
        assert.ok(!isDone);
        release_ = release();
      },
      async () => {
        isDone = true;
      },
    );
    assert.ok(release_, 'it was waited for');
    await release_;
  });

  it('is waited for no longer when that is cancelled', async () => {
    const release = await heldElsewhere();
    const cancelling = new AbortController();
    const waiting = withLock(
      path(),
      cancelling.signal,
      () => cancelling.abort(),
      () => assert.fail('it was held'),
    );
    await rejectsWithCode(waiting, 'cancelled');
    await release();
  });

  it('is not that of a file which was removed meanwhile', async () => {
    const release = await heldElsewhere();
    await rm(path());
    let waits = 0;
    await withLock(
      path(),
      free,
      () => waits++,
      async () => {},
    );
    assert.equal(waits, 0, 'the new file is free');
    await release();
  });

  it('is done without where there can be none', async () => {
    await writeFile(join(folder(), '.locks'), 'in the way');
    assert.equal(
      await withLock(
        path(),
        free,
        () => assert.fail('nobody holds it'),
        async () => 7,
      ),
      7,
    );
  });
});
