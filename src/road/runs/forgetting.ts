import type { JudgedClaim, Run } from '../experiment.ts';
import type { forgetting } from '../experiments/forgetting.ts';
import { type Message, message } from '../message.ts';
import { writtenNumber } from '../numbers.ts';
import { influences, lookingBack, recurrence } from '../recurrence/forgetting.ts';
import type { View } from '../view.ts';

/** The first word counts as forgotten where it matters less than so much of what the last one does. */
const forgotten = 0.01;

interface Reach {
  readonly name: Message;
  /** Of each word, from the first to the last: how much of what comes out depends on it. */
  readonly norms: readonly number[];
}

/** Measures how far each word still reaches, for several recurrences and for attention. */
export const runForgetting: Run<typeof forgetting> = async ({ length, width, gains, draws, seed }, context) => {
  const runtime = await context.runtime();
  const reading = { length, width, seed };
  const kinds = [
    ...gains.map((gain) => ({
      gain,
      name: message('forgetting.recurrence', { gain: String(gain) }),
      build: recurrence(reading),
    })),
    { gain: 1, name: message('forgetting.attention'), build: lookingBack(reading) },
  ];
  const measured: Reach[] = [];
  for (const [i, { gain, name, build }] of kinds.entries()) {
    measured.push({ name, norms: await influences(runtime, reading, gain, build, draws) });
    await context.step((i + 1) / kinds.length);
  }
  const ratios = measured.map(({ norms }) => norms[0] / norms.at(-1)!);
  const [attention, recurrences] = [ratios.at(-1)!, ratios.slice(0, -1)];
  return {
    headline: message('forgetting.headline', {
      length,
      gain: String(gains[0]),
      recurrence: writtenNumber(recurrences[0]),
      attention: writtenNumber(attention),
    }),
    verdicts: [judgeRecurrences(recurrences, length), judgeAttention(attention)],
    views: [influenceView(measured), endsView(measured)],
  };
};

/** Whether every recurrence has forgotten the first word; roughly: some have. */
function judgeRecurrences(ratios: readonly number[], length: number): JudgedClaim {
  const lost = ratios.filter((ratio) => ratio < forgotten).length;
  return {
    claim: message('forgetting.claim.forgets', { length }),
    verdict: lost === ratios.length ? 'true' : lost > 0 ? 'roughly' : 'false',
    reason: message('forgetting.reason.forgets', { lost, of: ratios.length }),
  };
}

/** Whether the first word matters to attention at least half as much as the last one. */
function judgeAttention(attention: number): JudgedClaim {
  return {
    claim: message('forgetting.claim.attention'),
    verdict: attention >= 0.5 ? 'true' : attention >= forgotten ? 'roughly' : 'false',
    reason: message('forgetting.reason.attention', { attention }),
  };
}

function influenceView(measured: readonly Reach[]): View {
  return {
    kind: 'plot',
    title: message('forgetting.plotView'),
    x: { title: message('forgetting.word') },
    y: { title: message('forgetting.influence'), scale: 'log' },
    lines: measured.map(({ name, norms }) => ({
      name,
      x: norms.map((_, t) => t + 1),
      y: norms.map((norm) => (norm > 0 ? norm : null)),
    })),
  };
}

function endsView(measured: readonly Reach[]): View {
  return {
    kind: 'table',
    title: message('forgetting.tableView'),
    columns: [message('forgetting.how'), message('forgetting.first'), message('forgetting.last')],
    rows: measured.map(({ name, norms }) => [name, ...[norms[0], norms.at(-1)!].map((n) => Number(n.toPrecision(4)))]),
  };
}
