import assert from 'node:assert/strict';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { outputFolder } from '../../../src/training/run/outputFolder.node.ts';
import { useTemporaryFolder } from '../../checkpoint/temporaryFolder.ts';

describe('the folder that a run writes', () => {
  const temporary = useTemporaryFolder();

  it('may be the recipe’s own or lie in it, whether or not it is there', async () => {
    const file = path.join(temporary(), 'a.underhood.json');
    assert.equal(await outputFolder(file, { output: '.' }), temporary());
    assert.equal(await outputFolder(file, { output: 'new/er' }), path.join(temporary(), 'new/er'));
  });

  it('is refused where a link leads out of the recipe’s folder', async () => {
    const own = path.join(temporary(), 'own');
    const elsewhere = path.join(temporary(), 'elsewhere');
    await mkdir(path.join(own, 'out/training'), { recursive: true });
    await mkdir(elsewhere);
    await symlink(elsewhere, path.join(own, 'link'));
    await symlink(elsewhere, path.join(own, 'out/checkpoints'));
    const file = path.join(own, 'a.underhood.json');
    for (const output of ['link', 'link/further', 'out']) {
      await assert.rejects(outputFolder(file, { output }), { code: 'recipe.outputLink' }, output);
    }
  });

  it('is refused where one of its own files is a link', async () => {
    const file = path.join(temporary(), 'a.underhood.json');
    await mkdir(path.join(temporary(), 'out/training'), { recursive: true });
    await writeFile(path.join(temporary(), 'precious'), '');
    await symlink('../../precious', path.join(temporary(), 'out/training/steps.f64'));
    await assert.rejects(outputFolder(file, { output: 'out' }), { code: 'recipe.outputLink' });
  });

  it('may be reached through a link to the recipe’s folder itself', async () => {
    await mkdir(path.join(temporary(), 'real/out'), { recursive: true });
    await symlink('real', path.join(temporary(), 'link'));
    const file = path.join(temporary(), 'link/a.underhood.json');
    assert.equal(await outputFolder(file, { output: 'out' }), path.join(temporary(), 'link/out'));
  });
});
