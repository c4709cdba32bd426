import path from 'node:path';
import { chooseRuntime } from '../engine/runtimes/chooseRuntime.node.ts';
import { UnderhoodError } from '../errors.ts';
import { collapseOf, largestGap } from '../positions/raceVerdict.ts';
import type { SchemeName } from '../positions/scheme.ts';
import { type RaceSettings, raceCorpora, raceStart } from '../protocol/race.ts';
import { Race } from '../training/race/race.node.ts';
import { raceName } from '../training/race/raceFile.node.ts';
import { countNamed, required, runCommand } from './command.ts';

const usage = `npm run race -- --out FOLDER [--corpus CORPUS] [--steps N] [--seed N] [--threads N]

Trains the same small model once with each position scheme, or goes on where an earlier run of the same race ended, and
keeps models and results in a folder inside FOLDER. Prints one line of JSON for each scheme that is through, and a last one
with what came of the essay's claim: losses are in nats per token. Ctrl+C ends it after the step under way.

  --corpus   ${raceCorpora.join(', ')}; ${raceStart.corpus} where it is not given
  --steps    of each model; ${raceStart.steps} where it is not given
  --seed     of data, weights and batches; ${raceStart.seed} where it is not given
  --threads  as many as the machine has cores where it is not given`;

runCommand({ usage, options: ['out', 'corpus', 'steps', 'seed', 'threads'] }, async (options) => {
  const corpus = options.corpus ?? raceStart.corpus;
  const known = raceCorpora.find((name) => name === corpus);
  if (!known) throw new UnderhoodError('cli.corpus', { name: corpus, known: raceCorpora.join(', ') });
  const settings: RaceSettings = {
    corpus: known,
    steps: countNamed(options, 'steps', raceStart.steps),
    seed: countNamed(options, 'seed', raceStart.seed),
  };
  const folder = path.join(path.resolve(required(options, 'out')), raceName(settings));
  const threads = countNamed(options, 'threads', 0);
  const told = new Set<SchemeName>();
  const race = await Race.open(
    folder,
    settings,
    () => chooseRuntime({ runtime: 'auto', threads }),
    ({ contestants }) => {
      for (const { scheme, phase, evaluations, byPosition, seconds, error } of contestants) {
        if ((!byPosition && phase !== 'failed') || told.has(scheme)) continue;
        told.add(scheme);
        const { within, beyond } = byPosition ?? {};
        const heldOut = evaluations.at(-1)?.loss;
        console.log(JSON.stringify({ scheme, heldOut, within, beyond, seconds: Math.round(seconds), error }));
      }
    },
  );
  process.once('SIGINT', () => void race.stop());
  await race.start();
  await race.ended;
  const { phase, error, contestants } = race.state;
  if (error) throw new UnderhoodError(error.code, error.parameters);
  const of = (scheme: SchemeName) => contestants.find((contestant) => contestant.scheme === scheme);
  return {
    folder,
    phase,
    collapse: collapseOf((scheme) => of(scheme)?.byPosition),
    indexAgainstNone: largestGap(of('index')?.evaluations ?? [], of('none')?.evaluations ?? []),
  };
});
