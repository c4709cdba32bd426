import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { recordDrawings } from '../../../webview/charts/canvas.ts';

describe('recordDrawings', () => {
  const log: string[] = [];
  const draw = (name: string) => async () => {
    log.push(`${name} begins`);
    await sleep(5);
    log.push(`${name} ends`);
  };

  it('takes one picture after the other, also where one of them fails', async () => {
    const failing = recordDrawings(async () => {
      await draw('first')();
      throw new Error('no room');
    });
    const second = recordDrawings(draw('second'));
    await assert.rejects(failing, /no room/);
    await second;
    assert.deepEqual(log, ['first begins', 'first ends', 'second begins', 'second ends']);
  });
});
