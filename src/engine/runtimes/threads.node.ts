import { readdirSync, readFileSync } from 'node:fs';
import os from 'node:os';

/** More threads than this gain little on the models that are looked at here, and take the machine from the editor. */
const limit = 8;

/** The number of threads to compute with where the user leaves it open: one for each physical core, 8 at most. */
export function automaticThreads(): number {
  return Math.max(1, Math.min(limit, physicalCores(), os.availableParallelism()));
}

function physicalCores(): number {
  if (process.platform === 'linux') return linuxCores() ?? os.availableParallelism();
  // Two hardware threads share a core on x64; Arm has none of that.
  const processors = os.cpus().length;
  return process.arch === 'x64' && processors > 2 ? Math.ceil(processors / 2) : processors;
}

/** Sets of hardware threads that share a core, counted; undefined where the kernel does not tell. */
function linuxCores(): number | undefined {
  const folder = '/sys/devices/system/cpu';
  try {
    const processors = readdirSync(folder).filter((name) => /^cpu\d+$/.test(name));
    const siblings = processors.map((name) => readFileSync(`${folder}/${name}/topology/thread_siblings_list`, 'utf8'));
    return new Set(siblings).size || undefined;
  } catch {
    return undefined;
  }
}
