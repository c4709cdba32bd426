import type { Runtime } from '../../src/engine/runtime.ts';
import { chooseRuntime } from '../../src/engine/runtimes/chooseRuntime.node.ts';

let chosen: Promise<Runtime> | undefined;

/** What runs graphs in the tests, on one thread. */
export function runtime(): Promise<Runtime> {
  chosen ??= chooseRuntime({ runtime: 'auto', threads: 1 });
  return chosen;
}
