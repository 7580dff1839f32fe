import type { ProviderId } from '../core/providers/ids.ts';
import type { ProviderEdition } from '../core/providers/provider.ts';
import { findEdition, findProvider, providers } from '../core/providers/registry.ts';
import type { SmartcarPermission } from '../core/providers/smartcar/permissions.ts';
import { parseBox, type BoxId } from '../core/tesla/boxes.ts';
import { ConsentError } from './consent-error.ts';
import { checkText, checkTexts, quote } from './input.ts';

/** A permission that an app asks for. Editors offer Smartcar's names; those of another provider are texts, too. */
export type Permission = SmartcarPermission | (string & {});

/**
 * Permissions as they stand in the `scope` of a Connect URL: one text with spaces or commas, or a list. Each may carry
 * `required:`.
 */
export type Scope = string | readonly (Permission | `required:${SmartcarPermission}`)[];

/** Whose table of permissions and boxes counts. */
export interface TableOptions {
  /** Through whom the app reaches Tesla; `smartcar` by default. */
  readonly provider?: ProviderId | undefined;
  /** A published state of the table, such as `2023-12`; the newest by default. */
  readonly edition?: string | undefined;
}

/** @throws ConsentError UNKNOWN_PROVIDER, UNKNOWN_EDITION, INVALID_VALUE */
export function chooseTable({ provider = 'smartcar', edition }: TableOptions): ProviderEdition {
  const known = findProvider(checkText(provider, 'provider', 100));
  if (known === undefined) {
    const ids = providers.map(({ id }) => id).join(', ');
    throw new ConsentError('UNKNOWN_PROVIDER', `There is no provider ${quote(provider)}; there are ${ids}.`);
  }
  const table = findEdition(known, edition === undefined ? undefined : checkText(edition, 'edition', 100));
  if (table !== undefined) return { provider: known, edition: table };
  const ids = known.editions.map(({ id }) => id).join(', ');
  throw new ConsentError('UNKNOWN_EDITION', `${known.name} has no table ${quote(edition)}; there are ${ids}.`);
}

/**
 * Reads boxes by Tesla's label, another spelling or scope id.
 * @throws ConsentError UNKNOWN_BOX, INVALID_VALUE
 */
export function readBoxes(boxes: readonly string[], name: string): ReadonlySet<BoxId> {
  return new Set(checkTexts(boxes, name, 100).map(readBox));
}

function readBox(text: string): BoxId {
  const box = parseBox(text);
  if (box === undefined) {
    throw new ConsentError('UNKNOWN_BOX', `${quote(text)} is not a box of Tesla's consent screen.`);
  }
  return box;
}
