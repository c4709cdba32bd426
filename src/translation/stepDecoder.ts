/** Writes some texts side by side, token by token. */
export interface StepDecoder {
  /** How many. */
  readonly beams: number;
  /**
   * Goes on with one token each.
   * @param tokens of each text
   * @param parents which of the texts so far each goes on
   * @returns logits after it, [V] each
   */
  advance(tokens: readonly number[], parents: readonly number[]): Promise<readonly Float32Array[]>;
}
