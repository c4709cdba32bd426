// Writes models 0, 1, 2… into the folder given, one after the other, until it is killed.
import { writeCheckpoint } from '../../src/checkpoint/writeFolder.node.ts';
import { numbered } from './numberedCheckpoint.ts';

async function writeForever(folder: string): Promise<never> {
  for (let number = 0; ; number++) {
    await writeCheckpoint(folder, numbered(number), 'f32');
    if (number === 0) process.send?.('started');
  }
}

void writeForever(process.argv[2]);
