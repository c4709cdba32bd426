import path from 'node:path';
import type { Counts } from './countingReporter.ts';
import { runInHost } from './inHost.ts';
import { root } from './paths.ts';
import { run } from './processes.ts';
import { runMocha } from './runMocha.ts';

/** One kind of test, run on its own. */
interface Level {
  /** What `npm test -- NAME` calls it. */
  readonly name: string;
  readonly title: string;
  run(): Promise<Counts>;
}

/** Files of tests that share nothing: two at a time take little more than half as long. */
const twoAtATime = ['--parallel', '--jobs', '2'];

/** What the README's own commands come to. They build anew what other tests run, and so have their own turn. */
const built = ['test/ui/workbenchPackage.test.ts', 'test/ui/workbenchStart.test.ts'];

/** From the fastest to the slowest. Those of one group run at the same time: what is in VS Code waits more than it computes. */
export const groups: readonly (readonly Level[])[] = [
  [{ name: 'checks', title: 'Types, lint, manifest', run: checks }],
  [
    {
      name: 'unit',
      title: 'Plain Node',
      run: () => runMocha(['test/**/*.test.ts', '--ignore', 'test/{host,ui}/**', ...twoAtATime]),
    },
  ],
  [
    {
      name: 'pages',
      title: 'Pages in Chromium',
      run: () => runMocha(['test/ui/**/*.test.ts', '--ignore', 'test/ui/**/workbench*', ...twoAtATime]),
    },
  ],
  [
    { name: 'host', title: 'Inside VS Code', run: inHost },
    {
      name: 'workbench',
      title: 'The VS Code workbench',
      run: () => runMocha(['test/ui/**/workbench*.test.ts', ...built.flatMap((file) => ['--ignore', file])]),
    },
  ],
  [{ name: 'product', title: 'What is started and what is installed', run: () => runMocha(built) }],
];

async function checks(): Promise<Counts> {
  const failed: string[] = [];
  const scripts = ['check:types', 'lint', 'check:manifest'];
  for (const script of scripts) {
    const windows = process.platform === 'win32';
    const code = await run(windows ? 'npm.cmd' : 'npm', ['run', '-s', script], { cwd: root, shell: windows });
    console.log(`  ${code === 0 ? '✔' : '✘'} npm run ${script}`);
    if (code !== 0) failed.push(script);
  }
  return { passed: scripts.length - failed.length, failed: failed.length, skipped: 0 };
}

function inHost(): Promise<Counts> {
  return runInHost({
    extension: root,
    folder: path.join(root, 'media/sample'),
    tests: path.join(root, 'dist/test/host/index.js'),
  });
}
