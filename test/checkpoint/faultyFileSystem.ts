import fs from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';

type Operation = (...parameters: never[]) => Promise<unknown>;

const names = ['mkdir', 'open', 'rename', 'rm', 'rmdir'] as const;

/** How a file system fails: from which changing operation on (counted from 0), once or for good, and with which code. */
interface Fault {
  readonly at: number;
  /** As after SIGKILL: nothing at all happens from there on. Otherwise only that one operation fails. */
  readonly forGood: boolean;
  readonly code: string;
}

/** Runs `action` on a file system that writes at most so many bytes at a call, as one that is nearly full may. */
export async function withShortWrites(most: number, action: () => Promise<unknown>): Promise<void> {
  const { promises } = fs;
  const { open } = promises;
  promises.open = async (...parameters) => {
    const handle = await open(...parameters);
    const write = handle.write as (bytes: Uint8Array, from: number, length: number, at: number) => Promise<unknown>;
    const short: typeof write = (bytes, from, length, at) =>
      write.call(handle, bytes, from, Math.min(most, length), at);
    return Object.assign(handle, { write: short });
  };
  syncBuiltinESMExports();
  try {
    await action();
  } finally {
    promises.open = open;
    syncBuiltinESMExports();
  }
}

/**
 * Runs `action` on a file system that fails, and gives the number of changing operations that it asked for. A write that
 * fails leaves half of its bytes behind.
 */
export async function withFault(fault: Fault, action: () => Promise<unknown>): Promise<number> {
  let count = 0;
  const fails = () => {
    const number = count++;
    return fault.forGood ? number >= fault.at : number === fault.at;
  };
  const failure = () => Object.assign(new Error(fault.code), { code: fault.code, syscall: 'write' });
  const promises = fs.promises as unknown as Record<(typeof names)[number], Operation>;
  const originals = { ...promises };

  const faultyHandle = (handle: FileHandle) => {
    const { appendFile, sync } = handle;
    handle.appendFile = async (data) => {
      if (!fails()) return appendFile.call(handle, data);
      await appendFile.call(handle, (data as Uint8Array).subarray(0, (data as Uint8Array).length / 2));
      throw failure();
    };
    handle.sync = async () => {
      if (fails()) throw failure();
      return sync.call(handle);
    };
    return handle;
  };

  for (const name of names) {
    promises[name] = async (...parameters) => {
      if (fails()) throw failure();
      const result = await originals[name](...parameters);
      return name === 'open' ? faultyHandle(result as FileHandle) : result;
    };
  }
  syncBuiltinESMExports();
  try {
    await action();
  } finally {
    Object.assign(promises, originals);
    syncBuiltinESMExports();
  }
  return count;
}
