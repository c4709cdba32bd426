import { type ChildProcess, fork } from 'node:child_process';
import { createInterface } from 'node:readline';

export interface ForkedChild {
  readonly process: ChildProcess;
  /** Resolves when the process is gone, to why it went. */
  readonly ended: Promise<string>;
}

/**
 * Forks a script of ours, on whatever runs the extension host, and hands it its options as the first message.
 * @param log told every line that it prints
 */
export function forkChild(script: string, options: object, log: (line: string) => void): ForkedChild {
  const child = fork(script, [], {
    serialization: 'advanced',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    // Not the extension host's own: a debugger's port is taken.
    execArgv: [],
    // In Electron, what forks is Electron itself.
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
  });
  for (const stream of [child.stdout, child.stderr]) if (stream) createInterface({ input: stream }).on('line', log);
  const ended = new Promise<string>((resolve) => {
    // A process may fail more than once, and what nobody listens to is thrown.
    child.on('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`));
  });
  child.send(options, undefined, undefined, () => {});
  return { process: child, ended };
}
