import { bytesOf, pixels } from '../view.ts';

type Rgb = readonly [red: number, green: number, blue: number];

const paper: Rgb = [255, 255, 255];
const ink: Rgb = [17, 17, 17];
const cold: Rgb = [26, 102, 204];
const warm: Rgb = [204, 92, 0];

/** The colour of each of 256 values: paper to ink, or cold over white to warm. */
function palette(range: 'grey' | 'signed'): Rgb[] {
  const between = (from: Rgb, to: Rgb, share: number) =>
    from.map((channel, i) => Math.round(channel + (to[i] - channel) * share)) as unknown as Rgb;
  return Array.from({ length: 256 }, (_, value) => {
    if (range === 'grey') return between(paper, ink, value / 255);
    return value < 128 ? between(paper, cold, (128 - value) / 128) : between(paper, warm, (value - 128) / 127);
  });
}

/** A small picture as the address of a bitmap (BMP, 8 bits a pixel), which everything that shows images knows. */
export function bitmapAddress(base64: string, width: number, height: number, range: 'grey' | 'signed'): string {
  const data = bytesOf(base64);
  const line = Math.ceil(width / 4) * 4;
  const [header, colours] = [54, 1024];
  const file = new Uint8Array(header + colours + line * height);
  const view = new DataView(file.buffer);
  file.set([0x42, 0x4d]);
  view.setUint32(2, file.length, true);
  view.setUint32(10, header + colours, true);
  view.setUint32(14, 40, true);
  view.setInt32(18, width, true);
  view.setInt32(22, height, true);
  view.setUint16(26, 1, true);
  view.setUint16(28, 8, true);
  for (const [value, [red, green, blue]] of palette(range).entries())
    file.set([blue, green, red, 0], header + 4 * value);
  // From the lowest line up.
  for (let y = 0; y < height; y++) {
    file.set(data.subarray(y * width, (y + 1) * width), header + colours + line * (height - 1 - y));
  }
  return `data:image/bmp;base64,${pixels(file)}`;
}
