import { parseArgs } from 'node:util';
import type { RuntimeName } from '../engine/runtime.ts';
import { UnderhoodError } from '../errors.ts';
import { languageOf, sentence } from '../localisation.ts';

export interface Usage {
  /** Printed for --help. */
  readonly usage: string;
  /** Names of the options, each of which takes a value. */
  readonly options: readonly string[];
  /** Name under which the one argument that is not an option is handed over; absent: there is none. */
  readonly argument?: string;
}
export type Options = Readonly<Record<string, string | undefined>>;

/**
 * Runs an npm script: what `run` answers is printed as one line of JSON; a failure as one sentence on the error stream,
 * with exit code 1.
 */
export async function runCommand(
  { usage, options, argument }: Usage,
  run: (options: Options) => Promise<unknown>,
): Promise<void> {
  try {
    const given = parse(options, argument);
    console.log(given ? JSON.stringify(await run(given)) : usage);
  } catch (error) {
    console.error(sentence(languageOf(process.env.LC_ALL ?? process.env.LANG ?? 'en'), error));
    process.exitCode = 1;
  }
}

/** The value of an option that must be given. */
export function required(options: Options, name: string): string {
  const value = options[name];
  if (value === undefined || value === '') throw new UnderhoodError('cli.missing', { option: name });
  return value;
}

export function runtimeNamed(name = 'auto'): RuntimeName | 'auto' {
  switch (name) {
    case 'auto':
    case 'onnxruntime-node':
    case 'onnxruntime-web':
    case 'tensorflow':
      return name;
    default:
      throw new UnderhoodError('cli.runtime', { name });
  }
}

/** @returns undefined where help is asked for */
function parse(names: readonly string[], argument: string | undefined): Options | undefined {
  const options = Object.fromEntries(names.map((name) => [name, { type: 'string' as const }]));
  try {
    const { values, positionals } = parseArgs({
      options: { ...options, help: { type: 'boolean' } },
      allowPositionals: argument !== undefined,
    });
    const { help, ...given } = values;
    return help ? undefined : { ...(given as Options), ...(argument && { [argument]: positionals[0] }) };
  } catch (error) {
    throw new UnderhoodError('cli.arguments', { detail: error instanceof Error ? error.message : String(error) });
  }
}
