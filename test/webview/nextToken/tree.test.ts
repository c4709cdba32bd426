import assert from 'node:assert/strict';
import fc from 'fast-check';
import { branchesOf, inFront, pathTo } from '../../../webview/nextToken/tree.ts';

/** The tree that these parents make. */
const tree = (...parents: (number | null)[]) => parents.map((parent) => ({ parent }));

describe('the tree of continuations', () => {
  it('leads from the text to a node', () => {
    const nodes = tree(null, 0, 1, 0, 3);
    assert.deepEqual(pathTo(nodes, 4), [0, 3, 4]);
    assert.deepEqual(pathTo(nodes, null), []);
  });

  it('has a branch for each end, with what it shares with the one before', () => {
    assert.deepEqual(branchesOf(tree(null, 0, 1, 0, 3, null)), [
      { tip: 2, path: [0, 1, 2], shared: 0, depth: 0 },
      { tip: 4, path: [0, 3, 4], shared: 1, depth: 1 },
      { tip: 5, path: [5], shared: 0, depth: 1 },
    ]);
    assert.deepEqual(branchesOf([]), []);
  });

  it('holds every node, and each end once', () => {
    const trees = fc
      .array(fc.nat(), { minLength: 1, maxLength: 60 })
      .map((picks) => picks.map((pick, node) => ({ parent: pick % (node + 1) === node ? null : pick % (node + 1) })));
    fc.assert(
      fc.property(trees, (nodes) => {
        const branches = branchesOf(nodes);
        const ends = nodes.map((_, node) => node).filter((node) => !nodes.some(({ parent }) => parent === node));
        assert.deepEqual(
          branches.map(({ tip }) => tip).sort((a, b) => a - b),
          ends,
        );
        assert.deepEqual(new Set(branches.flatMap(({ path }) => path)).size, nodes.length);
        for (const { path, tip } of branches) assert.deepEqual(path, pathTo(nodes, tip));
      }),
    );
  });

  it('has a node of the branch in front in the place of another', () => {
    const nodes = tree(null, 0, 1, 0, 3);
    assert.equal(inFront({ nodes, tip: 4 }, 3), 3);
    assert.equal(inFront({ nodes, tip: 4 }, 1), 3);
    assert.equal(inFront({ nodes, tip: 4 }, 2), null);
    assert.equal(inFront({ nodes, tip: 4 }, null), null);
    assert.equal(inFront({ nodes: [], tip: null }, 3), null);
  });

  it('may be a thousand tokens long', () => {
    const [branch] = branchesOf(tree(...Array.from({ length: 5000 }, (_, node) => (node === 0 ? null : node - 1))));
    assert.equal(branch.path.length, 5000);
  });
});
