import { numberField, textField, textsField, type JsonObject } from '../../core/text/json.ts';
import { ownValue } from '../../core/text/keys.ts';
import { Secret } from '../../core/secret.ts';
import type { StoredTokens } from '../stores.ts';

/** @returns the tokens as plain data, secrets revealed: the one place where they leave for the disk. */
export function writeTokensJson(tokens: StoredTokens): JsonObject {
  return {
    ...tokens,
    accessToken: tokens.accessToken.reveal(),
    refreshToken: tokens.refreshToken?.reveal(),
  };
}

/** Every field that is read here; the type has the compiler miss none. */
const fields: Readonly<Record<keyof StoredTokens, true>> = {
  kind: true,
  accessToken: true,
  refreshToken: true,
  accessExpiresAt: true,
  refreshExpiresAt: true,
  obtainedAt: true,
  refreshedAt: true,
  userId: true,
  vehicleIds: true,
  askedScope: true,
  edition: true,
  origin: true,
};
export const tokenFields: readonly string[] = Object.keys(fields);

const kinds: ReadonlySet<string> = new Set(['smartcar-v2', 'smartcar-v3', 'texture']);

/** @returns the tokens, or undefined if the data is not what {@link writeTokensJson} wrote. */
export function readTokensJson(data: JsonObject): StoredTokens | undefined {
  const kind = textField(data, 'kind');
  const accessToken = textField(data, 'accessToken');
  const origin = textField(data, 'origin');
  const obtainedAt = numberField(data, 'obtainedAt');
  if (!isKind(kind) || accessToken === undefined || origin === undefined || obtainedAt === undefined) return undefined;
  const refreshToken = textField(data, 'refreshToken');
  return {
    kind,
    accessToken: new Secret(accessToken),
    origin,
    obtainedAt,
    refreshToken: refreshToken === undefined ? undefined : new Secret(refreshToken),
    accessExpiresAt: timeField(data, 'accessExpiresAt', obtainedAt),
    refreshExpiresAt: timeField(data, 'refreshExpiresAt', obtainedAt),
    refreshedAt: timeField(data, 'refreshedAt', obtainedAt),
    userId: textField(data, 'userId'),
    askedScope: textField(data, 'askedScope'),
    edition: textField(data, 'edition'),
    vehicleIds: Array.isArray(data['vehicleIds']) ? textsField(data, 'vehicleIds') : undefined,
  };
}

/** Last moment that a date can name (ECMA-262, time values). */
const lastTimeMs = 8.64e15;

/** @returns the time; where the file names one that is none, that of the grant: such a token is not fresh */
function timeField(data: JsonObject, name: string, obtainedAt: number): number | undefined {
  const told = ownValue(data, name);
  if (told === undefined || told === null) return undefined;
  const time = numberField(data, name);
  return time !== undefined && time >= 0 && time <= lastTimeMs ? time : obtainedAt;
}

function isKind(kind: string | undefined): kind is StoredTokens['kind'] {
  return kind !== undefined && kinds.has(kind);
}
