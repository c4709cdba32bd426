/** UTF-16 units of blocks in one document: a chapter has some ten thousand. */
const mostInDocument = 60_000;

/** Lets only so many blocks of a document be read: each takes a moment, and whoever writes a document can write thousands. */
export class Appetite {
  #read = 0;

  /** Whether another block is to be read. */
  takes(body: string): boolean {
    if (this.#read + body.length > mostInDocument) return false;
    this.#read += body.length;
    return true;
  }
}
