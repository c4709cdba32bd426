import assert from 'node:assert/strict';
import { ModelChoice } from '../../src/modelProcess/modelChoice.ts';
import { SystemChoice } from '../../src/modelProcess/systemChoice.ts';
import { ModelShelf } from '../../src/shelf/modelShelf.ts';
import { TrainedModels } from '../../src/shelf/trainedModels.ts';
import { memory } from '../harness/memento.ts';

function shelfOf(cached: readonly string[] = []) {
  const [workspace, everywhere] = [memory(), memory()];
  const choice = new ModelChoice('/bundled', workspace, everywhere);
  const systems = new SystemChoice(['/rnn', '/transformer'], workspace, everywhere);
  const trained = new TrainedModels(everywhere);
  const shelf = new ModelShelf(choice, systems, trained, async () => cached);
  const shown = async () => (await shelf.models()).map(({ folder, place }) => `${place} ${folder}`);
  return { choice, systems, trained, shelf, shown, everywhere };
}

describe('the shelf of models', () => {
  it('holds what is bundled, and marks what explains and what translates', async () => {
    const { shelf, shown, systems } = shelfOf();
    assert.deepEqual(await shown(), ['bundled /bundled', 'bundled /rnn', 'bundled /transformer']);
    await systems.choose(['/rnn']);
    const chosen = (await shelf.models()).filter(({ isChosen }) => isChosen).map(({ folder }) => folder);
    assert.deepEqual(chosen, ['/bundled', '/rnn']);
  });

  it('puts a model in the first place that knows it, the last one first', async () => {
    const { choice, systems, trained, shown } = shelfOf(['/hub', '/opened']);
    await choice.choose('/opened');
    await choice.choose('/trained');
    await trained.add({ recipe: '/old.underhood.json', folder: '/old' });
    await trained.add({ recipe: '/trained.underhood.json', folder: '/trained' });
    await systems.add('/marian');
    assert.deepEqual((await shown()).slice(3), [
      'trained /trained',
      'trained /old',
      'opened /opened',
      'opened /marian',
      'cached /hub',
    ]);
  });

  it('knows the recipe of what was trained here', async () => {
    const { trained, shelf } = shelfOf();
    await trained.add({ recipe: '/a.underhood.json', folder: '/a' });
    const found = (await shelf.models()).find(({ folder }) => folder === '/a');
    assert.deepEqual(found, { folder: '/a', place: 'trained', recipe: '/a.underhood.json', isChosen: false });
  });

  it('says so when another model is known or chosen, and only then', async () => {
    const { choice, systems, trained, shelf } = shelfOf();
    let changes = 0;
    shelf.onDidChange(() => changes++);
    await trained.add({ recipe: '/a.underhood.json', folder: '/a' });
    assert.equal(changes, 1);
    await trained.add({ recipe: '/a.underhood.json', folder: '/a' });
    assert.equal(changes, 1, 'a run that goes on is nothing new');
    await choice.choose('/b');
    assert.equal(changes, 2);
    await systems.choose(['/rnn']);
    assert.equal(changes, 3);
  });

  it('forgets a model on every list; the bundled one explains in its place', async () => {
    const { choice, systems, trained, shelf, shown } = shelfOf();
    await trained.add({ recipe: '/a.underhood.json', folder: '/a' });
    await choice.choose('/a');
    await systems.add('/a');
    await shelf.forget('/a');
    assert.deepEqual(await shown(), ['bundled /bundled', 'bundled /rnn', 'bundled /transformer']);
    assert.deepEqual([choice.folder, choice.recent, trained.all], ['/bundled', [], []]);
    assert.ok(!systems.offered.includes('/a'));
  });

  it('takes nothing from a memory that says nonsense', async () => {
    const { trained, everywhere, shown } = shelfOf();
    await everywhere.update('trainedModels', [7, { recipe: 1 }, null, { recipe: '/a.json', folder: '/a' }]);
    assert.deepEqual((await shown()).slice(3), ['trained /a']);
    await everywhere.update('trainedModels', 'x');
    assert.deepEqual(trained.all, []);
  });

  it('keeps the list of what was trained short', async () => {
    const { trained } = shelfOf();
    for (let run = 0; run < 60; run++) await trained.add({ recipe: `/${run}.json`, folder: `/${run}` });
    assert.equal(trained.all.length, 50);
    assert.equal(trained.all[0].folder, '/59');
  });
});
