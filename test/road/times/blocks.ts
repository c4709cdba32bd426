import fs from 'node:fs';
import path from 'node:path';
import { fencesIn } from '../../../src/road/block/fences.ts';
import { parseBlock } from '../../../src/road/block/parseBlock.ts';
import { resultKey } from '../../../src/road/block/writeBlock.ts';
import type { Experiment } from '../../../src/road/experiment.ts';
import type { Settings } from '../../../src/road/field.ts';
import { root } from '../../harness/paths.ts';

/** A block of a chapter that computes something. */
interface TimedBlock {
  readonly file: string;
  /** Counted from 1. */
  readonly number: number;
  readonly experiment: Experiment;
  readonly settings: Settings;
  /** Under which its time is kept: the experiment, and those settings that say how much is to be done. */
  readonly key: string;
}

/** Seconds of one core that each block took, by its key. Made by measure.ts. */
export const timesFile = path.join(root, 'test/road/times/times.json');

export function blocksOf(language: 'en' | 'zh-cn'): TimedBlock[] {
  const folder = path.join(root, 'media/road', language);
  return fs.readdirSync(folder).flatMap((name) => {
    const file = path.join(folder, name);
    return fencesIn(fs.readFileSync(file, 'utf8')).flatMap(({ body, index }): TimedBlock[] => {
      const { block } = parseBlock(body);
      if (block?.kind !== 'experiment') return [];
      const { experiment, settings } = block;
      const key = resultKey(experiment.name, amounts(experiment, settings));
      return [{ file, number: index + 1, experiment, settings, key }];
    });
  });
}

/** Whole numbers and lists of numbers; rates, words and seeds take no time. */
function amounts({ fields }: Experiment, settings: Settings): Settings {
  const isAmount = (name: string) => name !== 'seed' && ['whole', 'numbers'].includes(fields[name].kind);
  return Object.fromEntries(Object.entries(settings).filter(([name]) => isAmount(name)));
}
