import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { orchestra } from '../../../src/road/experiments/orchestra.ts';
import { startOf } from '../../../src/road/field.ts';
import { runOrchestra } from '../../../src/road/runs/orchestra.ts';
import { samplesOf } from '../../../webview/road/samples.ts';
import { useTemporaryFolder } from '../../checkpoint/temporaryFolder.ts';
import { testContext } from '../../road/contextForTests.ts';
import { runtime } from '../../road/runtime.ts';

const rate = 44_100;

/** The score, as books of songs print it: names, beats of 0.4 s, and the pitches of tuning tables, Hz. */
const score = 'E E F G G F E D C C D E E. D- D=';
const pitches: Readonly<Record<string, number>> = { C: 261.63, D: 293.66, E: 329.63, F: 349.23, G: 392 };
const beats: Readonly<Record<string, number>> = { '': 1, '.': 1.5, '-': 0.5, '=': 2 };
const semitone = 2 ** (1 / 12);

/** A file of 16-bit samples, as any player opens it. */
function wav(samples: Float32Array): Buffer {
  const file = Buffer.alloc(44 + 2 * samples.length);
  file.write('RIFF', 0);
  file.writeUInt32LE(36 + 2 * samples.length, 4);
  file.write('WAVEfmt ', 8);
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(rate, 24);
  file.writeUInt32LE(2 * rate, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(16, 34);
  file.write('data', 36);
  file.writeUInt32LE(2 * samples.length, 40);
  for (const [i, sample] of samples.entries()) file.writeInt16LE(Math.round(sample * 32_767), 44 + 2 * i);
  return file;
}

/** Over ten turns of the lowest note. */
const heard = 2048;

/** The pitch in the middle of a stretch, Hz: where it is most like itself a moment later (normalised autocorrelation). */
function pitchOf(file: Buffer, from: number, to: number): number {
  const longest = Math.ceil(rate / 200);
  const start = Math.round((rate * (from + to)) / 2 - heard / 2);
  const wave = Float64Array.from({ length: heard + longest + 2 }, (_, i) => file.readInt16LE(44 + 2 * (start + i)));
  const likeness = Array.from({ length: longest + 2 }, (_, lag) => {
    let [product, here, later] = [0, 0, 0];
    for (let i = 0; i < heard; i++) {
      product += wave[i] * wave[i + lag];
      here += wave[i] ** 2;
      later += wave[i + lag] ** 2;
    }
    return product / Math.sqrt(here * later);
  });
  let best = Math.floor(rate / 480);
  for (let lag = best; lag <= longest; lag++) if (likeness[lag] > likeness[best]) best = lag;
  const [before, at, after] = likeness.slice(best - 1, best + 2);
  return rate / (best + (before - after) / (2 * (before - 2 * at + after)));
}

describe('what is heard of the orchestra', () => {
  const folder = useTemporaryFolder();

  it('is the Ode to Joy, note by note, in a recording whose pitches are measured', async function () {
    this.timeout(60_000);
    const { views } = await runOrchestra(startOf(orchestra.fields), testContext({ runtime }).context);
    const view = views.find(({ kind }) => kind === 'sound');
    assert.ok(view?.kind === 'sound');
    const recorded = async (place: number) => {
      const file = path.join(folder(), `${place}.wav`);
      await writeFile(file, wav(samplesOf(view.sounds[place].parts, rate)));
      return readFile(file);
    };
    const [tune, learned, unlearned] = [await recorded(0), await recorded(1), await recorded(2)];
    let [from, wrong] = [0, 0];
    for (const [, name, length] of score.matchAll(/([A-G])([.=-]?)/g)) {
      const to = from + 0.4 * beats[length];
      for (const file of [tune, learned]) {
        const hertz = pitchOf(file, from, to);
        assert.ok(Math.abs(hertz / pitches[name] - 1) < 0.005, `at ${from} s ${hertz} Hz instead of ${name}`);
      }
      const hertz = pitchOf(unlearned, from, to);
      if (hertz > pitches[name] * semitone || hertz < pitches[name] / semitone) wrong++;
      from = to;
    }
    assert.ok(Math.abs(tune.length - 44 - 2 * rate * from) < 100, 'it lasts as long as its score');
    assert.ok(wrong > 7, 'before it has learned, it plays something else');
  });

  it('is never louder than a player can be, and begins and ends silently', () => {
    const oscillators = [1, 2, 3].map((n) => ({ hertz: 100 * n, amplitude: n, phase: 1 }));
    const samples = samplesOf([{ seconds: 0.1, oscillators }], rate);
    assert.ok(samples.every((sample) => Math.abs(sample) <= 0.6000001));
    assert.equal(samples[0], 0);
    assert.equal(samples.at(-1), 0);
  });
});
