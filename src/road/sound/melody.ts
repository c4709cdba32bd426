/** A note: how far it stands above A (440 Hz), in semitones, and how long it lasts, in beats. */
export interface Note {
  readonly name: string;
  readonly semitones: number;
  readonly beats: number;
}

const pitches = { C: -9, D: -7, E: -5, F: -4, G: -2 } as const;

function note(name: keyof typeof pitches, beats = 1): Note {
  return { name, semitones: pitches[name], beats };
}

/** Beethoven, Ode to Joy (9th symphony, 1824), first line, in C major. */
export const odeToJoy: readonly Note[] = [
  ...(['E', 'E', 'F', 'G', 'G', 'F', 'E', 'D', 'C', 'C', 'D', 'E'] as const).map((name) => note(name)),
  note('E', 1.5),
  note('D', 0.5),
  note('D', 2),
];

/** Equal temperament, A at 440 Hz. */
export function hertzOf({ semitones }: Note): number {
  return 440 * 2 ** (semitones / 12);
}
