import type { LossByPosition } from '../../protocol/race.ts';

/** Bins of the positions that were trained; those beyond are as wide. */
const trainedBins = 4;

/**
 * Loss by position, in bins of which none holds trained and other positions together.
 * @param losses mean at each position, nats per token: more than were trained
 * @param trainedLength tokens of a sequence in training
 */
export function lossByPosition(losses: ArrayLike<number>, trainedLength: number): LossByPosition {
  const width = Math.ceil(trainedLength / trainedBins);
  const bins = [...binsBetween(0, trainedLength, width), ...binsBetween(trainedLength, losses.length, width)];
  return {
    from: bins.map(({ from }) => from),
    to: bins.map(({ to }) => to),
    loss: bins.map(({ from, to }) => mean(losses, from, to)),
    within: mean(losses, 0, trainedLength),
    beyond: mean(losses, trainedLength, losses.length),
  };
}

function binsBetween(start: number, end: number, width: number): { readonly from: number; readonly to: number }[] {
  return Array.from({ length: Math.ceil((end - start) / width) }, (_, bin) => {
    const from = start + bin * width;
    return { from, to: Math.min(end, from + width) };
  });
}

function mean(numbers: ArrayLike<number>, from: number, to: number): number {
  let sum = 0;
  for (let i = from; i < to; i++) sum += numbers[i];
  return sum / (to - from);
}
