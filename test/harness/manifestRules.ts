// What package.json, its texts and the sources must agree on. Every rule gives sentences; none means all is well.

export type Texts = Readonly<Record<string, string>>;
export type Messages = Readonly<Record<string, Texts>>;

const LANGUAGES = ['en', 'zh-cn'];
/** Properties of the manifest that people read. */
const READ_BY_PEOPLE =
  /^(displayName|(short|contextual)?[tT]itle|category|label|name|(markdown)?[dD]escription|enumDescriptions|contents|altText)$/;

/** Every `%key%` has a text in both languages, every text is used, and nothing a person reads is written in place. */
export function manifestTexts(manifest: object, nls: Readonly<Record<string, Texts>>): string[] {
  const used = new Set<string>();
  const problems: string[] = [];
  const visit = (value: unknown, property: string, path: string) => {
    if (typeof value === 'string') {
      const key = /^%(.+)%$/.exec(value)?.[1];
      if (key) used.add(key);
      else if (READ_BY_PEOPLE.test(property) && path.startsWith('contributes') && /\p{L}/u.test(value)) {
        problems.push(`package.json: ${path} is written in place; it must be a %key% of package.nls.json.`);
      }
    } else if (Array.isArray(value)) value.forEach((item, index) => void visit(item, property, `${path}[${index}]`));
    else if (value && typeof value === 'object') {
      for (const [name, child] of Object.entries(value)) visit(child, name, path ? `${path}.${name}` : name);
    }
  };
  visit(manifest, '', '');
  for (const [file, texts] of Object.entries(nls)) {
    for (const key of used) {
      if (!texts[key]?.trim()) problems.push(`${file} has no text for %${key}%, which package.json uses.`);
    }
    for (const key of Object.keys(texts)) {
      if (!used.has(key)) problems.push(`${file} has “${key}”, which package.json does not use.`);
    }
  }
  return problems;
}

/**
 * No setting is taken from a folder that is opened, which may be anybody's: each is the person's or the machine's, or is
 * named as restricted to folders that are trusted.
 */
export function settingScopes(
  settings: Readonly<Record<string, { readonly scope?: string }>>,
  restricted: readonly string[],
): string[] {
  return Object.entries(settings)
    .filter(([name, { scope }]) => !['application', 'machine'].includes(scope ?? '') && !restricted.includes(name))
    .map(([name]) => `package.json: ${name} can be set by any folder; give it the scope “application” or “machine”.`);
}

/** The commands that the manifest contributes are the commands that the extension registers. */
export function commandTable(contributed: readonly string[], registered: readonly string[]): string[] {
  return [
    ...contributed
      .filter((id) => !registered.includes(id))
      .map((id) => `package.json contributes ${id}, which src/commands does not register.`),
    ...registered
      .filter((id) => !contributed.includes(id))
      .map((id) => `src/commands registers ${id}, which package.json does not contribute.`),
  ];
}

/** The `{name}`s of a message, sorted, each once. */
function placeholders(text: string): string {
  return [...new Set(text.match(/\{\w+\}/g) ?? [])].sort().join(' ');
}

/** Every message is there in both languages, with the same parameters, and in one file only. */
export function messages(files: Readonly<Record<string, Messages>>): string[] {
  const problems: string[] = [];
  const home = new Map<string, string>();
  for (const [file, entries] of Object.entries(files)) {
    for (const [key, texts] of Object.entries(entries)) {
      const other = home.get(key);
      if (other) problems.push(`“${key}” is both in ${other} and in ${file}.`);
      home.set(key, file);
      const missing = LANGUAGES.filter((language) => !texts[language]?.trim());
      if (missing.length > 0) problems.push(`${file}: “${key}” lacks ${missing.join(' and ')}.`);
      else if (placeholders(texts.en) !== placeholders(texts['zh-cn'])) {
        problems.push(
          `${file}: “${key}” has {${placeholders(texts.en)}} in English and {${placeholders(texts['zh-cn'])}} in Chinese.`,
        );
      }
      const unknown = Object.keys(texts).filter((language) => !LANGUAGES.includes(language));
      if (unknown.length > 0) problems.push(`${file}: “${key}” has the unknown language ${unknown.join(', ')}.`);
    }
  }
  return problems;
}

/** Keys that no source names, whole or put together as in `role.${name}`. */
export function unusedMessages(files: Readonly<Record<string, Messages>>, sources: readonly string[]): string[] {
  const text = sources.join('\n');
  const parts = [...text.matchAll(/`([\w.-]{3,})\$\{[^}`]*\}([\w.-]*)`/g)].map(([, before, after]) => [before, after]);
  const named = (key: string) =>
    new RegExp(`(['"\`])${key.replaceAll('.', '\\.')}\\1|\\b${key}:`).test(text) ||
    parts.some(([before, after]) => key.startsWith(before) && key.endsWith(after));
  return Object.entries(files).flatMap(([file, entries]) =>
    Object.keys(entries)
      .filter((key) => !named(key))
      .map((key) => `${file}: no source names “${key}”.`),
  );
}

interface Package {
  readonly version: string;
  readonly engines: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

/** The oldest VS Code that is supported is the one whose API is compiled against, and the versions agree. */
export function versions(manifest: Package, lock: { readonly version: string }, changelog?: string): string[] {
  const problems: string[] = [];
  const minor = (range: string) => /\d+\.\d+/.exec(range)?.[0];
  const engine = manifest.engines.vscode;
  const types = manifest.devDependencies['@types/vscode'];
  if (minor(engine) !== minor(types)) problems.push(`engines.vscode is ${engine}, but @types/vscode is ${types}.`);
  if (lock.version !== manifest.version) {
    problems.push(`package-lock.json is of version ${lock.version}, package.json of ${manifest.version}.`);
  }
  if (changelog !== undefined && !/^## \[Unreleased\]/m.test(changelog)) {
    if (!changelog.includes(`## [${manifest.version}]`)) {
      problems.push(`CHANGELOG.md has no section “## [${manifest.version}]”.`);
    }
  }
  return problems;
}

/**
 * Whatever is read together says once that a 词元 is what English calls a token.
 * @param partOf what a text is read with: its page or its experiment, by the beginning of its key
 */
export function firstMentions(file: string, messages: Messages, partOf = (key: string) => key.split('.')[0]): string[] {
  const texts = new Map<string, string>();
  for (const [key, { 'zh-cn': text = '' }] of Object.entries(messages)) {
    const page = partOf(key);
    texts.set(page, `${texts.get(page) ?? ''}\n${text}`);
  }
  return [...texts]
    .filter(([, text]) => text.includes('词元') && !text.includes('词元（token）'))
    .map(([page]) => `${file}: “${page}” says 词元, and 词元（token） nowhere.`);
}

/** What is written once in each language, as files, is there in both. @param files their names, by the folder of a language */
export function twins(files: Readonly<Record<string, readonly string[]>>): string[] {
  const all = new Set(Object.values(files).flat());
  return Object.entries(files).flatMap(([folder, names]) =>
    [...all].filter((name) => !names.includes(name)).map((name) => `${folder} has no ${name}.`),
  );
}

/** Files to look at twice; a warning. */
export function longFiles(sources: Readonly<Record<string, string>>, limit = 400): string[] {
  return Object.entries(sources)
    .map(([file, source]) => [file, source.split('\n').length - 1] as const)
    .filter(([, lines]) => lines > limit)
    .map(([file, lines]) => `${file} has ${lines} lines; look twice at more than ${limit}.`);
}
