import type { WrittenRecipe } from './recipe.ts';

/** When training is to end. */
export type Duration =
  | { readonly kind: 'steps'; readonly steps: number }
  /** @param steps that fit into the time, about: the learning rate falls over so many */
  | { readonly kind: 'minutes'; readonly minutes: number; readonly steps: number }
  /** When the held-out loss has not fallen any more for a while. */
  | { readonly kind: 'plateau'; readonly steps: number };

/** Evaluations without a lower loss after which training ends, where that is asked for. */
const patience = 5;

/** What a recipe says of the duration. At least ten evaluations, so that there is something to see. */
export function limitsOf(duration: Duration, usualEvaluateEvery: number): NonNullable<WrittenRecipe['training']> {
  return {
    evaluateEvery: Math.max(1, Math.min(usualEvaluateEvery, Math.floor(duration.steps / 10))),
    steps: duration.steps,
    ...(duration.kind === 'minutes' && { minutes: duration.minutes }),
    patience: duration.kind === 'plateau' ? patience : 0,
  };
}

/** Steps of a step's length that fit into the time. */
export function stepsWithin(minutes: number, stepMilliseconds: number): number {
  return Math.max(10, Math.round((minutes * 60_000) / stepMilliseconds));
}
