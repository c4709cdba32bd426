import type { StoredTensor } from '../../checkpoint/checkpoint.ts';
import { UnderhoodError } from '../../errors.ts';
import { rotaryFrequencies } from '../../positions/rotary.ts';
import type { ModelPositions } from '../../protocol/positions.ts';
import type { CheckedModel } from '../parameters.ts';

/** How positions enter a model. */
export function modelPositions({ config }: Pick<CheckedModel, 'config'>): ModelPositions {
  const { positions, rope, heads, headSize, contextLength, width } = config;
  if (rope) {
    const { theta, scale } = rope;
    return { kind: 'rotary', theta, frequencies: rotaryFrequencies(headSize, theta, scale) };
  }
  if (positions.slopes) return { kind: 'alibi', slopes: positions.slopes(heads) };
  return { kind: 'table', scheme: positions.name, positions: contextLength, width };
}

/**
 * Where the table lies whose rows a model adds to its embeddings.
 * @param name of the model, for whoever reads that it has none
 * Throws UnderhoodError where positions enter by another way.
 */
export function positionTableOf({ family, config, parameters }: CheckedModel, name: string): StoredTensor {
  if (config.rope) throw new UnderhoodError('positions.turnsInstead', { model: name });
  if (config.positions.slopes) throw new UnderhoodError('positions.biasesInstead', { model: name });
  const stored = family.positionTable === undefined ? undefined : parameters.get(family.positionTable);
  if (!stored) throw new Error(`${family.modelType} does not say where its table of positions is`);
  return stored;
}
