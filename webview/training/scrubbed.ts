/** Where an arrow, Home, End or a page leads from an evaluation; null where the key means nothing here. */
export function scrubbed(index: number, count: number, key: string): number | null {
  const stride = Math.max(1, Math.round(count / 10));
  const target: Record<string, number> = {
    ArrowLeft: index - 1,
    ArrowDown: index - 1,
    ArrowRight: index + 1,
    ArrowUp: index + 1,
    PageDown: index - stride,
    PageUp: index + stride,
    Home: 0,
    End: count - 1,
  };
  return key in target ? Math.max(0, Math.min(count - 1, target[key])) : null;
}
