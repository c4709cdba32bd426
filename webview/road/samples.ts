import type { SoundView } from '../../src/road/view.ts';

/** Over which a part begins and ends, seconds: a wave that is cut off clicks. */
const fade = 0.005;
/** Height of the loudest sample: several sines together must not be cut off. */
const peak = 0.6;

/** The samples of parts that are heard one after another, their loudest at a fixed height. */
export function samplesOf(parts: SoundView['sounds'][number]['parts'], rate: number): Float32Array<ArrayBuffer> {
  const lengths = parts.map(({ seconds }) => Math.round(seconds * rate));
  const samples = new Float32Array(lengths.reduce((sum, length) => sum + length, 0));
  let start = 0;
  for (const [index, { oscillators }] of parts.entries()) {
    const length = lengths[index];
    const part = samples.subarray(start, start + length);
    for (const { hertz, amplitude, phase } of oscillators) {
      const step = (2 * Math.PI * hertz) / rate;
      for (let i = 0; i < length; i++) part[i] += amplitude * Math.sin(step * i + phase);
    }
    const edge = Math.min(Math.floor(length / 2), Math.round(fade * rate));
    for (let i = 0; i < edge; i++) {
      part[i] *= i / edge;
      part[length - 1 - i] *= i / edge;
    }
    start += length;
  }
  let loudest = 0;
  for (const sample of samples) loudest = Math.max(loudest, Math.abs(sample));
  if (loudest > 0) for (let i = 0; i < samples.length; i++) samples[i] *= peak / loudest;
  return samples;
}
