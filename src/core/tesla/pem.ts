/** One block between a BEGIN and its END line. */
interface PemBlock {
  readonly label: string;
  /** The block with both its lines, for a parser of keys. */
  readonly text: string;
}

/** A text taken apart at its PEM blocks. */
export interface PemReading {
  readonly blocks: readonly PemBlock[];
  /** What stands outside all blocks, without blanks and line ends. */
  readonly outside: string;
  /** A BEGIN line without its END line, or the reverse. */
  readonly broken: boolean;
}

const block = /-----BEGIN ([^\r\n]{1,64}?)-----[^-]*-----END \1-----/g;
const boundary = /-----(?:BEGIN|END) [^\r\n]{1,64}?-----/;

/** Takes a text apart. Blocks are recognised by their lines alone; whether a key is in them is another question. */
export function parsePem(text: string): PemReading {
  const blocks = [...text.matchAll(block)].map((match) => ({ label: match[1] ?? '', text: match[0] }));
  const outside = text.replace(block, '');
  return { blocks, outside: outside.trim(), broken: boundary.test(outside) };
}

/** @returns true for labels under which private keys are kept. */
export function isPrivateLabel(label: string): boolean {
  return label.endsWith('PRIVATE KEY');
}
