import { spawn } from 'node:child_process';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

/** What a program makes of some bytes. */
interface OtherCompressor {
  readonly name: string;
  readonly bytes: number;
}

/** What programs that everybody has make of the same bytes: `xz` where it is there, and what Node brings, at their best. */
export async function otherCompressors(bytes: Uint8Array): Promise<OtherCompressor[]> {
  const xz = await xzLength(bytes);
  const zipped = await promisify(gzip)(bytes, { level: 9 });
  const brotli = await promisify(brotliCompress)(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  });
  return [
    ...(xz === undefined ? [] : [{ name: 'xz -9e', bytes: xz }]),
    { name: 'brotli -q 11', bytes: brotli.length },
    { name: 'gzip -9', bytes: zipped.length },
  ];
}

/** Bytes that `xz -9e` writes; undefined where there is no such program. */
function xzLength(bytes: Uint8Array): Promise<number | undefined> {
  return new Promise((resolve) => {
    const child = spawn('xz', ['-9e', '--stdout'], { stdio: ['pipe', 'pipe', 'ignore'] });
    let length = 0;
    child.on('error', () => resolve(undefined));
    child.stdin.on('error', () => {}); // It closed its end: its exit code tells.
    child.stdout.on('data', (chunk: Uint8Array) => {
      length += chunk.length;
    });
    child.on('close', (code) => resolve(code === 0 ? length : undefined));
    child.stdin.end(bytes);
  });
}
