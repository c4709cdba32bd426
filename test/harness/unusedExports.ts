import path from 'node:path';

/**
 * What files export and no other file imports, each as `file: name`: whoever reads an `export` looks for its users. A file
 * that is imported whole (`import * as`, `import()`) is taken as used in all that it exports.
 * @param sources by path, as imports name them
 */
export function unusedExports(sources: ReadonlyMap<string, string>): string[] {
  const used = new Set([...sources].flatMap(([file, text]) => importedBy(file, text)));
  return [...sources].flatMap(([file, text]) =>
    used.has(whole(file))
      ? []
      : exportedBy(text)
          .map((name) => `${file}: ${name}`)
          .filter((name) => !used.has(name)),
  );
}

function whole(file: string): string {
  return `${file}: *`;
}

function exportedBy(text: string): string[] {
  const declarations = text.matchAll(
    /^export (?:async |abstract )*(?:const|let|function|class|interface|type|enum)\*? (\w+)/gm,
  );
  const lists = text.matchAll(/^export (?:type )?\{([^}]*)\}/gm);
  return [
    ...[...declarations].map(([, name]) => name),
    ...[...lists].flatMap(([, list]) => namesIn(list).map(({ visible }) => visible)),
  ];
}

function importedBy(file: string, text: string): string[] {
  const from = (name: string) => path.posix.join(path.posix.dirname(file), name);
  const lists = text.matchAll(/^(?:import|export) (?:type )?\{([^}]*)\} from '(\.[^']+)'/gm);
  const all = text.matchAll(/(?:^import \* as \w+ from |^export \* from |\bimport\()'(\.[^']+)'/gm);
  return [
    ...[...lists].flatMap(([, list, name]) => namesIn(list).map(({ original }) => `${from(name)}: ${original}`)),
    ...[...all].map(([, name]) => whole(from(name))),
  ];
}

/** The names of a list in braces: in the file that declares them, and where they are seen. */
function namesIn(list: string): { readonly original: string; readonly visible: string }[] {
  return [...list.matchAll(/(?:type )?\b(\w+)(?: as (\w+))?/g)].map(([, original, visible = original]) => ({
    original,
    visible,
  }));
}
