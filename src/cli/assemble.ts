import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { assembleKernel } from '../training/optimizer/assembleKernel.node.ts';
import { runCommand } from './command.ts';

const usage = 'npm run assemble: writes src/training/optimizer/adamWKernel.ts anew from adamW.wat';

runCommand({ usage, options: [] }, async () => {
  const folder = path.join(__dirname, '../training/optimizer');
  const source = await readFile(path.join(folder, 'adamW.wat'), 'utf8');
  await writeFile(path.join(folder, 'adamWKernel.ts'), await assembleKernel(source));
  return { written: 'src/training/optimizer/adamWKernel.ts' };
});
