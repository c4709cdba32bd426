import { RowGradient, type Value } from './graph.ts';
import { add } from './operators/elementwise.ts';
import { denseRows } from './operators/indexing.ts';

/** A parameter's gradient: a tensor of its shape, rows to be added to it, or both (an embedding tied to the output). */
export interface ParameterGradient {
  readonly dense?: Value;
  readonly rows: readonly RowGradient[];
}

interface Accumulated {
  dense?: Value;
  rows: RowGradient[];
}

/**
 * Reverse-mode differentiation: appends to the graph the computation of d loss / d value for each of `values`.
 *
 * Walks the nodes backwards from `loss` (a scalar), asking each operator for its rule. Row gradients of embedding tables
 * are handed back as they are when the table is asked for, and made dense where the computation goes on behind it.
 */
export function gradients(loss: Value, values: readonly Value[]): ReadonlyMap<Value, ParameterGradient> {
  const { graph } = loss;
  if (loss.shape.length > 0) throw new Error(`a loss is one number, not [${loss.shape.join(', ')}]`);
  const wanted = new Set(values);
  const found = new Map<Value, Accumulated>();
  const accumulate = (value: Value, gradient: Value | RowGradient) => {
    const entry = found.get(value) ?? { rows: [] };
    found.set(value, entry);
    if (gradient instanceof RowGradient) entry.rows.push(gradient);
    else entry.dense = entry.dense ? add(entry.dense, gradient) : gradient;
  };

  const needed = dependents(graph.nodes, wanted);
  accumulate(loss, graph.constant(Float32Array.of(1), []));
  for (const node of [...graph.nodes].reverse()) {
    const outputGradients = node.outputs.map((output) => total(output, found.get(output)));
    if (outputGradients.every((gradient) => gradient === undefined)) continue;
    if (!node.inputs.some((input) => needed.has(input))) continue;
    if (!node.operator.gradient) throw new Error(`${node.operator.name} has no gradient`);
    node.operator.gradient(node, outputGradients).forEach((gradient, i) => {
      if (gradient && needed.has(node.inputs[i])) accumulate(node.inputs[i], gradient);
    });
  }
  return new Map(values.map((value) => [value, found.get(value) ?? { rows: [] }]));
}

/** All values that depend on one of `sources`, themselves included: where gradients need to flow. */
function dependents(nodes: Value['graph']['nodes'], sources: ReadonlySet<Value>): ReadonlySet<Value> {
  const reached = new Set(sources);
  for (const node of nodes) {
    if (node.inputs.some((input) => reached.has(input))) for (const output of node.outputs) reached.add(output);
  }
  return reached;
}

function total(value: Value, accumulated: Accumulated | undefined): Value | undefined {
  if (!accumulated) return undefined;
  return accumulated.rows.reduce<Value | undefined>((sum, rows) => {
    const dense = denseRows(value, rows);
    return sum ? add(sum, dense) : dense;
  }, accumulated.dense);
}
