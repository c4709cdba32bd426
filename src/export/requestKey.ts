/** The same for requests that ask for the same, in whichever order they name it. */
export function requestKey(method: string, request: unknown): string {
  const sorted = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(sorted);
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
    return Object.fromEntries(entries.sort(([one], [other]) => (one < other ? -1 : 1)).map(([k, x]) => [k, sorted(x)]));
  };
  return `${method} ${JSON.stringify(sorted(request))}`;
}
