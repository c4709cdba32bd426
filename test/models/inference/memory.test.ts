import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import path from 'node:path';

describe('memory', () => {
  it('does not grow over a thousand runs', function () {
    this.timeout(180_000);
    const script = path.join(import.meta.dirname, 'thousandRuns.ts');
    const output = execFileSync(process.execPath, ['--expose-gc', '--import', 'tsx', script], { encoding: 'utf8' });
    const held: number[] = JSON.parse(output);
    assert.equal(held.length, 10);
    // The first hundreds fill pools and caches. A leak of every run's activations (a quarter of a megabyte) would be 200 MB.
    const growth = held[9] - held[1];
    assert.ok(
      growth < 32e6,
      `grew by ${(growth / 1e6).toFixed(0)} MB: ${held.map((bytes) => (bytes / 1e6).toFixed(0))}`,
    );
  });
});
