import { appendFileSync } from 'node:fs';

/** Notes what a test measured in the record of the campaign that it runs in; nothing outside of one. */
export function record(measured: object): void {
  const file = process.env.UNDERHOOD_RECORDS;
  if (file) appendFileSync(file, `${JSON.stringify(measured)}\n`);
}
