import { pixelCount, side } from './digits.ts';

// A drawing in a text file: 28 lines of 28 signs, so that it can be read, changed and copied where it stands.

const paper = '.';
const levels = 9;

/** The sign of an ink: `.` for paper, then 1 to 9. */
function signOf(ink: number): string {
  const level = Math.round(Math.max(0, Math.min(1, ink)) * levels);
  return level === 0 ? paper : `${level}`;
}

/** Pictures, [784], as 28 lines. */
export function drawingText(pixels: ArrayLike<number>): string {
  const lines = Array.from({ length: side }, (_, row) =>
    Array.from({ length: side }, (_, column) => signOf(pixels[row * side + column])).join(''),
  );
  return lines.join('\n');
}

/** The picture that lines of signs draw, [784]; null where they are not 28 lines of 28 signs. An empty text is all paper. */
export function parseDrawing(text: string): Float32Array | null {
  const lines = text.trim() === '' ? [] : text.trim().split(/\s*\n\s*/);
  if (lines.length === 0) return new Float32Array(pixelCount);
  if (lines.length !== side || lines.some((line) => !/^[.1-9]{28}$/.test(line))) return null;
  return Float32Array.from(lines.join(''), (sign) => (sign === paper ? 0 : Number(sign) / levels));
}

/** Whether a picture, [784], is all paper. */
export function isBlank(pixels: ArrayLike<number>): boolean {
  return Array.from(pixels).every((ink) => ink === 0);
}

/** By how many whole pixels a picture has to move so that its centre of mass lies in the middle, as in the digits stored. */
export function toMiddle(pixels: ArrayLike<number>): { readonly right: number; readonly down: number } {
  let [mass, across, along] = [0, 0, 0];
  for (let i = 0; i < pixelCount; i++) {
    mass += pixels[i];
    across += pixels[i] * (i % side);
    along += pixels[i] * Math.floor(i / side);
  }
  if (mass === 0) return { right: 0, down: 0 };
  const middle = (side - 1) / 2;
  return { right: Math.round(middle - across / mass), down: Math.round(middle - along / mass) };
}
