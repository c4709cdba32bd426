import * as v from 'valibot';
import { activationChoices, fileFormats, type TakingRequests } from './taking.ts';
import { nothing, type Schemas } from './validation.ts';

/** A name that a file can have on every system, and that leads into no other folder. */
const name = v.pipe(v.string(), v.maxLength(120), v.regex(/^[^\\/:*?"<>|\p{Cc}.][^\\/:*?"<>|\p{Cc}]*$/u));

/** Characters, or bytes: of a picture of a very large page. */
const mostContent = 256 * 2 ** 20;

/** What every page asks to have something taken away. */
export const takingRequests: Schemas<TakingRequests> = {
  provenance: nothing,
  saveFile: v.strictObject({
    format: v.picklist(fileFormats),
    name,
    content: v.union([
      v.pipe(v.string(), v.maxLength(mostContent)),
      v.pipe(
        v.instance(Uint8Array),
        v.check(({ length }) => length <= mostContent),
      ),
    ]),
  }),
  saveView: v.strictObject({
    name,
    asked: v.pipe(
      v.array(v.strictObject({ method: v.pipe(v.string(), v.maxLength(100)), request: v.unknown() })),
      v.maxLength(10_000),
    ),
  }),
  saveActivations: v.strictObject({ name, which: v.picklist(activationChoices) }),
};
