import type { Value } from '../../engine/graph.ts';
import { add, cos, multiply, scale, sin, subtract } from '../../engine/operators/elementwise.ts';
import { matmul } from '../../engine/operators/matrix.ts';
import { reduceSum } from '../../engine/operators/reduction.ts';
import type { Random } from '../../random.ts';
import type { Parameter } from '../../training/parameters.ts';
import type { BuildObjective } from '../networks/engineTraining.ts';
import type { Oscillator } from '../view.ts';
import { hertzOf, type Note } from './melody.ts';

/** Samples of a second: over twice the highest pitch, which is all that can be told apart (Nyquist). */
export const sampleRate = 2000;
/** What of each note is listened to, seconds. */
export const listened = 0.2;
const sampleCount = listened * sampleRate;
/** Pitches, Hz, over which the oscillators are strewn at first, and by which their numbers are divided for training. */
const [lowest, highest] = [220, 440];
const pitchUnit = 20;

/**
 * An orchestra of N sine oscillators. Each has one pitch for good, and for each note of the tune a loudness and a phase:
 * sound(t) of a note = Σ a·sin(2πft) + b·cos(2πft). Learned: N pitches and 2·N·notes loudnesses.
 */
export function orchestraParameters(oscillators: number, notes: number, random: Random): Parameter[] {
  const spread = (i: number) => lowest + ((highest - lowest) * (i + random.uniform())) / oscillators;
  const quiet = () => Float32Array.from({ length: oscillators * notes }, () => 0.01 * random.normal());
  return [
    {
      name: 'pitch',
      shape: [1, oscillators],
      data: Float32Array.from({ length: oscillators }, (_, i) => spread(i) / pitchUnit),
    },
    { name: 'sine', shape: [oscillators, notes], data: quiet() },
    { name: 'cosine', shape: [oscillators, notes], data: quiet() },
  ];
}

/**
 * How far the orchestra is from the tune, mean square over what is listened to. Inputs: `sound` [samples, notes], and `ear`
 * [samples, 1], weights that add up to 1: at first it hears the beginning of each note only. Over a short time a pitch that is
 * nearly right sounds right, so that the slope tells where to go; over a long one only the right pitch does, and elsewhere the
 * loss is flat.
 */
export function orchestraObjective(notes: number): BuildObjective {
  return (graph, parameters) => {
    const sound = graph.input('sound', 'f32', [sampleCount, notes]);
    const ear = graph.input('ear', 'f32', [sampleCount, 1]);
    const turns = Float32Array.from({ length: sampleCount }, (_, i) => (2 * Math.PI * pitchUnit * i) / sampleRate);
    const time = graph.constant(turns, [sampleCount, 1]);
    const angle = matmul(time, parameters.get('pitch')!);
    const heard = add(played(sin(angle), parameters.get('sine')!), played(cos(angle), parameters.get('cosine')!));
    const missed = subtract(heard, sound);
    return { loss: scale(reduceSum(multiply(multiply(missed, missed), ear), [0, 1]), 1 / notes) };
  };
}

function played(waves: Value, loudness: Value): Value {
  return matmul(waves, loudness);
}

/** The tune as it should sound, each note a pure tone of loudness 1, [samples, notes]. */
export function soundOf(tune: readonly Note[]): Float32Array {
  const sound = new Float32Array(sampleCount * tune.length);
  for (let i = 0; i < sampleCount; i++) {
    tune.forEach((note, n) => {
      sound[i * tune.length + n] = Math.sin((2 * Math.PI * hertzOf(note) * i) / sampleRate);
    });
  }
  return sound;
}

/** The ear when so much of the training is done, 0 … 1: from 15 ms up to the whole of what is listened to. */
export function earAt(done: number): Float32Array {
  const seconds = listened * (0.015 / listened) ** Math.max(0, 1 - done / 0.6);
  const heard = Math.max(2, Math.min(sampleCount, Math.round(seconds * sampleRate)));
  return Float32Array.from({ length: sampleCount }, (_, i) => (i < heard ? 1 / heard : 0));
}

/** What the orchestra plays at each note. */
export function oscillatorsOf(parameters: readonly Parameter[], notes: number): Oscillator[][] {
  const [pitch, sine, cosine] = parameters.map(({ data }) => data);
  return Array.from({ length: notes }, (_, n) =>
    Array.from(pitch, (value, i) => {
      const [a, b] = [sine[i * notes + n], cosine[i * notes + n]];
      // a·sin x + b·cos x = √(a² + b²)·sin(x + atan2(b, a))
      return { hertz: Math.abs(value) * pitchUnit, amplitude: Math.hypot(a, b), phase: Math.atan2(b, a) };
    }),
  );
}
