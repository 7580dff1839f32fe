/** One element of DER. */
export interface DerElement {
  readonly tag: number;
  /** One character for each byte; less than was announced where the text is cut off. */
  readonly content: string;
}

export const derTags = { integer: 0x02, bitString: 0x03, octetString: 0x04, objectId: 0x06, sequence: 0x30 } as const;

/** No key or certificate has as many parts. */
const most = 16;

/** @returns what lies directly inside the SEQUENCE that the bytes begin with; nothing where they begin with none. */
export function derElements(bytes: string): readonly DerElement[] {
  const whole = elementAt(bytes, 0)?.element;
  if (whole?.tag !== derTags.sequence) return [];
  const elements: DerElement[] = [];
  let found = elementAt(whole.content, 0);
  while (found !== undefined && elements.length < most) {
    elements.push(found.element);
    found = elementAt(whole.content, found.end);
  }
  return elements;
}

/** @returns true for a public key in DER (a SubjectPublicKeyInfo). */
export function isPublicKeyDer(bytes: string): boolean {
  return tagsOf(bytes) === `${derTags.sequence} ${derTags.bitString}`;
}

/** @returns true for an X.509 certificate in DER. */
export function isCertificateDer(bytes: string): boolean {
  return tagsOf(bytes) === `${derTags.sequence} ${derTags.sequence} ${derTags.bitString}`;
}

function tagsOf(bytes: string): string {
  return derElements(bytes)
    .map(({ tag }) => tag)
    .join(' ');
}

function elementAt(bytes: string, at: number): { readonly element: DerElement; readonly end: number } | undefined {
  if (at + 1 >= bytes.length) return undefined;
  const first = bytes.charCodeAt(at + 1);
  const lengthBytes = first < 0x80 ? 0 : first - 0x80;
  // DER knows no open length, and nothing here is longer than three bytes can tell.
  if (first === 0x80 || lengthBytes > 3) return undefined;
  const from = at + 2 + lengthBytes;
  const length = lengthBytes === 0 ? first : numberOf(bytes.slice(at + 2, from));
  return { element: { tag: bytes.charCodeAt(at), content: bytes.slice(from, from + length) }, end: from + length };
}

function numberOf(bytes: string): number {
  return [...bytes].reduce((value, byte) => value * 256 + byte.charCodeAt(0), 0);
}
