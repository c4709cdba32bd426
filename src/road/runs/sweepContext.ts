import { UnderhoodError } from '../../errors.ts';
import { Evaluation } from '../../training/evaluation.ts';
import type { Outcome, Run } from '../experiment.ts';
import type { sweepContext } from '../experiments/sweepContext.ts';
import { gptObjective, smallTrainer } from '../gpt/smallGpt.ts';
import { batchTokens, characterText } from '../gpt/sweep.ts';
import { splitText } from '../gpt/texts.ts';
import { message } from '../message.ts';
import { fixed } from '../numbers.ts';
import type { View } from '../view.ts';

interface Contestant {
  readonly context: number;
  /** Held-out loss at each place of a window, nats. */
  readonly byPosition: readonly number[];
  readonly loss: number;
  readonly millisecondsPerStep: number;
  /** Of all attention maps of a batch, f32. */
  readonly mapBytes: number;
}

const heads = 4;
const bytesPerNumber = 4;
/** Held-out tokens on which positions are measured, most. */
const measuredTokens = 30_000;

/** Trains the same GPT with contexts of several lengths, as many tokens a step, and measures how well it does where. */
export const runSweepContext: Run<typeof sweepContext> = async (settings, context) => {
  const text = characterText(await splitText(settings, context));
  const runtime = await context.runtime();
  const contexts = [...settings.contexts].map(Math.round).sort((a, b) => a - b);
  const done: Contestant[] = [];
  for (const [i, tokens] of contexts.entries()) {
    const { width, layers, steps, seed } = settings;
    const gpt = { width, layers, heads: width % heads === 0 ? heads : 1, tokens, vocabularySize: text.vocabularySize };
    const training = { batchTokens, steps, seed, evaluateTokens: 1000 };
    const trainer = await smallTrainer(runtime, gpt, training, text.training, text.heldOut);
    try {
      const start = performance.now();
      for (let step = 0; step < steps; step++) {
        if (!(await trainer.advance()).isFinite) throw new UnderhoodError('road.diverged', { step });
        await context.step((i + (step + 1) / steps) / contexts.length);
      }
      const millisecondsPerStep = (performance.now() - start) / steps;
      const batch = Math.max(1, Math.round(batchTokens / tokens));
      const evaluation = await Evaluation.compile(runtime, gptObjective(gpt), trainer.parameters, {
        batch,
        tokens,
      });
      const measured = { length: Math.min(measuredTokens, text.heldOut.length), read: text.heldOut.read };
      const byPosition = [...(await evaluation.byPosition(measured))];
      await evaluation.release();
      done.push({
        context: tokens,
        byPosition,
        loss: byPosition.reduce((sum, loss) => sum + loss, 0) / tokens,
        millisecondsPerStep,
        mapBytes: batch * gpt.heads * layers * tokens * tokens * bytesPerNumber,
      });
    } finally {
      await trainer.release();
    }
    await context.step((i + 1) / contexts.length, outcome(done, i === contexts.length - 1));
  }
  return outcome(done, true);
};

function outcome(done: readonly Contestant[], isDone: boolean): Outcome {
  const [first, last] = [done[0], done.at(-1)!];
  const better = done.slice(1).filter(({ loss }, i) => loss < done[i].loss).length;
  const ends = done.map(({ byPosition }) => firstAndLastQuarter(byPosition));
  return {
    headline: message('sweep-context.headline', {
      short: first.context,
      shortLoss: fixed(first.loss, 3),
      long: last.context,
      longLoss: fixed(last.loss, 3),
    }),
    verdicts: isDone
      ? [
          {
            claim: message('sweep-context.claim.better'),
            verdict: better === done.length - 1 ? 'true' : last.loss < first.loss ? 'roughly' : 'false',
            reason: message('sweep-context.reason.better', { count: better, of: done.length - 1 }),
          },
          {
            claim: message('sweep-context.claim.places'),
            verdict: ends.every(({ late, early }) => late < early)
              ? 'true'
              : ends.some(({ late, early }) => late < early)
                ? 'roughly'
                : 'false',
            reason: message('sweep-context.reason.places', {
              context: last.context,
              early: fixed(ends.at(-1)!.early, 3),
              late: fixed(ends.at(-1)!.late, 3),
            }),
          },
          {
            claim: message('sweep-context.claim.memory'),
            verdict: last.mapBytes > first.mapBytes ? 'true' : 'false',
            reason: message('sweep-context.reason.memory', {
              ratio: last.mapBytes / first.mapBytes,
              contexts: last.context / first.context,
            }),
          },
        ]
      : undefined,
    views: views(done),
  };
}

function firstAndLastQuarter(losses: readonly number[]): { readonly early: number; readonly late: number } {
  const count = Math.max(1, Math.floor(losses.length / 4));
  const mean = (part: readonly number[]) => part.reduce((sum, loss) => sum + loss, 0) / part.length;
  return { early: mean(losses.slice(0, count)), late: mean(losses.slice(-count)) };
}

function views(done: readonly Contestant[]): View[] {
  return [
    {
      kind: 'plot',
      title: message('sweep-context.positionView'),
      x: { title: message('sweep-context.position'), scale: 'log' },
      y: { title: message('sweep-size.loss') },
      lines: done.map(({ context, byPosition }) => {
        const smooth = logBins(byPosition);
        return {
          name: message('sweep-context.model', { context }),
          x: smooth.map(({ at }) => at),
          y: smooth.map(({ loss }) => loss),
        };
      }),
    },
    {
      kind: 'table',
      title: message('sweep-context.tableView'),
      columns: [
        message('sweep-context.context'),
        message('sweep-size.loss'),
        message('sweep-context.milliseconds'),
        message('sweep-context.maps'),
      ],
      rows: done.map(({ context, loss, millisecondsPerStep, mapBytes }) => [
        context,
        loss,
        Math.round(millisecondsPerStep * 10) / 10,
        mapBytes,
      ]),
    },
  ];
}

/** Means over places of growing width: one token has much chance in it, and the axis is logarithmic. */
function logBins(losses: readonly number[]): { readonly at: number; readonly loss: number }[] {
  const bins: { at: number; loss: number }[] = [];
  for (let from = 0; from < losses.length; ) {
    const to = Math.min(losses.length, Math.max(from + 1, Math.round((from + 1) * 1.3)));
    const part = losses.slice(from, to);
    bins.push({ at: (from + 1 + to) / 2, loss: part.reduce((sum, loss) => sum + loss, 0) / part.length });
    from = to;
  }
  return bins;
}
