import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { useTemporaryFolder } from '../checkpoint/temporaryFolder.ts';

function road(language: string, ...given: readonly string[]) {
  const command = ['--import', 'tsx', 'src/cli/road.ts', ...given];
  const env = { ...process.env, LC_ALL: language };
  const cwd = path.join(import.meta.dirname, '../..');
  const child = spawnSync(process.execPath, command, { cwd, encoding: 'utf8', env });
  const lines = child.stdout.split('\n').filter((line) => line !== '');
  return { status: child.status, lines, errors: child.stderr.trim() };
}

describe('npm run road', function () {
  this.timeout(60_000);
  this.slow(8000);
  const folder = useTemporaryFolder();
  const notes = async (text: string) => {
    const file = path.join(folder(), 'notes.md');
    await mkdir(folder(), { recursive: true });
    await writeFile(file, text);
    return file;
  };

  it('runs the blocks of a file, and prints a line for each', async () => {
    const file = await notes(
      '# Mine\n```hood\nexperiment: noodles\nplace: lhasa\n```\n```hood\nexperiment: nodles\n```\n```hood\npage: attention\n```\n',
    );
    const { status, lines, errors } = road('en', file);
    assert.equal(status, 1, errors);
    const [first, second, ...rest] = lines.map((line) => JSON.parse(line));
    assert.deepEqual(rest, []);
    assert.deepEqual([first.block, first.line, first.settings.place], [1, 2, 'lhasa']);
    assert.match(first.headline, /fired for 0 of \d+ boiling pots/);
    assert.deepEqual(
      first.verdicts.map(({ verdict }: { readonly verdict: string }) => verdict),
      ['false', 'true'],
    );
    assert.deepEqual(second.problems, ['There is no experiment “nodles”. Did you mean “noodles”?']);

    const one = road('zh_CN.UTF-8', file, '--block', '1', '--views');
    assert.equal(one.status, 0, one.errors);
    const [{ views, headline }] = one.lines.map((line) => JSON.parse(line));
    assert.deepEqual([views.length, /触发了 0 次/.test(headline)], [2, true]);
  });

  it('says what is wrong', async () => {
    const none = road('en', await notes('nothing here'));
    assert.deepEqual([none.status, none.lines], [1, []]);
    assert.match(none.errors, /no hood block/);
    assert.match(road('en', path.join(folder(), 'absent.md')).errors, /absent\.md cannot be read \(ENOENT\)/);
  });
});
