import path from 'node:path';
import type { Bench } from './bench.ts';
import { measurement } from './outcome.ts';
import { coldStarts } from './workbench/coldStarts.ts';

/** What VS Code waits for before the first command can run. */
export const activation: Bench = {
  name: 'activation',
  what: 'activating the extension, as VS Code reports it',
  async run() {
    const { page, empty } = await coldStarts();
    const natives = [...new Set(page.flatMap((start) => start.natives))].map((file) => path.basename(file));
    if (natives.length > 0) throw new Error(`The extension host loaded ${natives.join(', ')}.`);
    return {
      work: measurement(
        'Underhood',
        'ms',
        page.map((start) => start.activation),
      ),
      yardstick: measurement(
        'an extension of one command',
        'ms',
        empty.map((start) => start.activation),
      ),
      budget: { most: 50 },
      notes: ['no native module was loaded'],
    };
  },
};
