import { spawnSync } from 'node:child_process';

/**
 * What a compressor needs for each byte of `heldOut` once it has seen `training`: the size of both as `xz -9e` packs
 * them, less the size of the training text, in bits per byte. Needs `xz` (xz-utils) on the PATH.
 */
export function xzBitsPerByte(training: Uint8Array, heldOut: Uint8Array): number {
  const added = xzSize(Buffer.concat([training, heldOut])) - xzSize(training);
  return (added * 8) / heldOut.length;
}

function xzSize(bytes: Uint8Array): number {
  const { error, status, stdout, stderr } = spawnSync('xz', ['-9e', '--stdout'], { input: bytes, maxBuffer: 2 ** 30 });
  if (error) throw error;
  if (status !== 0) throw new Error(`xz failed: ${stderr}`);
  return stdout.length;
}
