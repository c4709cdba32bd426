/** With which code a promise is rejected before anything else can happen in this process; otherwise what became of it. */
export function inThisTurn(promise: Promise<unknown>): Promise<string> {
  const settled = promise.then(
    () => 'it was done',
    ({ code }: { readonly code: string }) => code,
  );
  return Promise.race([settled, new Promise<string>((resolve) => setImmediate(resolve, 'it was not settled yet'))]);
}
