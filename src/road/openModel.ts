import type { Architecture } from '../models/families.ts';
import type { Activations } from '../models/inference/inference.ts';
import type { LoadedModel } from '../models/loaded/loadedModel.ts';
import type { Parameter } from '../training/parameters.ts';

/** A model that an experiment looks into, or goes on training. */
export interface OpenModel extends LoadedModel {
  readonly architecture: Architecture;
  /** The names of all activations that the model has. */
  readonly hookNames: readonly string[];
  /** Activations by name, and logits. @param rows the tokens after which logits are wanted; all where absent */
  capture(ids: readonly number[], names: readonly string[], rows?: readonly number[]): Promise<Activations>;
  /** All parameters by name, widened to f32. */
  weights(): Promise<ReadonlyMap<string, Float32Array>>;
}

/** The parameters that training changes, in the family's order. */
export async function trainedParameters(model: OpenModel): Promise<Parameter[]> {
  const { family, config } = model.architecture;
  const weights = await model.weights();
  return family.parameters(config).flatMap(({ name, shape, fixed }) => {
    const data = weights.get(name);
    return data && !fixed ? [{ name, shape, data }] : [];
  });
}
