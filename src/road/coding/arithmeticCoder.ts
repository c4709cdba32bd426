import { totalFrequency } from './frequencies.ts';

/**
 * Arithmetic coding (Witten, Neal & Cleary 1987) with 32-bit registers: a text becomes one number within an interval that
 * shrinks by the probability of each symbol, so that it takes −log₂ of the whole text's probability in bits, plus two.
 */
const half = 2 ** 31;
const quarter = 2 ** 30;
const whole = 2 ** 32;

/** Where a symbol lies among all: [from, to) of `totalFrequency`. */
interface Share {
  readonly from: number;
  readonly to: number;
}

/** The interval [low, high], both included, that encoder and decoder narrow alike. */
class Interval {
  low = 0;
  high = whole - 1;

  narrow({ from, to }: Share): void {
    const range = this.high - this.low + 1;
    const { low } = this;
    this.low = low + Math.floor((range * from) / totalFrequency);
    this.high = low + Math.floor((range * to) / totalFrequency) - 1;
  }

  /**
   * Doubles the interval as long as it lies in one half, or around the middle.
   * @param onDoubled told what is taken from both ends first: 0, half or a quarter
   */
  widen(onDoubled: (taken: number) => void): void {
    for (;;) {
      const taken = this.#taken();
      if (taken === undefined) return;
      this.low = 2 * (this.low - taken);
      this.high = 2 * (this.high - taken) + 1;
      onDoubled(taken);
    }
  }

  #taken(): number | undefined {
    if (this.high < half) return 0;
    if (this.low >= half) return half;
    return this.low >= quarter && this.high < half + quarter ? quarter : undefined;
  }
}

function shareOf(frequencies: Uint32Array, symbol: number): Share {
  let from = 0;
  for (let i = 0; i < symbol; i++) from += frequencies[i];
  return { from, to: from + frequencies[symbol] };
}

/** Symbols to bytes, one after another, each by the frequencies that all symbols have at its place. */
export class ArithmeticEncoder {
  readonly #interval = new Interval();
  readonly #bytes: number[] = [];
  #byte = 0;
  #bits = 0;
  /** Bits that will be the opposite of the next one. */
  #pending = 0;

  /** @param frequencies of all symbols, as `frequenciesOf` makes them */
  encode(frequencies: Uint32Array, symbol: number): void {
    this.#interval.narrow(shareOf(frequencies, symbol));
    this.#interval.widen((taken) => {
      if (taken === quarter) this.#pending++;
      else this.#write(taken === half ? 1 : 0);
    });
  }

  finish(): Uint8Array {
    // One bit more, and those that it decides, name a quarter that lies within the interval.
    this.#pending++;
    this.#write(this.#interval.low < quarter ? 0 : 1);
    while (this.#bits > 0) this.#put(0);
    return Uint8Array.from(this.#bytes);
  }

  #write(bit: 0 | 1): void {
    this.#put(bit);
    for (; this.#pending > 0; this.#pending--) this.#put(bit === 1 ? 0 : 1);
  }

  #put(bit: 0 | 1): void {
    this.#byte = (this.#byte << 1) | bit;
    if (++this.#bits < 8) return;
    this.#bytes.push(this.#byte);
    this.#byte = 0;
    this.#bits = 0;
  }
}

/** The symbols of what an encoder wrote; how many there are, the bytes do not say. */
export class ArithmeticDecoder {
  readonly #interval = new Interval();
  #position = 0;
  #value = 0;

  constructor(private readonly bytes: Uint8Array) {
    for (let i = 0; i < 32; i++) this.#value = 2 * this.#value + this.#nextBit();
  }

  /** @param frequencies the same that the encoder was given at this place */
  decode(frequencies: Uint32Array): number {
    const { low, high } = this.#interval;
    const place = Math.floor(((this.#value - low + 1) * totalFrequency - 1) / (high - low + 1));
    let symbol = 0;
    let to = frequencies[0];
    while (to <= place) to += frequencies[++symbol];
    this.#interval.narrow({ from: to - frequencies[symbol], to });
    this.#interval.widen((taken) => {
      this.#value = 2 * (this.#value - taken) + this.#nextBit();
    });
    return symbol;
  }

  /** Behind the end are zeros, as the encoder left them out. */
  #nextBit(): number {
    const byte = this.bytes[this.#position >> 3] ?? 0;
    return (byte >> (7 - (this.#position++ & 7))) & 1;
  }
}
