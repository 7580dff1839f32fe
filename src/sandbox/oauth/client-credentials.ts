import { timingSafeEqual } from 'node:crypto';
import type { SandboxRequest } from '../http/message.ts';

/** Credentials as a client sent them. */
export interface SentCredentials {
  readonly id: string;
  readonly secret: string;
}

/**
 * Reads client credentials from Basic authentication or from the form.
 * @returns every reading of them: whether Basic credentials are form-encoded (RFC 6749 §2.3.1) or raw
 * is decided differently by clients, and whether Smartcar decodes them is unconfirmed. Empty if there are none.
 */
export function readCredentials(request: SandboxRequest, form: URLSearchParams): readonly SentCredentials[] {
  const header = request.headers['authorization'];
  if (header !== undefined) return readBasic(header);
  const id = form.get('client_id');
  const secret = form.get('client_secret');
  return id === null || secret === null ? [] : [{ id, secret }];
}

/** @returns true when the request says that its body is JSON. */
export function isJson(request: SandboxRequest): boolean {
  return /^application\/json/i.test(request.headers['content-type'] ?? '');
}

/** @returns the parameters of a form or of a JSON object; `undefined` if the body is neither. */
export function readTokenBody(request: SandboxRequest): URLSearchParams | undefined {
  if (!isJson(request)) return new URLSearchParams(request.body);
  try {
    const value: unknown = JSON.parse(request.body);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    const texts = Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
    return new URLSearchParams(texts);
  } catch {
    return undefined;
  }
}

/** @returns the readings of a Basic header; empty if it is none. */
export function readBasic(header: string): readonly SentCredentials[] {
  const encoded = /^basic +([A-Za-z0-9+/=_-]+) *$/i.exec(header)?.[1];
  if (encoded === undefined) return [];
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  if (colon < 0) return [];
  const raw = { id: text.slice(0, colon), secret: text.slice(colon + 1) };
  if (!/[%+]/.test(text)) return [raw];
  return [raw, { id: formDecode(raw.id), secret: formDecode(raw.secret) }];
}

/** @returns true when both texts are equal; texts of one length take the same time wherever they differ. */
export function sameSecret(left: string, right: string): boolean {
  const [leftBytes, rightBytes] = [Buffer.from(left), Buffer.from(right)];
  return leftBytes.length === rightBytes.length && timingSafeEqual(leftBytes, rightBytes);
}

function formDecode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}
