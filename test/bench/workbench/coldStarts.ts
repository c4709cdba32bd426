import fs from 'node:fs';
import { activationTime } from './activationTime.ts';
import { type Answer, BenchedVscode, type BenchedWindow, type Opened } from './windows.ts';

const rounds = 10;

/** The first command in a fresh window. */
interface ColdStart {
  readonly answer: Answer;
  /** Milliseconds that VS Code reports for activating the extension whose command it was. */
  readonly activation: number;
  /** Native modules that the extension host loaded meanwhile. Known on Linux only. */
  readonly natives: readonly string[];
}

type ColdStarts = Readonly<Record<Opened, readonly ColdStart[]>>;

let measured: Promise<ColdStarts> | undefined;

/** First commands in fresh windows, of either kind in turn. Measured once, for all benches that ask. */
export function coldStarts(): Promise<ColdStarts> {
  measured ??= measure();
  return measured;
}

async function measure(): Promise<ColdStarts> {
  const found: Record<Opened, ColdStart[]> = { empty: [], page: [] };
  const vscode = await BenchedVscode.start();
  try {
    for (let round = -1; round < rounds; round++) {
      for (const what of ['empty', 'page'] as const) {
        const window = await vscode.open();
        const start = await coldStart(window, what);
        if (round >= 0) found[what].push(start);
        await window.close();
      }
    }
    return found;
  } finally {
    await vscode.stop();
  }
}

async function coldStart(window: BenchedWindow, what: Opened): Promise<ColdStart> {
  await window.goTo(1);
  const before = nativeModules(window.host);
  const answer = await window.give(what);
  const natives = nativeModules(window.host).filter((name) => !before.includes(name));
  const name = { page: 'Underhood', empty: 'empty-webview' }[what];
  const activation = await activationTime(window.page, name);
  return { answer, activation, natives };
}

/** A loaded native module is a file that its process has mapped. */
function nativeModules(pid: number): string[] {
  if (process.platform !== 'linux') return [];
  return [...new Set(fs.readFileSync(`/proc/${pid}/maps`, 'utf8').match(/\/\S+\.(node|so)\b\S*$/gm))];
}
