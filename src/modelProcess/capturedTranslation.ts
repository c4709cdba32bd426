import type { NamedTensor } from '../checkpoint/streamedSafetensors.node.ts';
import type { Tensor } from '../engine/runtime.ts';
import type { ActivationChoice } from '../protocol/taking.ts';
import type { LoadedSystem } from '../translation/loadedSystem.ts';

/** What one system read and wrote, as far as doing it once more needs to know it. */
interface CapturedSystem {
  readonly system: LoadedSystem;
  /** S ids. */
  readonly source: readonly number[];
  /** T ids; absent where it only reads. */
  readonly target?: readonly number[];
}

/** A source that was given to several systems. */
export interface CapturedTranslation {
  readonly kind: 'translate';
  readonly text: string;
  /** Those that could do something with it, by their index in the run. */
  readonly systems: ReadonlyMap<number, CapturedSystem>;
  /** Does something with the systems while none of them is closed. */
  inTurn<T>(work: () => Promise<T>): Promise<T>;
}

/** What the page of translations is made of. */
const behindViews = /hook_pattern$|hook_state$/;

/** How many tensors there will be at most. */
export function mostTensors({ systems }: CapturedTranslation): number {
  const counts = [...systems.values()].map(({ system: { translator } }) => {
    return (translator?.inference.hookNames.length ?? 2) + 3;
  });
  return counts.reduce((sum, count) => sum + count, 0);
}

/**
 * What the systems computed, each under its index: `systems.0.source_ids` [S], `systems.0.target_ids` [T], activations by
 * their hook names, `systems.0.logits` [T, V]; of a recurrent language model its states `hook_state` [S, H], and
 * `memory` [S], how much of each token is left in the last one.
 */
export async function* translationTensors(
  { systems, inTurn }: CapturedTranslation,
  which: ActivationChoice,
): AsyncGenerator<NamedTensor> {
  for (const [index, { source, target }] of systems) {
    yield [`systems.${index}.source_ids`, storedIds(source)];
    if (target) yield [`systems.${index}.target_ids`, storedIds(target)];
  }
  for (const [index, captured] of systems) {
    const found = await inTurn(() => activationsOf(captured, which));
    for (const [name, { data, shape }] of Object.entries(found)) {
      yield [`systems.${index}.${name}`, { dtype: 'f32', shape, data: data as Float32Array }];
    }
  }
}

async function activationsOf(
  { system: { translator, memory }, source, target }: CapturedSystem,
  which: ActivationChoice,
): Promise<Readonly<Record<string, Tensor>>> {
  if (translator && target) {
    const { hookNames } = translator.inference;
    const names = which === 'all' ? hookNames : hookNames.filter((name) => behindViews.test(name));
    const { hooks, logits } = await translator.activations(source, target, names);
    return { ...hooks, logits };
  }
  if (!memory) return {};
  const { states, norms } = await memory(source);
  const shape = [source.length, states.length / source.length];
  return { hook_state: { data: states, shape }, memory: { data: norms, shape: [source.length] } };
}

/** Ids as a file holds them, [n]. */
export function storedIds(ids: readonly number[]) {
  return { dtype: 'i64' as const, shape: [ids.length], data: BigInt64Array.from(ids, BigInt) };
}
