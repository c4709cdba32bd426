import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import fs from 'node:fs';

const windows = process.platform === 'win32';
const children = new Set<ChildProcess>();
const folders = new Set<string>();
let watching = false;

/**
 * Ends everything this process started, whatever way it ends itself: a server left behind would hold its port. Children
 * are asked, not killed, for they have children of their own to end.
 */
function watchForTheEnd(): void {
  if (watching) return;
  watching = true;
  process.on('exit', () => {
    for (const child of children) signal(child, 'SIGTERM');
    for (const folder of folders) fs.rmSync(folder, { recursive: true, force: true });
  });
  for (const [name, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const) {
    process.once(name, async () => {
      await Promise.all([...children].map((child) => stop(child)));
      process.exit(code);
    });
  }
}

/** Signals the whole group of a child started by `start`: a server's own children end with it. */
function signal(child: ChildProcess, name: NodeJS.Signals): void {
  try {
    if (windows) child.kill(name);
    else process.kill(-child.pid!, name);
  } catch {
    // It has ended already.
  }
}

/** Starts a program that must not outlive this process. */
export function start(command: string, parameters: readonly string[], options: SpawnOptions = {}): ChildProcess {
  watchForTheEnd();
  const child = spawn(command, parameters, { ...options, detached: !windows });
  children.add(child);
  child.once('exit', () => {
    signal(child, 'SIGTERM'); // What the program left behind in its group.
    children.delete(child);
  });
  return child;
}

/** Ends a program started by `start`; by force after `patience` milliseconds. */
export async function stop(child: ChildProcess, patience = 5000): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const timer = setTimeout(() => signal(child, 'SIGKILL'), patience);
  signal(child, 'SIGTERM');
  await ended;
  clearTimeout(timer);
}

/** Removes a folder when this process ends. */
export function removeAtTheEnd(folder: string): string {
  watchForTheEnd();
  folders.add(folder);
  return folder;
}

/** Runs a program with its output shown; the exit code, or 1 where it could not be started or was killed. */
export function run(command: string, parameters: readonly string[], options: SpawnOptions = {}): Promise<number> {
  const child = start(command, parameters, { stdio: ['ignore', 'inherit', 'inherit'], ...options });
  return new Promise((resolve) => {
    child.once('error', (error) => {
      console.error(error.message);
      resolve(1);
    });
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

/** Runs a program quietly; its output is shown only if it fails, as the reason. */
export async function runQuietly(
  command: string,
  parameters: readonly string[],
  options: SpawnOptions = {},
): Promise<string> {
  const child = start(command, parameters, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout!, child.stderr!]) {
    stream.setEncoding('utf8');
    stream.on('data', (text: string) => {
      output += text;
    });
  }
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) {
    throw new Error(`${[command, ...parameters].join(' ')} ended with ${code}:\n${output.slice(-4000)}`);
  }
  return output;
}

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

/** All processes; Linux tells without `ps`, which a bare machine may lack. */
async function allProcesses(): Promise<Process[]> {
  if (process.platform === 'linux') {
    return fs.readdirSync('/proc').flatMap((name) => {
      try {
        if (!/^\d+$/.test(name)) return [];
        const parent = Number(/^PPid:\s*(\d+)/m.exec(fs.readFileSync(`/proc/${name}/status`, 'utf8'))?.[1]);
        const command = fs.readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ');
        return [{ pid: Number(name), parent, command }];
      } catch {
        return []; // It ended meanwhile.
      }
    });
  }
  const table = await runQuietly('ps', ['-A', '-o', 'pid=,ppid=,args=']);
  return [...table.matchAll(/^\s*(\d+)\s+(\d+)\s+(.*)$/gm)].map(([, pid, parent, command]) => ({
    pid: Number(pid),
    parent: Number(parent),
    command,
  }));
}

/** The ids of the processes below `ancestor` whose command line contains `part`. Not on Windows. */
export async function descendants(ancestor: number, part: string): Promise<number[]> {
  const processes = await allProcesses();
  const below = new Set([ancestor]);
  for (let size = 0; size !== below.size; ) {
    size = below.size;
    for (const { pid, parent } of processes) if (below.has(parent)) below.add(pid);
  }
  below.delete(ancestor);
  return processes.filter(({ pid, command }) => below.has(pid) && command.includes(part)).map(({ pid }) => pid);
}
