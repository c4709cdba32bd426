import { parseArgs } from 'node:util';
import type { RuntimeName } from '../engine/runtime.ts';
import { UnderhoodError } from '../errors.ts';
import { type Language, languageOf, sentence } from '../localisation.ts';

interface Usage {
  /** Printed for --help. */
  readonly usage: string;
  /** Names of the options, each of which takes a value. */
  readonly options: readonly string[];
  /** Names of the options that take none. */
  readonly flags?: readonly string[];
  /** Name under which the one argument that is not an option is handed over; absent: there is none. */
  readonly argument?: string;
}
/** A flag that was given is an empty string. */
export type Options = Readonly<Record<string, string | undefined>>;

/**
 * Runs an npm script: what `run` answers, if anything, is printed, as one line of JSON unless it is text; a failure as one
 * sentence on the error stream, with exit code 1.
 */
export async function runCommand(
  { usage, options, flags = [], argument }: Usage,
  run: (options: Options) => Promise<unknown>,
): Promise<void> {
  try {
    const given = parse(options, flags, argument);
    const answer = given ? await run(given) : usage;
    if (answer !== undefined) console.log(typeof answer === 'string' ? answer : JSON.stringify(answer));
  } catch (error) {
    console.error(sentence(language(), error));
    process.exitCode = 1;
  }
}

/** Of whoever runs the script. */
export function language(): Language {
  return languageOf(process.env.LC_ALL ?? process.env.LANG ?? 'en');
}

/** A number. Not given: `otherwise`, or an error where there is none. */
export function numberNamed(options: Options, name: string, otherwise?: number): number {
  if (options[name] === undefined && otherwise !== undefined) return otherwise;
  const value = required(options, name);
  const number = Number(value);
  if (value.trim() === '' || Number.isNaN(number)) throw new UnderhoodError('cli.number', { option: name, value });
  return number;
}

/** A whole number from 0 on. Not given: `otherwise`, or an error where there is none. */
export function countNamed(options: Options, name: string, otherwise?: number): number {
  if (options[name] === undefined && otherwise !== undefined) return otherwise;
  const value = required(options, name);
  if (!/^\d{1,9}$/.test(value)) throw new UnderhoodError('cli.count', { option: name, value });
  return Number(value);
}

/** The value of an option that must be given. */
export function required(options: Options, name: string): string {
  const value = options[name];
  if (value === undefined || value === '') throw new UnderhoodError('cli.missing', { option: name });
  return value;
}

/** The runtime of a name. Throws UnderhoodError where there is none. */
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
function parse(names: readonly string[], flags: readonly string[], argument: string | undefined): Options | undefined {
  const options: Record<string, { readonly type: 'string' | 'boolean' }> = { help: { type: 'boolean' } };
  for (const name of names) options[name] = { type: 'string' };
  for (const name of flags) options[name] = { type: 'boolean' };
  try {
    const { values, positionals } = parseArgs({ options, allowPositionals: argument !== undefined });
    if (values.help) return undefined;
    const given = Object.entries(values).map(([name, value]) => [name, value === true ? '' : value]);
    return { ...Object.fromEntries(given), ...(argument && { [argument]: positionals[0] }) };
  } catch (error) {
    throw new UnderhoodError('cli.arguments', { detail: error instanceof Error ? error.message : String(error) });
  }
}
