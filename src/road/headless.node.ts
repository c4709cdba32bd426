import path from 'node:path';
import type { Runtime } from '../engine/runtime.ts';
import { type Language, sentence } from '../localisation.ts';
import { fencesIn } from './block/fences.ts';
import { parseBlock } from './block/parseBlock.ts';
import { nodeContext } from './context.node.ts';
import type { Outcome } from './experiment.ts';
import { roadText } from './message.ts';
import { RoadMemory } from './openModel.node.ts';
import { runExperiment } from './runs.ts';

interface Headless {
  /** The Markdown file, absolute. */
  readonly file: string;
  /** Its blocks to run, counted from 1; all where absent. */
  readonly only?: number;
  readonly model: string;
  readonly digits: string;
  readonly language: Language;
  readonly runtime: () => Promise<Runtime>;
}

/** What came of one block: `problems` where it could not run. */
interface HeadlessResult {
  readonly block: number;
  /** Of its fence, counted from 1. */
  readonly line: number;
  readonly problems?: readonly string[];
  readonly experiment?: string;
  readonly settings?: object;
  readonly headline?: string;
  readonly verdicts?: readonly { readonly claim: string; readonly verdict: string; readonly reason: string }[];
  readonly seconds?: number;
  readonly outcome?: Outcome;
}

/** Runs the blocks of a document one after another, without any window. Blocks that open pages are left out. */
export async function* runBlocks(text: string, headless: Headless): AsyncGenerator<HeadlessResult> {
  const memory = new RoadMemory(headless.digits, headless.runtime);
  try {
    for (const { index, firstLine, body } of fencesIn(text)) {
      const place = { block: index + 1, line: firstLine + 1 };
      if (headless.only !== undefined && headless.only !== place.block) continue;
      const { block, problems } = parseBlock(body);
      if (!block) yield { ...place, problems: problems.map(({ text }) => roadText(headless.language, text)) };
      else if (block.kind === 'experiment') {
        const { name: experiment, settings } = block;
        yield { ...place, experiment, settings, ...(await runOne(block, headless, memory)) };
      }
    }
  } finally {
    await memory.close();
  }
}

type Runnable = Extract<ReturnType<typeof parseBlock>['block'], { kind: 'experiment' }>;

async function runOne({ name, settings }: Runnable, { file, model, runtime, language }: Headless, memory: RoadMemory) {
  const context = nodeContext({
    folder: path.dirname(file),
    model: () => memory.model(model),
    digits: () => memory.digits(),
    runtime,
    step: async () => {},
  });
  const began = performance.now();
  try {
    const outcome = await runExperiment(name, settings, context);
    const say = (text: Outcome['headline']) => roadText(language, text);
    return {
      headline: say(outcome.headline),
      verdicts: outcome.verdicts?.map(({ claim, verdict, reason }) => {
        return { claim: say(claim), verdict, reason: say(reason) };
      }),
      seconds: Number(((performance.now() - began) / 1000).toFixed(2)),
      outcome,
    };
  } catch (error) {
    return { problems: [sentence(language, error)] };
  }
}
