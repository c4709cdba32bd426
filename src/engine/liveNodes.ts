import type { Graph, Node, Value } from './graph.ts';

/** The nodes on which `values` depend, in order: gradient rules also build branches that nobody asks for. */
export function liveNodes(graph: Graph, values: Iterable<Value> = graph.outputs.values()): Node[] {
  const needed = new Set(values);
  const live: Node[] = [];
  for (const node of [...graph.nodes].reverse()) {
    if (!node.outputs.some((output) => needed.has(output))) continue;
    live.push(node);
    for (const input of node.inputs) needed.add(input);
  }
  return live.reverse();
}
