import { UnderhoodError } from '../../errors.ts';
import type { Outcome, Run } from '../experiment.ts';
import type { sweepSize } from '../experiments/sweepSize.ts';
import { parameterTotal, smallTrainer } from '../gpt/smallGpt.ts';
import { characterText, gptOfSize, powerLaw, sweepBatchTokens } from '../gpt/sweep.ts';
import { splitText } from '../gpt/texts.ts';
import { message } from '../message.ts';
import { fixed } from '../numbers.ts';
import type { View } from '../view.ts';

/** One model of the sweep, trained. */
interface Contestant {
  readonly parameters: number;
  readonly width: number;
  readonly layers: number;
  /** Held-out loss after these steps, nats a character. */
  readonly steps: readonly number[];
  readonly losses: readonly number[];
  readonly seconds: number;
}

const measurements = 8;
const evaluateTokens = 8000;

/** Trains the same GPT at growing sizes on the same batches. */
export const runSweepSize: Run<typeof sweepSize> = async (settings, context) => {
  const text = characterText(await splitText(settings, context));
  const runtime = await context.runtime();
  const sizes = [...settings.sizes].sort((a, b) => a - b);
  const work = sizes.map((size) => size / sizes.reduce((sum, other) => sum + other, 0));
  const done: Contestant[] = [];
  let before = 0;
  for (const [i, size] of sizes.entries()) {
    const gpt = gptOfSize(size * 1e6, settings.context, text.vocabularySize);
    const { steps, seed } = settings;
    const training = { batchTokens: sweepBatchTokens, steps, seed, evaluateTokens };
    const trainer = await smallTrainer(runtime, gpt, training, text.training, text.heldOut);
    try {
      const measured: number[] = [];
      const losses: number[] = [];
      const start = performance.now();
      const contestant = (): Contestant => ({
        parameters: parameterTotal(trainer.parameters),
        width: gpt.width,
        layers: gpt.layers,
        steps: measured,
        losses,
        seconds: (performance.now() - start) / 1000,
      });
      for (let step = 0; step <= steps; step++) {
        if (step % Math.ceil(steps / measurements) === 0 || step === steps) {
          measured.push(step);
          losses.push((await trainer.evaluate()).loss);
          if (step > 0) await context.step(before + (work[i] * step) / steps, outcome([...done, contestant()], false));
        }
        if (step === steps) break;
        if (!(await trainer.advance()).isFinite) throw new UnderhoodError('road.diverged', { step });
        await context.step(before + (work[i] * (step + 1)) / steps);
      }
      done.push(contestant());
    } finally {
      await trainer.release();
    }
    before += work[i];
  }
  return outcome(done, true);
};

function outcome(contestants: readonly Contestant[], isDone: boolean): Outcome {
  const last = contestants.map(({ losses }) => losses.at(-1)!);
  const parameters = contestants.map((contestant) => contestant.parameters);
  const falls = last.slice(1).map((loss, i) => loss < last[i]);
  const { power } = contestants.length > 1 ? powerLaw(parameters, last) : { power: 0 };
  return {
    headline: message('sweep-size.headline', {
      small: parameters[0],
      smallLoss: fixed(last[0], 3),
      large: parameters.at(-1)!,
      largeLoss: fixed(last.at(-1)!, 3),
    }),
    verdicts: isDone
      ? [
          {
            claim: message('sweep-size.claim'),
            verdict: falls.every(Boolean) ? 'true' : last.at(-1)! < last[0] ? 'roughly' : 'false',
            reason: message('sweep-size.reason', {
              count: falls.filter(Boolean).length,
              of: falls.length,
              power: fixed(power, 3),
            }),
          },
        ]
      : undefined,
    views: views(contestants, parameters, last),
  };
}

function views(contestants: readonly Contestant[], parameters: readonly number[], last: readonly number[]): View[] {
  return [
    {
      kind: 'plot',
      title: message('sweep-size.sizeView'),
      x: { title: message('sweep-size.parameters'), scale: 'log' },
      y: { title: message('sweep-size.loss'), scale: 'log' },
      lines: [{ name: message('sweep-size.heldOut'), x: parameters, y: last }],
      points: [{ name: message('sweep-size.models'), x: parameters, y: last }],
    },
    {
      kind: 'plot',
      title: message('sweep-size.stepsView'),
      x: { title: message('sweep-size.step') },
      y: { title: message('sweep-size.loss') },
      lines: contestants.map(({ parameters, steps, losses }) => ({
        name: message('sweep-size.model', { parameters }),
        x: steps,
        y: losses,
      })),
    },
    {
      kind: 'table',
      title: message('sweep-size.tableView'),
      columns: ['parameters', 'width', 'layers', 'loss', 'seconds'].map((column) =>
        message(`sweep-size.${column as 'parameters' | 'width' | 'layers' | 'loss' | 'seconds'}`),
      ),
      rows: contestants.map(({ parameters, width, layers, losses, seconds }) => [
        parameters,
        width,
        layers,
        losses.at(-1)!,
        Math.round(seconds * 10) / 10,
      ]),
    },
  ];
}
