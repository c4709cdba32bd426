/** The handler of a request without an answer: it is answered when the work is done. */
export function doing(work: () => unknown): () => Promise<null> {
  return async () => {
    await work();
    return null;
  };
}
