import { type Checkpoint, findTensor, type StoredTensor } from '../checkpoint/checkpoint.ts';
import { sameShape, sizeOf } from '../engine/shape.ts';
import { UnderhoodError } from '../errors.ts';
import {
  type AnyArchitecture,
  type Architecture,
  anyArchitectureOf,
  architectureOf,
  type TranslatorArchitecture,
  translatorOf,
} from './families.ts';
import type { ParameterSpec } from './family.ts';

/** Where each parameter of a model lies; undefined: the model does without. */
export type StoredParameters = ReadonlyMap<string, StoredTensor | undefined>;

interface Checked {
  readonly parameters: StoredParameters;
}

/** A checkpoint whose every parameter was found, with the shape that its configuration calls for. */
export type CheckedModel = Architecture & Checked;
export type CheckedTranslator = TranslatorArchitecture & Checked;

/**
 * Matches a transformer's checkpoint with its configuration. Looks at the names and shapes only.
 * Throws UnderhoodError on what is unsupported, missing or contradictory.
 */
export function checkModel(checkpoint: Checkpoint): CheckedModel {
  const architecture = architectureOf(checkpoint.config);
  return { ...architecture, ...check(checkpoint, architecture.family.parameters(architecture.config)) };
}

/** The same of a model that translates. */
export function checkTranslator(checkpoint: Checkpoint): CheckedTranslator {
  const architecture = translatorOf(checkpoint.config);
  return { ...architecture, ...check(checkpoint, architecture.family.parameters(architecture.config)) };
}

/** The same of any model. */
export function checkAnyModel(checkpoint: Checkpoint): AnyArchitecture & Checked {
  const architecture = anyArchitectureOf(checkpoint.config);
  return { ...architecture, ...check(checkpoint, parametersOf(architecture)) };
}

/** Every parameter of an architecture, in the order of the computation. */
export function parametersOf(architecture: AnyArchitecture): ParameterSpec[] {
  switch (architecture.kind) {
    case 'transformer':
      return architecture.family.parameters(architecture.config);
    case 'recurrent':
      return architecture.family.parameters(architecture.config);
    case 'translator':
      return architecture.family.parameters(architecture.config);
  }
}

function check(checkpoint: Checkpoint, specs: readonly ParameterSpec[]): Checked {
  return { parameters: new Map(specs.map((spec) => [spec.name, find(checkpoint, spec)])) };
}

function find(
  checkpoint: Checkpoint,
  { name, shape, optional, aliases = [] }: ParameterSpec,
): StoredTensor | undefined {
  // A checkpoint of the base model alone lacks the name of the part that holds it (`transformer.`, `model.`).
  const names = [name, ...aliases].flatMap((known) => [known, known.replace(/^(transformer|model)\./, '')]);
  const found = names.find((known) => findTensor(checkpoint, known) !== undefined);
  const stored = found === undefined ? undefined : findTensor(checkpoint, found);
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

/** Stored precision of the weights, such as `F16`; several joined by +. */
export function storedPrecision({ parameters }: Checked): string {
  const precisions = [...parameters.values()].flatMap((stored) => (stored ? [stored.dtype.toUpperCase()] : []));
  return [...new Set(precisions)].join('+');
}

/** Numbers that the checkpoint stores for the model. */
export function parameterCount({ parameters }: Checked): number {
  return [...parameters.values()].reduce((sum, stored) => sum + (stored ? sizeOf(stored.shape) : 0), 0);
}
