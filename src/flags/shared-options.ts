import { providerIds } from '../core/providers/ids.ts';
import { smartcarEditions } from '../core/providers/smartcar/editions.ts';

// Options that several commands share word for word; each is taken as `.option(...providerOption)`.
export const providerOption = ['--provider <name>', listChoices(providerIds)] as const;

/** Every edition of Smartcar's table, the newest first, as help lists them. */
export const editionChoices = listChoices(smartcarEditions.map(({ id }) => id).toReversed());

export const editionOption = ['--edition <name>', `which published table: ${editionChoices}`] as const;

export const scopeOption = [
  '--scope <permissions>',
  'permissions as one string, separated by spaces or commas',
] as const;

export const allowUnknownOption = ['--allow-unknown', 'accept permissions outside the published list'] as const;

export const userOption = ['--user <id>', "only this user: Smartcar's user id, or your own (external_id)"] as const;

export const timeoutOption = ['--timeout <time>', 'how long to wait: 30, 30s, 5m (default)'] as const;

/** `A (default) or B`, `A (default), B or C` */
function listChoices([usual = '', ...others]: readonly string[]): string {
  const last = others.at(-1);
  const first = [`${usual} (default)`, ...others.slice(0, -1)].join(', ');
  return last === undefined ? first : `${first} or ${last}`;
}
