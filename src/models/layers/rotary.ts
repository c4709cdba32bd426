import { isObject } from '../../checkpoint/json.ts';
import type { Value } from '../../engine/graph.ts';
import { add, cast, cos, multiply, sin, subtract } from '../../engine/operators/elementwise.ts';
import { concat, reshape, split } from '../../engine/operators/layout.ts';
import { UnderhoodError } from '../../errors.ts';
import { rotaryFrequencies } from '../../positions/rotary.ts';
import { choice, count, type Json, positive, shown } from '../configuration/configFields.ts';
import type { Hooks } from '../hooks.ts';

/** How fast each pair of numbers of a head turns with the position. */
export interface Rope {
  /** Base of the frequencies, often 10,000. */
  readonly theta: number;
  /** Slows the frequencies down, for contexts longer than those of the training; none where absent. */
  readonly scale?: (frequency: number) => number;
}

/**
 * The rotary part of config.json: `rope_parameters` (transformers 5), or `rope_theta` beside `rope_scaling` (before).
 * Throws UnderhoodError on a scaling that is not known here.
 */
export function parseRope(json: Json, contextLength: number): Rope {
  const nested = object(json, 'rope_scaling') ?? object(json, 'rope_parameters') ?? {};
  const fields = { rope_theta: json.rope_theta, partial_rotary_factor: json.partial_rotary_factor, ...nested };
  const turned = fields.partial_rotary_factor ?? 1;
  if (turned !== 1) {
    const parameters = { field: 'partial_rotary_factor', value: shown(turned), known: '1' };
    throw new UnderhoodError('config.choice', parameters);
  }
  const typeField = 'rope_type' in fields ? 'rope_type' : 'type'; // `type` is the oldest spelling
  const scaling = choice(fields, typeField, { default: unscaled, linear, llama3 }, 'default');
  return { theta: positive(fields, 'rope_theta', 10_000), scale: scaling(fields, contextLength) };
}

function object(json: Json, field: string): Json | undefined {
  const value = json[field] ?? undefined;
  if (value === undefined || isObject(value)) return value;
  throw new UnderhoodError('config.object', { field, value: shown(value) });
}

const unscaled = () => undefined;

/** Position interpolation (Chen et al. 2023): every position counts as 1/factor. */
function linear(fields: Json): Rope['scale'] {
  const factor = positive(fields, 'factor');
  return (frequency) => frequency / factor;
}

/**
 * Llama 3.1's scaling (transformers, modeling_rope_utils.py, `_compute_llama3_parameters`): frequencies that turn often
 * within the original context stay, those that hardly turn are divided by the factor, and those between are blended.
 */
function llama3(fields: Json, contextLength: number): Rope['scale'] {
  const factor = positive(fields, 'factor');
  const low = positive(fields, 'low_freq_factor');
  const high = positive(fields, 'high_freq_factor');
  if (high <= low) {
    throw new UnderhoodError('config.larger', { field: 'high_freq_factor', value: high, other: 'low_freq_factor' });
  }
  const original = count(fields, 'original_max_position_embeddings', contextLength);
  return (frequency) => {
    const turns = (original * frequency) / (2 * Math.PI);
    if (turns < low) return frequency / factor;
    if (turns > high) return frequency;
    const kept = (turns - low) / (high - low);
    return ((1 - kept) * frequency) / factor + kept * frequency;
  };
}

interface Rotation {
  /** [T, 1, 1, d/2] */
  readonly cos: Value;
  readonly sin: Value;
}

/**
 * The angles by which positions turn: position · frequency, for each pair.
 * @param positions [T], i64
 */
export function rotation(positions: Value, headSize: number, { theta, scale }: Rope, hooks: Hooks): Rotation {
  const frequencies = Float32Array.from(rotaryFrequencies(headSize, theta, scale));
  const [tokens] = positions.shape;
  const pairs = frequencies.length;
  const angles = multiply(reshape(cast(positions, 'f32'), [tokens, 1]), positions.graph.constant(frequencies, [pairs]));
  const turned = reshape(hooks.point('hook_rot_angle', angles), [tokens, 1, 1, pairs]);
  return { cos: cos(turned), sin: sin(turned) };
}

/**
 * Turns queries or keys [T, batch, heads, d]. Pair i is the numbers i and i + d/2 of a head, as Hugging Face lays them
 * out ("rotate half"), where the paper pairs neighbours.
 */
export function rotate(x: Value, { cos, sin }: Rotation): Value {
  const headSize = x.shape[3] as number;
  const [a, b] = split(x, 3, [headSize / 2, headSize / 2]);
  return concat([subtract(multiply(a, cos), multiply(b, sin)), add(multiply(b, cos), multiply(a, sin))], 3);
}
