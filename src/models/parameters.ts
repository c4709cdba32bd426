import { type Checkpoint, findTensor, type StoredTensor } from '../checkpoint/checkpoint.ts';
import { sameShape, sizeOf } from '../engine/shape.ts';
import { UnderhoodError } from '../errors.ts';
import { type Architecture, architectureOf } from './families.ts';
import type { ParameterSpec } from './family.ts';

/** A checkpoint whose every parameter was found, with the shape that its configuration calls for. */
export interface CheckedModel extends Architecture {
  /** Where each parameter lies; undefined: the model does without. */
  readonly parameters: ReadonlyMap<string, StoredTensor | undefined>;
}

/**
 * Matches a checkpoint with its configuration. Looks at the names and shapes only.
 * Throws UnderhoodError on what is unsupported, missing or contradictory.
 */
export function checkModel(checkpoint: Checkpoint): CheckedModel {
  const architecture = architectureOf(checkpoint.config);
  const specs = architecture.family.parameters(architecture.config);
  return {
    ...architecture,
    parameters: new Map(specs.map((spec) => [spec.name, find(checkpoint, spec)])),
  };
}

function find(checkpoint: Checkpoint, { name, shape, optional }: ParameterSpec): StoredTensor | undefined {
  // A checkpoint of the base model alone lacks the name of the part that holds it (`transformer.`, `model.`).
  const stored = findTensor(checkpoint, name) ?? findTensor(checkpoint, name.replace(/^(transformer|model)\./, ''));
  if (!stored) {
    if (optional) return undefined;
    throw new UnderhoodError('model.tensorMissing', { tensor: name });
  }
  if (!sameShape(stored.shape, shape)) {
    const parameters = { tensor: name, expected: shape.join(', '), found: stored.shape.join(', ') };
    throw new UnderhoodError('model.tensorShape', parameters);
  }
  return stored;
}

/** Numbers that the checkpoint stores for the model. */
export function parameterCount({ parameters }: CheckedModel): number {
  return [...parameters.values()].reduce((sum, stored) => sum + (stored ? sizeOf(stored.shape) : 0), 0);
}
