import type { ContinuationNode } from '../../src/protocol/nextTokenPage.ts';

/** One way through a tree of continuations, from the text to a node that nothing was written after. */
export interface Branch {
  readonly tip: number;
  /** All nodes from the text to the tip. */
  readonly path: readonly number[];
  /** How many nodes at the front of the path are also those of the branch listed before it. */
  readonly shared: number;
  /** How many times it forks off on its way. */
  readonly depth: number;
}

type Nodes = readonly Pick<ContinuationNode, 'parent'>[];

/** The nodes from the text to `tip`, it included; none for null. */
export function pathTo(nodes: Nodes, tip: number | null): number[] {
  const path: number[] = [];
  for (let node = tip; node !== null; node = nodes[node].parent) path.push(node);
  return path.reverse();
}

/** All branches, so that those with more in common stand together, and of siblings the older one first. */
export function branchesOf(nodes: Nodes): Branch[] {
  const children = new Map<number | null, number[]>();
  nodes.forEach(({ parent }, node) => {
    const siblings = children.get(parent);
    if (siblings) siblings.push(node);
    else children.set(parent, [node]);
  });
  const branches: Branch[] = [];
  // A stack of its own: a branch may be a thousand nodes long.
  const open = [...(children.get(null) ?? [])].reverse().map((node, place, all) => ({
    node,
    depth: place === all.length - 1 ? 0 : 1,
  }));
  while (open.length > 0) {
    const { node, depth } = open.pop()!;
    const next = children.get(node) ?? [];
    if (next.length === 0) {
      const path = pathTo(nodes, node);
      branches.push({ tip: node, path, shared: sharedLength(branches.at(-1)?.path ?? [], path), depth });
    }
    // The first child goes on with the branch; the others fork off.
    for (let place = next.length - 1; place >= 0; place -= 1) {
      open.push({ node: next[place], depth: place === 0 ? depth : depth + 1 });
    }
  }
  return branches;
}

function sharedLength(one: readonly number[], other: readonly number[]): number {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length += 1;
  return length;
}

/** A node where it is of the branch in front, or else the one that stands there in its place; null where none does. */
export function inFront({ nodes, tip }: { nodes: Nodes; tip: number | null }, node: number | null): number | null {
  if (node === null || node >= nodes.length) return null;
  const path = pathTo(nodes, tip);
  const { parent } = nodes[node];
  return path.includes(node) ? node : (path.find((other) => nodes[other].parent === parent) ?? null);
}
