/** Keyed with an application management token. The cryptography comes from outside: core has none. */
export interface WebhookSigner {
  /** @returns HMAC-SHA256 in lower-case hex; a text counts as its UTF-8 bytes */
  sign(content: string | Uint8Array): string;
  /** Compares without telling by its duration how much was right. */
  isSame(given: string, expected: string): boolean;
}

/** A body as it came. */
export interface WebhookBody {
  readonly bytes: Uint8Array;
  /** Null where the bytes are no UTF-8. */
  readonly text: string | null;
}

/** Name of the header, as Smartcar writes it; it may arrive in any case. */
export const signatureHeader = 'SC-Signature';
