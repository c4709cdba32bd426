import path from 'node:path';

/**
 * Files that import each other in a circle, each circle sorted: modules in one are evaluated in an order that depends on
 * which is imported first. What is imported as a type only does not count: nothing is left of it when the code runs.
 * @param sources by path, as imports name them
 */
export function importCircles(sources: ReadonlyMap<string, string>): string[][] {
  const imports = new Map([...sources].map(([file, text]) => [file, importedBy(file, text)]));
  const reachedFrom = (start: string) => {
    const reached = new Set<string>();
    const open = [start];
    for (let file = open.pop(); file !== undefined; file = open.pop()) {
      for (const next of imports.get(file) ?? []) if (!reached.has(next)) open.push(next);
      for (const next of imports.get(file) ?? []) reached.add(next);
    }
    return reached;
  };
  const reached = new Map([...imports.keys()].map((file) => [file, reachedFrom(file)]));
  const circles = [...reached]
    .filter(([file, own]) => own.has(file))
    .map(([file, own]) => [...own].filter((other) => reached.get(other)?.has(file)).sort());
  return [...new Map(circles.map((circle) => [circle.join(), circle])).values()];
}

function importedBy(file: string, text: string): string[] {
  const statements = text.matchAll(/^(?:import|export) (?!type )([^;]*?) ?from '(\.[^']+)'/gms);
  return [...statements]
    .filter(([, names]) => !/^\{(?:\s*type \w+(?: as \w+)?,?)+\s*\}$/.test(names))
    .map(([, , name]) => path.posix.join(path.posix.dirname(file), name));
}
