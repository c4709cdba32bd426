import assert from 'node:assert/strict';
import { hertzOf, odeToJoy } from '../../../src/road/sound/melody.ts';
import { earAt, listened, oscillatorsOf, sampleRate, soundOf } from '../../../src/road/sound/orchestra.ts';

const near = (a: number, b: number, tolerance: number) => assert.ok(Math.abs(a - b) <= tolerance, `${a} and ${b}`);

describe('the tune', () => {
  it('is the first line of the Ode to Joy, four bars of four beats', () => {
    assert.equal(odeToJoy.map(({ name }) => name).join(' '), 'E E F G G F E D C C D E E D D');
    assert.equal(
      odeToJoy.reduce((sum, { beats }) => sum + beats, 0),
      16,
    );
  });

  it('has the pitches of equal temperament', () => {
    const pitches = new Map(odeToJoy.map((note) => [note.name, hertzOf(note)]));
    // As tables of pitches print them, in Hz.
    for (const [name, hertz] of [
      ['C', 261.63],
      ['D', 293.66],
      ['E', 329.63],
      ['F', 349.23],
      ['G', 392],
    ] as const) {
      near(pitches.get(name)!, hertz, 0.005);
    }
  });

  it('sounds as sines of these pitches', () => {
    const sound = soundOf(odeToJoy);
    const notes = odeToJoy.length;
    assert.equal(sound.length, listened * sampleRate * notes);
    near(sound[7 * notes + 8], Math.sin((2 * Math.PI * 261.6256 * 7) / sampleRate), 1e-4);
  });
});

describe('the ear', () => {
  it('always weighs as much as one, and hears ever more', () => {
    let before = 0;
    for (const done of [0, 0.2, 0.4, 0.6, 1]) {
      const ear = earAt(done);
      near(
        ear.reduce((sum, weight) => sum + weight, 0),
        1,
        1e-5,
      );
      const heard = ear.filter((weight) => weight > 0).length;
      assert.ok(heard >= before);
      before = heard;
    }
    assert.equal(before, listened * sampleRate);
    assert.equal(earAt(0).filter((weight) => weight > 0).length, 0.015 * sampleRate);
  });
});

describe('the oscillators', () => {
  it('are sine and cosine as one wave', () => {
    const parameter = (name: string, data: readonly number[]) => ({
      name,
      shape: [1, 1],
      data: Float32Array.from(data),
    });
    const parameters = [parameter('pitch', [15]), parameter('sine', [0.3]), parameter('cosine', [-0.4])];
    const [[{ hertz, amplitude, phase }]] = oscillatorsOf(parameters, 1);
    assert.equal(hertz, 300);
    near(amplitude, 0.5, 1e-6);
    for (const angle of [0, 1, 2]) {
      near(amplitude * Math.sin(angle + phase), 0.3 * Math.sin(angle) - 0.4 * Math.cos(angle), 1e-6);
    }
  });
});
