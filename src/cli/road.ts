import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { chooseRuntime } from '../engine/runtimes/chooseRuntime.node.ts';
import { UnderhoodError } from '../errors.ts';
import { runBlocks } from '../road/headless.node.ts';
import { countNamed, language, required, runCommand, runtimeNamed } from './command.ts';

const usage = `npm run -s road -- FILE.md [--block N] [--views]

Runs the hood blocks of a Markdown file, and prints what came out of each as a line of JSON.

  --block    only this one, counted from 1
  --views    the numbers of its pictures as well
  --model    a Hugging Face folder for experiments that look into a model; otherwise the one that comes with Underhood
  --runtime  onnxruntime-node, onnxruntime-web or tensorflow; otherwise the best that there is
  --threads  0, as where it is not given: as many as the machine has cores`;

const options = ['block', 'model', 'runtime', 'threads'];

runCommand({ usage, options, flags: ['views'], argument: 'file' }, async (given) => {
  const file = path.resolve(required(given, 'file'));
  const text = await readFile(file, 'utf8').catch(({ code }) => {
    throw new UnderhoodError('road.unreadable', { file, detail: code });
  });
  const beside = (...names: string[]) => path.join(__dirname, '../..', ...names);
  const threads = countNamed(given, 'threads', 0);
  let ran = 0;
  for await (const { outcome, ...result } of runBlocks(text, {
    file,
    only: given.block === undefined ? undefined : countNamed(given, 'block'),
    model: given.model ?? beside('media/models/underhood-small'),
    digits: beside('dist/digits.bin.gz'),
    language: language(),
    runtime: () => chooseRuntime({ runtime: runtimeNamed(given.runtime), threads }),
  })) {
    ran++;
    if (result.problems) process.exitCode = 1;
    console.log(JSON.stringify(given.views === undefined ? result : { ...result, views: outcome?.views }));
  }
  if (ran === 0) throw new UnderhoodError('road.noBlock');
});
