import type { Style } from '../terminal/style.ts';
import { item, paragraph } from '../terminal/text.ts';
import { printable } from '../terminal/printable.ts';
import type {
  TokenDocument,
  TokenRefreshDocument,
  TokenRemovalDocument,
  TokensDocument,
  TokenState,
} from '../documents/tokens.ts';
import { renderSteps, renderWarnings } from './steps.ts';

const meanings: Readonly<Record<TokenState, string>> = {
  fresh: 'usable now',
  stale: 'refreshed at the next use',
  expired: 'expired: authorize again',
};

const types = { 'smartcar-v2': 'user (v2)', 'smartcar-v3': 'application (v3)', texture: 'Texture key' } as const;

/** `token list`: newest first, values redacted. Keys stand on lines of their own, whole, to be copied. */
export function renderTokens(document: TokensDocument, style: Style): string {
  const { color } = style;
  const blocks = document.tokens.map((token) => {
    const until = [
      token.accessExpiresAt === null ? undefined : `access until ${minute(token.accessExpiresAt)} UTC`,
      token.refreshExpiresAt === null ? undefined : `refresh until ${minute(token.refreshExpiresAt)} UTC`,
    ].filter((end) => end !== undefined);
    const facts = [types[token.type], meanings[token.state], ...until].join(', ');
    return `${color.bold(printable(token.key))}\n${paragraph(style, facts, '  ')}`;
  });
  const where = document.store.backend === 'keychain' ? 'sealed by a key in the keychain' : document.store.location;
  return lines([
    ...(blocks.length === 0 ? ['No tokens are stored.'] : blocks),
    blocks.length === 0 ? undefined : `\n${color.dim(`Stored: ${where}`)}`,
    renderWarnings(document.warnings, style),
    renderSteps(document.next, style),
  ]);
}

/** `token show`. */
export function renderToken({ token, warnings, next }: TokenDocument, style: Style): string {
  const facts: readonly (readonly [string, string | null])[] = [
    ['Key', token.key],
    ['Token', types[token.type]],
    ['State', meanings[token.state]],
    ['Given by', token.origin],
    ['User', token.userId],
    ['Vehicles', token.vehicleIds.length === 0 ? null : token.vehicleIds.join(', ')],
    ['Asked scope', token.askedScope],
    ['Obtained', minute(token.obtainedAt)],
    [
      'Access token',
      `${token.accessToken}${token.accessExpiresAt === null ? '' : ` until ${minute(token.accessExpiresAt)}`}`,
    ],
    [
      'Refresh token',
      token.refreshToken &&
        `${token.refreshToken}${token.refreshExpiresAt === null ? '' : ` until ${minute(token.refreshExpiresAt)}`}`,
    ],
  ];
  const known = facts.filter((fact): fact is readonly [string, string] => fact[1] !== null);
  return lines([
    ...known.map(([name, value]) => `${style.color.bold(name.padEnd(14))}${printable(value)}`),
    renderWarnings(warnings, style),
    renderSteps(next, style),
  ]);
}

/** `token refresh`: one line for each. */
export function renderTokenRefresh(document: TokenRefreshDocument, style: Style): string {
  const { color, glyphs } = style;
  return lines([
    ...document.tokens.map(({ key, refreshed, accessExpiresAt, refreshExpiresAt }) => {
      // An application's token of v3 comes alone; whoever needs another asks for another.
      const renewed = refreshExpiresAt === null ? 'a new token is stored' : 'a new pair is stored';
      const until = accessExpiresAt === null ? '' : `, good until ${minute(accessExpiresAt)} UTC`;
      const outcome = refreshed
        ? renewed
        : 'kept, for it was renewed less than a minute ago; --force renews it all the same';
      return item(style, color.green(glyphs.ok), `${printable(key)}: ${outcome}${until}.`);
    }),
    renderWarnings(document.warnings, style),
    renderSteps(document.next, style),
  ]);
}

/** `token remove`. */
export function renderTokenRemoval(document: TokenRemovalDocument, style: Style): string {
  const removed = document.removed.map((key) =>
    item(style, style.color.green(style.glyphs.ok), `Removed ${printable(key)}.`),
  );
  return lines([
    ...(removed.length === 0 ? ['Nothing was stored.'] : removed),
    renderWarnings(document.warnings, style),
    renderSteps(document.next, style),
  ]);
}

/** `2026-11-21 20:15`. */
function minute(iso: string): string {
  return iso.slice(0, 16).replace('T', ' ');
}

function lines(parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined).join('\n');
}
