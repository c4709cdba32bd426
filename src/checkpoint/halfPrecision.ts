// The 16-bit floats in which checkpoints are stored. All work is done on bit patterns, so that NaN payloads survive.
// binary16: 1 sign bit, 5 of exponent (bias 15), 10 of mantissa. bfloat16: the upper half of an f32.

let table: Uint32Array | undefined;

/** binary16 to f32, exactly. `halves` and the result have the same length. */
export function fromHalf(halves: Uint16Array): Float32Array {
  table ??= Uint32Array.from({ length: 0x10000 }, (_, half) => floatBits(half));
  const floats = new Float32Array(halves.length);
  const bits = new Uint32Array(floats.buffer);
  for (let at = 0; at < halves.length; at++) bits[at] = table[halves[at]];
  return floats;
}

/** f32 to binary16: to the nearest, ties to even; beyond 65,520 to infinity. */
export function toHalf(floats: Float32Array): Uint16Array {
  const bits = new Uint32Array(floats.buffer, floats.byteOffset, floats.length);
  const halves = new Uint16Array(floats.length);
  for (let at = 0; at < halves.length; at++) halves[at] = halfBits(bits[at]);
  return halves;
}

/** bfloat16 to f32, exactly. */
export function fromBfloat16(upperHalves: Uint16Array): Float32Array {
  const floats = new Float32Array(upperHalves.length);
  const bits = new Uint32Array(floats.buffer);
  for (let at = 0; at < upperHalves.length; at++) bits[at] = upperHalves[at] << 16;
  return floats;
}

function floatBits(half: number): number {
  const sign = (half & 0x8000) << 16;
  const exponent = (half >>> 10) & 0x1f;
  const mantissa = half & 0x3ff;
  if (exponent === 0x1f) return sign | 0x7f800000 | (mantissa << 13);
  if (exponent > 0) return sign | ((exponent + 112) << 23) | (mantissa << 13);
  if (mantissa === 0) return sign;
  // Subnormal: mantissa · 2⁻²⁴. Its leading bit becomes the implicit one of the f32.
  const shift = Math.clz32(mantissa) - 8;
  return sign | ((126 - shift) << 23) | ((mantissa << shift) & 0x7fffff);
}

function halfBits(float: number): number {
  const sign = (float >>> 16) & 0x8000;
  const magnitude = float & 0x7fffffff;
  if (magnitude > 0x7f800000) return sign | 0x7c00 | ((magnitude >>> 13) & 0x3ff || 1);
  if (magnitude >= 0x47800000) return sign | 0x7c00;
  // 2⁻¹⁴, the least normal number: rounding up may carry into the exponent, which is then right, up to infinity.
  if (magnitude >= 0x38800000) return sign | roundedShift(magnitude - 0x38000000, 13);
  const shift = 126 - (magnitude >>> 23);
  return shift > 24 ? sign : sign | roundedShift((magnitude & 0x7fffff) | 0x800000, shift);
}

/** `value` / 2^`shift`, to the nearest, ties to even. */
function roundedShift(value: number, shift: number): number {
  const odd = (value >>> shift) & 1;
  return (value + (1 << (shift - 1)) - 1 + odd) >>> shift;
}
