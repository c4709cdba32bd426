import assert from 'node:assert/strict';
import { SystemChoice } from '../../src/modelProcess/systemChoice.ts';
import { memory } from '../harness/memento.ts';

describe('the choice of systems', () => {
  it('is the bundled ones until others are chosen, and never none', async () => {
    const [workspace, everywhere] = [memory(), memory()];
    const choice = new SystemChoice(['/a/rnn', '/a/attention'], workspace, everywhere);
    assert.deepEqual([choice.offered, choice.chosen, choice.beams], [choice.bundled, choice.bundled, 1]);
    await choice.choose(['/a/attention']);
    await choice.add('/mine');
    assert.deepEqual(choice.offered, ['/a/rnn', '/a/attention', '/mine']);
    assert.deepEqual(choice.chosen, ['/a/attention', '/mine']);
    await choice.add('/mine');
    assert.equal(choice.offered.length, 3, 'it is on the list once');
    await choice.setBeams(4);
    // An update of the extension puts the bundled ones elsewhere.
    const updated = new SystemChoice(['/b/rnn', '/b/attention'], workspace, everywhere);
    assert.deepEqual([updated.chosen, updated.beams], [['/b/attention', '/mine'], 4]);
    await updated.remove('/mine');
    assert.deepEqual(updated.chosen, ['/b/attention']);
    await updated.choose(['/gone']);
    assert.deepEqual(updated.chosen, updated.bundled);
  });

  it('takes nothing from a memory that says nonsense', async () => {
    const workspace = memory();
    const choice = new SystemChoice(['/a/rnn'], workspace, memory());
    await workspace.update('systems', [7, 'x', null]);
    await workspace.update('beams', 1000);
    assert.deepEqual([choice.chosen, choice.beams], [['/a/rnn'], 1]);
  });
});
