/** What ends a text, and what fills up a shorter one and begins what is written: as Marian's vocabularies have them. */
const endToken = '</s>';
const padToken = '<pad>';

/** The first tokens of both vocabularies of a new translator, in the order of their ids. */
export const translatorSpecials = [endToken, padToken] as const;

/** The same as config.json names them. */
export const translatorIds = {
  eos_token_id: translatorSpecials.indexOf(endToken),
  pad_token_id: translatorSpecials.indexOf(padToken),
  decoder_start_token_id: translatorSpecials.indexOf(padToken),
} as const;
