import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { sameCurve } from '../../src/positions/raceVerdict.ts';
import { useTemporaryFolder } from '../checkpoint/temporaryFolder.ts';
import { writeSmallRace } from '../training/race/smallRace.ts';

function race(...given: readonly string[]) {
  const command = ['--import', 'tsx', 'src/cli/race.ts', ...given];
  const env = { ...process.env, LC_ALL: 'en' };
  const cwd = path.join(import.meta.dirname, '../..');
  const child = spawnSync(process.execPath, command, { cwd, encoding: 'utf8', env });
  return { status: child.status, output: child.stdout.trim(), errors: child.stderr.trim() };
}

describe('npm run race', function () {
  this.timeout(60_000);
  this.slow(8000);
  const folder = useTemporaryFolder();

  it('prints how each scheme came out, and what that says; the second time it only tells', async () => {
    const schemes = ['none', 'index', 'pureSine', 'sinusoid', 'learned'] as const;
    await writeSmallRace(folder(), schemes);
    const given = ['--out', folder(), '--corpus', 'copying', '--steps', '24', '--seed', '3', '--threads', '1'];
    const { status, output, errors } = race(...given);
    assert.equal(status, 0, errors);
    const lines = output.split('\n').map((line) => JSON.parse(line));
    assert.deepEqual(
      lines.slice(0, -1).map(({ scheme }) => scheme),
      [...schemes],
    );
    for (const { heldOut, within, beyond } of lines.slice(0, -1)) assert.ok(heldOut > 0 && within > 0 && beyond > 0);
    const { phase, collapse, indexAgainstNone } = lines.at(-1);
    assert.equal(phase, 'finished');
    const { within, beyond } = lines[2];
    assert.equal(collapse.pureSine, beyond - within);
    // The first layer norm takes away what is the same in all dimensions.
    assert.ok(indexAgainstNone < sameCurve, `${indexAgainstNone}`);
    const again = race(...given);
    assert.equal(again.output.split('\n').at(-1), output.split('\n').at(-1));
  });

  it('says what is wrong with what it is given', () => {
    for (const [given, sentence] of [
      [['--corpus', 'poems', '--out', folder()], /no corpus called “poems”; there are english-stories, /],
      [['--steps', 'many', '--out', folder()], /--steps takes a whole number/],
      [[], /out is missing/],
    ] as const) {
      const { status, errors } = race(...given);
      assert.equal(status, 1);
      assert.match(errors, sentence);
    }
  });
});
