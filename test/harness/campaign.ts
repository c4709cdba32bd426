import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Counts } from './countingReporter.ts';
import { runInHost } from './inHost.ts';
import { root } from './paths.ts';
import { runMocha } from './runMocha.ts';

// npm run campaign -- NAME [--seed N]: a run too long for npm test; how it went is kept in test/campaigns/NAME.json.
// A variable of the campaign that is set already stays: UNDERHOOD_ROAD=zh-cn/14 walks the last chapter in Chinese only.

interface Campaign {
  readonly what: string;
  readonly tests: string;
  /** What makes these tests longer than in npm test. */
  readonly env: Readonly<Record<string, string>>;
  /** Tests inside VS Code that belong to it: the beginning of their file's name in test/host. */
  readonly host?: string;
}

const campaigns: Readonly<Record<string, Campaign>> = {
  fuzz: {
    what: 'Hostile models, tokenizers, recipes, texts, blocks, saved views and messages: an error or a right answer each time',
    tests: 'test/{**/*{f,F}uzz,export/saved{View,Kinds}}.test.ts',
    env: { UNDERHOOD_FUZZ: '7500' },
  },
  soak: {
    what: 'A thousand runs, two hundred pages opened and closed, a hundred ends of the model process: nothing may grow or stay',
    tests: 'test/**/*soak*.test.ts',
    env: { UNDERHOOD_SOAK: '1000' },
    host: 'soak',
  },
  resume: {
    what: 'A training run killed at twenty moments and taken up again: it must end with the same weights, bit for bit',
    tests: 'test/trainingProcess/resume.test.ts',
    env: { UNDERHOOD_RESUMES: '20' },
  },
  recipe: {
    what: "nanoGPT's recipe for a CPU in full: the held-out loss must come to what nanoGPT's comes to",
    tests: 'test/training/run/nanogpt.test.ts',
    env: { UNDERHOOD_RECIPE_STEPS: '2000' },
  },
  themes: {
    what: 'Rules of accessibility, of all pages in all four themes',
    tests: 'test/ui/{*Access,roadPad}.test.ts',
    env: { UNDERHOOD_THEMES: 'all' },
  },
  network: {
    what: 'The system calls of ONNX Runtime for half a minute: it must reach for no network (needs strace)',
    tests: 'test/engine/telemetry.test.ts',
    env: { UNDERHOOD_WATCH_SECONDS: '30' },
  },
  packages: {
    what: 'The package of this machine, and the one for the rest: installed, each explains with its own runtime',
    tests: 'test/ui/workbenchPackage.test.ts',
    env: { UNDERHOOD_PACKAGES: 'all' },
  },
  road: {
    what: 'Every block of every chapter in both languages, in the workbench, with pictures in test/results/road',
    tests: 'test/ui/workbenchRoad.test.ts',
    env: { UNDERHOOD_ROAD: '.' },
  },
  trust: {
    what: 'A folder that is not trusted: what works in it, and what does not',
    tests: 'test/ui/workbenchTrust.test.ts',
    env: { UNDERHOOD_TRUST: '1' },
  },
  kill: {
    what: 'The model process killed at two hundred moments: it must come back each time',
    tests: 'test/**/*kill*.test.ts',
    env: { UNDERHOOD_KILLS: '200' },
  },
};

const hostTests = { folder: path.join(root, 'media/sample'), tests: path.join(root, 'dist/test/host/index.js') };

function git(...parameters: string[]): string {
  return execFileSync('git', parameters, { cwd: root, encoding: 'utf8' }).trim();
}

/** Runs tests inside VS Code, for up to three hours. */
function inHost(file: string, env: Readonly<Record<string, string>>): Promise<Counts> {
  return runInHost({ extension: root, ...hostTests, file, env, timeout: 3 * 3_600_000 });
}

function add(counts: Counts, others: Counts = { passed: 0, failed: 0, skipped: 0 }): Counts {
  return {
    passed: counts.passed + others.passed,
    failed: counts.failed + others.failed,
    skipped: counts.skipped + others.skipped,
  };
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { seed: { type: 'string' } } });
  const [name] = positionals;
  const campaign = campaigns[name];
  if (!campaign) {
    const known = Object.entries(campaigns).map(([key, { what }]) => `  ${key}  ${what}`);
    throw new Error(`npm run campaign -- NAME, where NAME is one of\n${known.join('\n')}`);
  }
  console.log(`${name}: ${campaign.what}.`);
  execFileSync(process.execPath, ['esbuild.js', '--tests'], { cwd: root, stdio: 'inherit' });
  const began = new Date();
  const own = Object.entries(campaign.env).map(([key, value]) => [key, process.env[key] ?? value]);
  const variables: Record<string, string> = {
    ...Object.fromEntries(own),
    ...(values.seed && { UNDERHOOD_SEED: values.seed }),
  };
  const records = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'underhood-campaign-')), 'records');
  const env = { ...variables, UNDERHOOD_RECORDS: records };
  const parameters = [campaign.tests, '--ignore', 'test/host/**', '--timeout', '0'];
  const counts = add(await runMocha(parameters, env), campaign.host ? await inHost(campaign.host, env) : undefined);
  const recorded = fs.existsSync(records) ? fs.readFileSync(records, 'utf8').trim().split('\n') : [];
  fs.rmSync(path.dirname(records), { recursive: true });
  const record = {
    campaign: name,
    what: campaign.what,
    began: began.toISOString(),
    seconds: Math.round((Date.now() - began.getTime()) / 1000),
    commit:
      git('rev-parse', '--short', 'HEAD') +
      (git('status', '--porcelain', '--', '.', ':!test/campaigns') ? ', with changes' : ''),
    machine: `${os.cpus().length} × ${os.cpus()[0]?.model.trim()}, ${Math.round(os.totalmem() / 2 ** 30)} GiB`,
    node: `${process.version} ${process.platform}-${process.arch}`,
    variables,
    ...counts,
    // What tests say of themselves, a line each.
    ...(recorded.length > 0 && { measured: recorded.map((line) => JSON.parse(line)) }),
  };
  const file = path.join(root, 'test/campaigns', `${name}.json`);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, `${JSON.stringify(record, null, 2)}\n`);
  console.log(`Recorded in ${path.relative(root, file)}.`);
  process.exit(counts.failed > 0 || counts.passed === 0 ? 1 : 0);
}

main().catch((error) => {
  console.error((error as Error).message);
  process.exit(1);
});
