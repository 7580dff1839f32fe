/**
 * Puts together bytes that come in pieces. Whoever sends them chooses how small the pieces are, and each piece that is
 * kept by itself takes a hundred bytes and more: here a text of single bytes takes no more than twice its length.
 */
export class ByteCollector {
  #buffer: Buffer = Buffer.alloc(0);
  #length = 0;

  add(piece: Uint8Array): void {
    const needed = this.#length + piece.length;
    if (needed > this.#buffer.length) {
      const grown = Buffer.allocUnsafe(Math.max(needed, 2 * this.#buffer.length));
      this.#buffer.copy(grown, 0, 0, this.#length);
      this.#buffer = grown;
    }
    this.#buffer.set(piece, this.#length);
    this.#length = needed;
  }

  get length(): number {
    return this.#length;
  }

  /** What has come so far; not a copy. */
  get bytes(): Buffer {
    return this.#buffer.subarray(0, this.#length);
  }
}
