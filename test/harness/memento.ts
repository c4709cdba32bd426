import type { Memento } from 'vscode';

/** A memory as VS Code gives one to extensions: what is kept is a copy. */
export function memory(): Memento {
  const held = new Map<string, unknown>();
  return {
    keys: () => [...held.keys()],
    get: <T>(key: string, fallback?: T) => (held.has(key) ? held.get(key) : fallback) as T,
    async update(key: string, value: unknown) {
      held.set(key, structuredClone(value));
    },
  };
}
