import type { Graph } from './graph.ts';
import type { Executable, Runtime } from './runtime.ts';

/** Compiles one graph after the other. Where one of them fails, those before it are released, and its error is thrown. */
export async function compileAll(runtime: Runtime, graphs: readonly Graph[]): Promise<Executable[]> {
  const executables: Executable[] = [];
  try {
    for (const graph of graphs) executables.push(await runtime.compile(graph));
  } catch (error) {
    for (const executable of executables) await executable.release();
    throw error;
  }
  return executables;
}
