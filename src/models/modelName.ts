/** The last name of a folder; in the Hugging Face cache (`…/models--owner--name/snapshots/REV`) its `owner/name`. */
export function modelName(folder: string): string {
  const names = folder.split(/[/\\]/).filter((name) => name !== '');
  const cached = names.at(-2) === 'snapshots' ? names.at(-3) : undefined;
  if (cached?.startsWith('models--')) return cached.slice('models--'.length).replace('--', '/');
  return names.at(-1) ?? folder;
}
