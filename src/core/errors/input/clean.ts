import { redacted } from '../../secret.ts';

const secretPatterns: readonly RegExp[] = [
  /(\b(?:bearer|basic)\s+)[^\s"',;]+/gi,
  /(["']?\b(?:code|state|access_token|refresh_token|accessToken|refreshToken|client_secret|clientSecret|token|secret|password|api[-_]?key|texture_scoped_key|scopedKey)\b["']?\s*[=:]\s*["']?)(?!null\b)[^\s"'&,;}]{6,}/gi,
  /()\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi,
  /()\b[A-Za-z0-9_-]{32,}\b(?!:)/g,
];

/**
 * Makes a pasted text fit to be shown: without control characters, secrets and identifiers that could be tokens.
 * @param limit characters kept
 */
export function cleanText(text: string, limit = 160): string {
  // Cut first: nothing beyond the limit needs to be looked at. Secrets that the cut splits are still matched.
  const head = text.slice(0, limit * 4);
  // Escape sequences of terminals, then whatever else is no printable character.
  const printable = head.replace(/\u001b\[[0-9;?]*[ -/]*[@-~]/g, '').replace(/[\p{Cc}\p{Cf}]+/gu, ' ');
  const safe = secretPatterns.reduce((shown, pattern) => shown.replace(pattern, `$1${redacted}`), printable);
  const flat = safe.replace(/\s+/g, ' ').trim();
  return flat.length <= limit ? flat : `${flat.slice(0, limit - 1)}…`;
}
