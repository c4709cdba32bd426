// The few globals that both Node and browsers have and that the pure core may use.
declare class TextEncoder {
  encode(text: string): Uint8Array;
}
declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
  decode(bytes?: Uint8Array, options?: { stream?: boolean }): string;
}
declare const performance: { now(): number };
declare function setTimeout(callback: () => void, milliseconds: number): unknown;
