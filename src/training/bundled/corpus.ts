import type { Random } from '../../random.ts';

/** Texts of one kind, of which a part is kept from training to measure on. */
export interface Corpus {
  readonly name: string;
  /** Documents. */
  readonly training: readonly string[];
  readonly heldOut: readonly string[];
}

/**
 * Documents as the bytes that bits per byte are counted over: each document's UTF-8 and then one byte 0, which stands
 * for `<|endoftext|>`. So a model of bytes, a compressor and a model of tokens are asked for the same.
 */
export function documentBytes(documents: readonly string[]): Uint8Array {
  return new TextEncoder().encode(documents.map((document) => `${document}\0`).join(''));
}

/**
 * Items that share a key, directly or over other items, stay together (union-find): so that a sentence with several
 * translations, or a poem told in two books, never stands on both sides of a split.
 * @returns groups in order of their first item
 */
export function connectedGroups<Item>(items: readonly Item[], keysOf: (item: Item) => readonly string[]): Item[][] {
  const parents = items.map((_, index) => index);
  const rootOf = (index: number): number => {
    let root = index;
    while (parents[root] !== root) {
      parents[root] = parents[parents[root]];
      root = parents[root];
    }
    return root;
  };
  const firstWith = new Map<string, number>();
  for (const [index, item] of items.entries()) {
    for (const key of keysOf(item)) {
      const first = firstWith.get(key);
      if (first === undefined) firstWith.set(key, index);
      else parents[rootOf(index)] = rootOf(first);
    }
  }
  const groups = new Map<number, Item[]>();
  for (const [index, item] of items.entries()) {
    const root = rootOf(index);
    const group = groups.get(root);
    if (group === undefined) groups.set(root, [item]);
    else group.push(item);
  }
  return [...groups.values()];
}

/** Whole groups in random order, until `heldOutFraction` of all items are held out. */
export function splitGroups<Item>(
  groups: readonly (readonly Item[])[],
  heldOutFraction: number,
  random: Random,
): { training: Item[]; heldOut: Item[] } {
  const wanted = groups.reduce((total, group) => total + group.length, 0) * heldOutFraction;
  const training: Item[] = [];
  const heldOut: Item[] = [];
  for (const group of random.shuffled(groups)) {
    const part = heldOut.length < wanted ? heldOut : training;
    // One by one: a group may hold more than a call takes arguments.
    for (const item of group) part.push(item);
  }
  return { training, heldOut };
}
