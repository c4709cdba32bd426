/** Fields whose text is a folder or a file on the computer that a view is saved on. */
const placeFields = ['folder', 'recipe', 'system'];

type Fields = Readonly<Record<string, unknown>>;

/**
 * A message as a file holds it: without where on this computer models lie, which is nobody else's business. Whatever has a
 * folder is known by its name instead, by a number behind it where another one has the same; so are places in errors.
 */
export function withoutFolders<Held>(value: Held): Held {
  const names = new Map<string, string>();
  walk(value, (fields) => {
    for (const field of placeFields) {
      const place = fields[field];
      if (typeof place === 'string' && place !== '' && !names.has(place)) names.set(place, '');
    }
  });
  return names.size === 0 ? value : (replaced(value, namesOf(value, [...names.keys()])) as Held);
}

/** A name for each place: that of what lies there, or else the last part of its path. */
function namesOf(value: unknown, places: readonly string[]): ReadonlyMap<string, string> {
  const called = new Map<string, string>();
  walk(value, ({ folder, name }) => {
    if (typeof folder === 'string' && typeof name === 'string') called.set(folder, name);
  });
  const found = new Map<string, string>();
  for (const place of places) {
    const name = called.get(place) ?? place.split(/[/\\]/).findLast((part) => part !== '') ?? place;
    const taken = [...found.values()];
    let unlike = name;
    for (let number = 2; taken.includes(unlike); number += 1) unlike = `${name} (${number})`;
    found.set(place, unlike);
  }
  return found;
}

function replaced(value: unknown, names: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) return value.map((inner) => replaced(inner, names));
  if (!isFields(value)) return value;
  const entries = Object.entries(value).map(([field, inner]) => {
    if (typeof inner === 'string' && placeFields.includes(field)) return [field, names.get(inner) ?? inner];
    if (field === 'parameters' && isFields(inner)) return [field, withoutPlaces(inner, names)];
    return [field, replaced(inner, names)];
  });
  return Object.fromEntries(entries);
}

/** Parameters of a sentence may name a file in such a place. */
function withoutPlaces(parameters: Fields, names: ReadonlyMap<string, string>): Fields {
  const longestFirst = [...names].sort(([one], [other]) => other.length - one.length);
  const named = (text: string) => longestFirst.reduce((left, [place, name]) => left.replaceAll(place, name), text);
  return Object.fromEntries(
    Object.entries(parameters).map(([key, value]) => [key, typeof value === 'string' ? named(value) : value]),
  );
}

function walk(value: unknown, visit: (fields: Fields) => void): void {
  if (Array.isArray(value)) for (const inner of value) walk(inner, visit);
  else if (isFields(value)) {
    visit(value);
    for (const inner of Object.values(value)) walk(inner, visit);
  }
}

/** Lists of numbers hold no names. */
function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value);
}
