import { StringDecoder } from 'node:string_decoder';

/** A text that comes in pieces of bytes. It is joined as it comes: pieces kept apart take a hundred bytes each. */
export class BoundedText {
  readonly #decoder = new StringDecoder('utf8');
  readonly #limit: number;
  #text = '';
  #size = 0;

  /** @param limit longest text, in bytes; of a longer one nothing more is kept */
  constructor(limit: number) {
    this.#limit = limit;
  }

  add(piece: Buffer): void {
    this.#size += piece.length;
    if (this.isTooLong) this.#text = '';
    else this.#text += this.#decoder.write(piece);
  }

  get isTooLong(): boolean {
    return this.#size > this.#limit;
  }

  /** @returns all of it, with nothing more to come */
  text(): string {
    return this.#text + this.#decoder.end();
  }
}
