import { Random } from '../../random.ts';
import { learningRateAt } from '../../training/optimizer/schedule.ts';
import type { Outcome, Run } from '../experiment.ts';
import type { orchestra } from '../experiments/orchestra.ts';
import { literal, message } from '../message.ts';
import { EngineTraining } from '../networks/engineTraining.ts';
import { fixed, writtenNumber } from '../numbers.ts';
import { hertzOf, odeToJoy } from '../sound/melody.ts';
import { earAt, orchestraObjective, orchestraParameters, oscillatorsOf, soundOf } from '../sound/orchestra.ts';
import type { Oscillator, SoundView, View } from '../view.ts';

const beat = 0.4;
/** Steps between two looks. */
const every = 25;
/** When what there is so far is kept, to be heard: shares of the training. */
const moments = [0, 0.1, 0.25, 0.5];
/** Of the loudest, how many are left out in turn. */
const muted = 3;

interface Look {
  readonly step: number;
  /** Share of the tune's power that is still missed. */
  readonly missed: number;
  readonly pitches: readonly number[];
}

/** Teaches oscillators the Ode to Joy, by Adam. */
export const runOrchestra: Run<typeof orchestra> = async (settings, context) => {
  const { oscillators, steps, rate, seed } = settings;
  const notes = odeToJoy.length;
  const initial = orchestraParameters(oscillators, notes, new Random(seed));
  const training = await EngineTraining.compile(await context.runtime(), initial, orchestraObjective(notes));
  const sound = soundOf(odeToJoy);
  const power = sound.reduce((sum, value) => sum + value * value, 0) / sound.length;
  const feeds = (done: number) => {
    const ear = earAt(settings.ear === 'whole' ? 1 : done);
    return { sound: { data: sound, shape: [ear.length, notes] }, ear: { data: ear, shape: [ear.length, 1] } };
  };
  // At full rate to the end, pitches that are found would go on trembling.
  const schedule = { learningRate: rate, warmup: 0, final: 0.02 };
  const looks: Look[] = [];
  const kept: { readonly step: number; readonly played: Oscillator[][] }[] = [];
  const look = async (step: number) => {
    const { loss } = await training.outputs(feeds(1), ['loss']);
    const played = oscillatorsOf(training.parameters, notes);
    looks.push({ step, missed: Number(loss.data[0]) / power, pitches: played[0].map(({ hertz }) => hertz) });
  };
  const outcome = (): Outcome => outcomeOf(looks, kept, oscillatorsOf(training.parameters, notes));
  try {
    for (let step = 0; step <= steps; step++) {
      if (moments.some((moment) => Math.floor(moment * steps) === step)) {
        kept.push({ step, played: oscillatorsOf(training.parameters, notes) });
      }
      if (step % every === 0 || step === steps) {
        await look(step);
        await context.step(step / steps, outcome());
      }
      if (step < steps) await training.step(feeds(step / steps), learningRateAt(schedule, step / steps));
    }
    return outcome();
  } finally {
    await training.release();
  }
};

function outcomeOf(
  looks: readonly Look[],
  kept: readonly { readonly step: number; readonly played: Oscillator[][] }[],
  played: readonly (readonly Oscillator[])[],
): Outcome {
  const { missed, pitches, step } = looks.at(-1)!;
  const wanted = [...new Set(odeToJoy.map(hertzOf))].sort((a, b) => a - b);
  // A pitch is met where an oscillator is nearer than the ear can tell: a twentieth of a semitone.
  const found = wanted.filter((hertz) => pitches.some((pitch) => Math.abs(12 * Math.log2(pitch / hertz)) < 0.05));
  return {
    headline: message('orchestra.headline', {
      oscillators: pitches.length,
      found: found.length,
      wanted: wanted.length,
      missed: `${writtenNumber(100 * missed)}\u00a0%`,
      steps: step,
    }),
    views: [soundsView(kept, played), pitchesView(looks, wanted), scoreView(played), learningView(looks)],
  };
}

function soundsView(
  kept: readonly { readonly step: number; readonly played: Oscillator[][] }[],
  played: readonly (readonly Oscillator[])[],
): SoundView {
  const parts = (notes: readonly (readonly Oscillator[])[]) =>
    notes.map((oscillators, n) => ({ seconds: beat * odeToJoy[n].beats, oscillators }));
  const tune = odeToJoy.map((note) => [{ hertz: hertzOf(note), amplitude: 1, phase: 0 }]);
  const order = [...played[0].keys()].sort((a, b) => loudness(played, b) - loudness(played, a));
  return {
    kind: 'sound',
    title: message('orchestra.sounds'),
    sounds: [
      { name: message('orchestra.tune'), parts: parts(tune) },
      { name: message('orchestra.all'), parts: parts(played) },
      ...kept.map(({ step, played: then }) => ({ name: message('orchestra.after', { step }), parts: parts(then) })),
      ...order.slice(0, muted).map((mute) => ({
        name: message('orchestra.without', { number: mute + 1 }),
        parts: parts(played.map((oscillators) => oscillators.filter((_, i) => i !== mute))),
      })),
      ...order.map((alone) => ({
        name: message('orchestra.alone', { number: alone + 1, hertz: fixed(played[0][alone].hertz, 1) }),
        parts: parts(played.map((oscillators) => [oscillators[alone]])),
      })),
    ],
  };
}

/** Of one oscillator over the whole tune. */
function loudness(played: readonly (readonly Oscillator[])[], i: number): number {
  return played.reduce((sum, oscillators) => sum + oscillators[i].amplitude ** 2, 0);
}

function pitchesView(looks: readonly Look[], wanted: readonly number[]): View {
  return {
    kind: 'plot',
    title: message('orchestra.pitches'),
    x: { title: message('curve-network.stepAxis'), from: 0 },
    y: { title: message('orchestra.hertz') },
    lines: looks[0].pitches.map((_, i) => ({
      name: message('orchestra.oscillator', { number: i + 1 }),
      x: looks.map(({ step }) => step),
      y: looks.map(({ pitches }) => pitches[i]),
    })),
    marks: wanted.map((hertz) => {
      const { name } = odeToJoy.find((note) => hertzOf(note) === hertz)!;
      return { axis: 'y' as const, at: hertz, name: literal(name) };
    }),
  };
}

/** Who plays which note how loud: the score that was learned. */
function scoreView(played: readonly (readonly Oscillator[])[]): View {
  const order = [...played[0].keys()].sort((a, b) => played[0][b].hertz - played[0][a].hertz);
  return {
    kind: 'matrix',
    title: message('orchestra.score'),
    rowTitle: message('orchestra.rows'),
    columnTitle: message('orchestra.notes'),
    rows: order.map((i) => literal(`${i + 1}: ${fixed(played[0][i].hertz, 1)} Hz`)),
    columns: odeToJoy.map(({ name }, n) => literal(`${n + 1} ${name}`)),
    values: order.flatMap((i) => played.map((oscillators) => oscillators[i].amplitude)),
    value: message('orchestra.loudness'),
    range: 'positive',
  };
}

function learningView(looks: readonly Look[]): View {
  return {
    kind: 'plot',
    title: message('orchestra.learning'),
    x: { title: message('curve-network.stepAxis'), from: 0 },
    y: { title: message('orchestra.missed'), scale: 'log' },
    lines: [
      {
        name: message('orchestra.missed'),
        x: looks.map(({ step }) => step),
        y: looks.map(({ missed }) => 100 * missed),
      },
    ],
  };
}
