// What package.json contributes must work where it is offered. Every rule gives sentences; none means all is well.

interface Command {
  readonly command: string;
  readonly enablement?: string;
}

interface MenuEntry {
  readonly command: string;
  readonly when?: string;
}

interface Keybinding {
  readonly command: string;
  readonly key: string;
  readonly mac?: string;
  readonly win?: string;
  readonly linux?: string;
  readonly when?: string;
}

interface Setting {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly enumDescriptions?: readonly string[];
  readonly default?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly pattern?: string;
  readonly scope?: string;
  readonly order?: number;
  readonly markdownDescription?: string;
}

export interface Contributions {
  readonly commands: readonly Command[];
  readonly menus: Readonly<Record<string, readonly MenuEntry[]>>;
  readonly keybindings: readonly Keybinding[];
  readonly configuration: { readonly properties: Readonly<Record<string, Setting>> };
}

/** What VS Code itself binds on one system: commands by key. */
export type DefaultKeys = Readonly<Record<string, readonly string[]>>;
export type System = 'linux' | 'mac' | 'win';

/**
 * A command of the palette can be chosen only where it works: it says where, or is listed as one that works anywhere. Menus
 * name commands that there are, and keys and menus of the editor say when.
 */
export function commandsWork(
  { commands, menus, keybindings }: Pick<Contributions, 'commands' | 'menus' | 'keybindings'>,
  anywhere: readonly string[],
): string[] {
  const problems: string[] = [];
  const inPalette = new Map((menus.commandPalette ?? []).map(({ command, when }) => [command, when]));
  for (const { command, enablement } of commands) {
    const isBound = enablement !== undefined || inPalette.get(command) !== undefined;
    if (isBound && anywhere.includes(command))
      problems.push(`${command} is listed as working anywhere, and says where.`);
    if (!isBound && !anywhere.includes(command)) problems.push(`${command} can be chosen where it cannot work.`);
  }
  const ids = commands.map(({ command }) => command);
  for (const [menu, entries] of Object.entries(menus)) {
    for (const { command, when } of entries) {
      if (!ids.includes(command)) problems.push(`The menu ${menu} names ${command}, which is no command.`);
      if (!when) problems.push(`The menu ${menu} shows ${command} everywhere.`);
    }
  }
  for (const { command, when } of keybindings) {
    if (!ids.includes(command)) problems.push(`A key is bound to ${command}, which is no command.`);
    if (!when) problems.push(`The key of ${command} takes effect everywhere.`);
  }
  for (const command of anywhere) if (!ids.includes(command)) problems.push(`${command} is listed, but no command.`);
  return problems;
}

/** The commands that such clauses can be told by: names of our own that nothing sets would never be true. */
export function contextKeysAreSet(contributes: object, sources: readonly string[]): string[] {
  const clauses: string[] = [];
  const visit = (value: unknown, property: string): void => {
    if (typeof value === 'string') {
      if (property === 'when' || property === 'enablement') clauses.push(value);
      else if (value.startsWith('onContext:')) clauses.push(value.slice('onContext:'.length));
    } else if (Array.isArray(value)) for (const item of value) visit(item, property);
    else if (value && typeof value === 'object') for (const [name, child] of Object.entries(value)) visit(child, name);
  };
  visit(contributes, '');
  // What stands behind an operator is a value: the name of a view, say.
  const names = clauses.flatMap((clause) =>
    [...clause.matchAll(/(?<![=~] ?\/?\^?)\bunderhood\.[\w.]+/g)].map(([name]) => name),
  );
  const text = sources.join('\n');
  const prefixes = [...text.matchAll(/setContext\(`(underhood\.[\w.]*)\$\{/g)].map(([, prefix]) => prefix);
  return [...new Set(names)]
    .filter((name) => !text.includes(`setContext('${name}'`) && !prefixes.some((prefix) => name.startsWith(prefix)))
    .map((name) => `Nothing sets ${name}, which package.json asks about.`);
}

/** What texts of the manifest lead to is there: commands, with arguments that can be read, and files. */
export function textsLeadSomewhere(
  texts: Readonly<Record<string, string>>,
  commands: readonly string[],
  isFile: (path: string) => boolean,
): string[] {
  const problems: string[] = [];
  for (const [key, text] of Object.entries(texts)) {
    for (const [, command, parameters] of text.matchAll(/\(command:([\w.]+)(?:\?([^)]*))?\)/g)) {
      if (!commands.includes(command)) problems.push(`“${key}” leads to ${command}, which is no command.`);
      if (parameters !== undefined && !isList(parameters)) problems.push(`“${key}” hands over ${parameters}, no list.`);
    }
    if (/^(\.\/)?media\/\S+$/.test(text) && !isFile(text)) problems.push(`“${key}” names ${text}, which is no file.`);
  }
  return problems;
}

function isList(encoded: string): boolean {
  try {
    return Array.isArray(JSON.parse(decodeURIComponent(encoded)));
  } catch {
    return false;
  }
}

/** Every setting has a description, an order of its own, a scope, a default that it allows, and limits where it can. */
export function settingsAreWhole(properties: Readonly<Record<string, Setting>>): string[] {
  const problems: string[] = [];
  const orders = new Set<number>();
  for (const [name, setting] of Object.entries(properties)) {
    const say = (text: string) => void problems.push(`The setting ${name} ${text}.`);
    const { order, type, minimum, maximum, enum: options } = setting;
    if (!setting.markdownDescription) say('is not explained');
    if (!setting.scope) say('has no scope');
    if (order === undefined || orders.has(order)) say('has no place of its own');
    else orders.add(order);
    if (options) {
      if (setting.enumDescriptions?.length !== options.length) say('does not explain each of its values');
      if (!options.includes(setting.default)) say('has a default that it does not allow');
    } else if (type === 'integer' || type === 'number') {
      const value = setting.default;
      if (minimum === undefined || maximum === undefined) say('has no limits');
      else if (typeof value !== 'number' || value < minimum || value > maximum) say('has a default beyond its limits');
    } else if (type === 'string') {
      if (setting.pattern === undefined) say('takes any text');
      else if (!new RegExp(setting.pattern).test(String(setting.default))) say('has a default that it does not allow');
    } else if (type !== typeof setting.default) say('has a default of another type');
  }
  return problems;
}

/** Our keys are none of VS Code's own, on any system, nor the beginning of one, nor is one of its the beginning of ours. */
export function keysAreFree(
  keybindings: readonly Keybinding[],
  defaults: Readonly<Record<System, DefaultKeys>>,
): string[] {
  return Object.entries(defaults).flatMap(([system, bound]) =>
    keybindings.flatMap((binding) => {
      const key = binding[system as System] ?? binding.key;
      const [first] = key.split(' ');
      return Object.entries(bound)
        .filter(([other]) => other === key || other.startsWith(`${key} `) || (other === first && other !== key))
        .flatMap(([other, commands]) => commands.map((command) => ({ other, command })))
        .filter(({ other, command }) => other !== first || !harmless.includes(command))
        .map(({ other, command }) => `On ${system}, ${other} is ${command}: ${binding.command} cannot have ${key}.`);
    }),
  );
}

/** Commands on the first key of a chord that only take effect outside the text of an editor. */
const harmless = [
  'workbench.action.terminal.clear',
  'workbench.debug.panel.action.clearReplAction',
  'markdown.editor.deleteLineRight', // Of the custom editor for Markdown.
];
