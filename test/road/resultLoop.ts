// A second window: keeps results that it shares with the first, and results of its own, in the folder given, until it is killed.
import { RoadResults } from '../../src/road/results.node.ts';
import { bigResult, manyKeys } from './bigResult.ts';

const results = new RoadResults(process.argv[2]);
for (let round = 0; ; round++) {
  for (const key of manyKeys) results.put(key, bigResult(round));
  results.put(`only theirs ${round % manyKeys.length}`, bigResult(round));
  if (round === 0) process.send?.('all are there');
}
