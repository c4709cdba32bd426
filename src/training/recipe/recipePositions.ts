import { UnderhoodError } from '../../errors.ts';
import { schemeNames } from '../../positions/scheme.ts';
import { schemes } from '../../positions/schemes.ts';
import type { Recipe } from './recipe.ts';

const names: readonly string[] = schemeNames;
/** Position schemes by the `model_type` that has them. */
const known: Readonly<Record<string, readonly string[]>> = {
  gpt2: names.filter((name) => name !== 'rotary' && name !== 'alibi'),
  gpt2_positions: ['rotary', 'alibi'],
};
/** Those whose table a formula makes. */
const scaled = schemeNames.filter((name) => typeof schemes[name].table === 'function');

/** Fields about positions that do not fit together. Throws UnderhoodError naming one of them. */
export function checkPositions(model: Recipe['model']): void {
  if (!model) return;
  const { model_type: type, position_scheme: scheme, position_scale: scale } = model;
  const field = 'position_scheme';
  if (type === 'llama' && scheme !== undefined) throw new UnderhoodError('recipe.rotaryOnly', { field });
  if (type === 'gpt2_positions' && scheme === undefined) {
    throw new UnderhoodError('recipe.missing', { field: `model.${field}` });
  }
  const ofType = known[type];
  const value = String(scheme ?? 'learned');
  if (ofType && !ofType.includes(value)) {
    const other = Object.keys(known).find((name) => known[name].includes(value));
    if (other) throw new UnderhoodError('recipe.schemeOfOther', { field, scheme: value, type, other });
    throw new UnderhoodError('recipe.scheme', { field, scheme: value, type, known: ofType.join(', ') });
  }
  if (scale !== undefined && !scaled.some((name) => name === scheme)) {
    const parameters = { field: 'position_scale', scheme: value, known: scaled.join(', ') };
    throw new UnderhoodError('recipe.positionScale', parameters);
  }
}
