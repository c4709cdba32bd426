import type { Counts } from './countingReporter.ts';
import { groups } from './levels.ts';
import { root } from './paths.ts';
import { run } from './processes.ts';

// npm test [-- LEVEL…]: builds, runs every level (or the ones named), and closes with the sum over all of them.

const chosen = process.argv.slice(2);

function seconds(since: number): string {
  return `${((Date.now() - since) / 1000).toFixed(1)} s`;
}

function line({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

async function main(): Promise<void> {
  const levels = groups.flat();
  const unknown = chosen.filter((name) => !levels.some((level) => level.name === name));
  if (unknown.length > 0) {
    throw new Error(
      `No level is called ${unknown.join(', ')}; there are ${levels.map(({ name }) => name).join(', ')}.`,
    );
  }
  const total = { passed: 0, failed: 0, skipped: 0 };
  const lines: string[] = [];
  const perform = async (title: string, work: () => Promise<Counts>) => {
    console.log(`\n── ${title}`);
    const began = Date.now();
    let counts: Counts = { passed: 0, failed: 1, skipped: 0 };
    let note = '';
    try {
      counts = await work();
      if (counts.passed + counts.failed + counts.skipped === 0) throw new Error('There was no test.');
    } catch (error) {
      counts = { passed: 0, failed: 1, skipped: 0 };
      note = ` (could not run: ${(error as Error).message})`;
      console.error(`✘ ${title} could not run.\n`, error);
    }
    total.passed += counts.passed;
    total.failed += counts.failed;
    total.skipped += counts.skipped;
    lines.push(`${title}: ${line(counts)} in ${seconds(began)}${note}`);
  };

  await perform('Build', async () => {
    if ((await run(process.execPath, ['esbuild.js', '--tests'], { cwd: root })) !== 0)
      throw new Error('The build failed.');
    return { passed: 1, failed: 0, skipped: 0 };
  });
  for (const group of groups) {
    const wanted = group.filter(({ name }) => chosen.length === 0 || chosen.includes(name));
    await Promise.all(wanted.map((level) => perform(level.title, () => level.run())));
  }
  console.log(`\n── Summary\n${lines.join('\n')}\n`);
  console.log(line(total));
  process.exit(total.failed > 0 ? 1 : 0);
}

main().catch((error) => {
  console.error((error as Error).message);
  process.exit(1);
});
