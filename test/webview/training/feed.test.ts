import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import type { Moment } from '../../../src/protocol/training.ts';
import { CurvesFeed } from '../../../webview/training/curvesFeed.ts';
import { Moments } from '../../../webview/training/moments.ts';

describe('asking for the curves', () => {
  it('happens once for one state, four times a second at most, one at a time, and only while the page is seen', async () => {
    const asked: number[] = [];
    let isSeen = true;
    let underway = 0;
    const feed = new CurvesFeed(
      async () => {
        assert.equal(underway, 0, 'one at a time');
        underway += 1;
        asked.push(performance.now());
        await wait(20);
        underway -= 1;
      },
      () => isSeen,
    );
    const began = performance.now();
    for (let step = 0; step < 60; step += 1) {
      feed.want(String(step));
      await wait(10);
    }
    await wait(300);
    // At once, and then a time for each quarter of a second that it took.
    const most = 2 + (performance.now() - began) / 250;
    assert.ok(asked.length >= 3 && asked.length <= most, `${asked.length}`);
    for (let i = 1; i < asked.length; i += 1) assert.ok(asked[i] - asked[i - 1] > 240, `${asked[i] - asked[i - 1]}`);
    feed.want('59');
    await wait(280);
    const before = asked.length;
    isSeen = false;
    feed.want('60');
    await wait(280);
    assert.equal(asked.length, before, 'a hidden page asks nothing');
    isSeen = true;
    feed.look();
    assert.equal(asked.length, before + 1);
  });
});

describe('the moments that are kept', () => {
  it('are the ones looked at last', async () => {
    const asked: number[] = [];
    const moments = new Moments(async (step) => {
      asked.push(step);
      return { step } as Moment;
    }, 3);
    for (const step of [1, 2, 3, 1, 4]) assert.equal((await moments.at(step)).step, step);
    assert.equal(moments.size, 3);
    await moments.at(1);
    assert.deepEqual(asked, [1, 2, 3, 4], '1 was looked at again before 4 came');
    await moments.at(2);
    assert.deepEqual(asked, [1, 2, 3, 4, 2]);
  });

  it('are none of the run before, though one of its moments comes after it was forgotten', async () => {
    const releases: ((moment: Moment) => void)[] = [];
    const moments = new Moments(() => new Promise<Moment>((resolve) => releases.push(resolve)));
    const before = moments.at(0);
    moments.clear();
    const after = moments.at(0);
    const [old, own] = [{ step: 0, tokens: 1 } as Moment, { step: 0, tokens: 2 } as Moment];
    releases[1](own);
    assert.equal(await after, own);
    releases[0](old);
    assert.equal(await before, old);
    assert.equal(await moments.at(0), own);
  });
});
