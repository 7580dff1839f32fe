import { CliError } from '../core/errors/cli-error.ts';
import { parseScope, unknownPermissions } from '../core/permissions/scope.ts';
import { permissionWords } from '../core/providers/smartcar/permission-words.ts';
import type { Provider } from '../core/providers/provider.ts';
import { parseOwnerRound, type OwnerPlay, type OwnerRound } from '../core/tesla/owner-play.ts';
import { unknownBox } from './boxes.ts';
import { didYouMean } from './nearest.ts';

export interface OwnerFlags {
  /** One entry a round: the second is the round after Revoke Access. */
  readonly owner?: readonly string[] | undefined;
  readonly untick?: string | undefined;
  /** Leaves Connect where it asks for the virtual key. */
  readonly withoutKey?: boolean | undefined;
}

/**
 * Reads how the owner is played. Where no grant screen follows Tesla's, an owner who denies does so at Tesla.
 * @param showsGrant whether the flow leads over the provider's own grant screen
 * @returns `undefined` when nobody plays the owner
 * @throws CliError UNKNOWN_BOX, UNKNOWN_PERMISSION, INVALID_VALUE
 */
export function parseOwnerPlay(
  provider: Provider,
  flags: OwnerFlags,
  showsGrant = provider.hasGrantScreen,
): OwnerPlay | undefined {
  if (flags.owner === undefined) {
    const alone = flags.untick !== undefined ? `--untick "${flags.untick}"` : '--without-key';
    if (flags.untick === undefined && flags.withoutKey === undefined) return undefined;
    throw new CliError('INVALID_VALUE', `${alone} needs a played owner.`, {
      hint: 'Add --owner select-all.',
    });
  }
  return {
    rounds: flags.owner.map((text) => playable(parseRound(text), showsGrant)),
    untick: parseUntick(provider, flags.untick, showsGrant),
    withoutKey: parseWithoutKey(provider, flags.withoutKey, showsGrant),
  };
}

function parseRound(text: string): OwnerRound {
  const reading = parseOwnerRound(text);
  if (reading.ok) return reading.round;
  if (reading.unknown !== '') throw unknownBox(reading.unknown);
  throw new CliError('INVALID_VALUE', '--owner is empty.', {
    hint: 'Pass select-all, none, deny, deny-at-tesla, or boxes: --owner "Vehicle Information, Vehicle Commands".',
  });
}

function playable(round: OwnerRound, showsGrant: boolean): OwnerRound {
  return round.kind === 'deny' && !showsGrant ? { kind: 'deny-at-tesla' } : round;
}

function parseWithoutKey(provider: Provider, flag: boolean | undefined, showsGrant: boolean): boolean | undefined {
  if (flag !== true || showsGrant) return flag;
  const where = provider.hasGrantScreen ? 'This flow' : provider.name;
  throw new CliError('INVALID_VALUE', `${where} never asks for the virtual key, so the owner cannot leave there.`, {
    hint: 'Leave out --without-key.',
  });
}

function parseUntick(provider: Provider, text: string | undefined, showsGrant: boolean): readonly string[] {
  if (text !== undefined && !showsGrant) {
    const where = provider.hasGrantScreen ? 'This flow' : provider.name;
    throw new CliError('INVALID_VALUE', `${where} has no grant screen, so there is nothing to untick.`, {
      hint: 'Name the boxes that the owner ticks at Tesla: --owner "Vehicle Information".',
    });
  }
  const { asked, malformed } = parseScope(text === undefined ? [] : [text]);
  const wrong = malformed[0] ?? unknownPermissions(asked, provider.permissions)[0];
  if (wrong === undefined) return asked.map(({ name }) => name);
  throw new CliError(
    'UNKNOWN_PERMISSION',
    `--untick "${wrong}" is not a ${provider.name} permission.${didYouMean(wrong, Object.keys(provider.permissions), permissionWords)}`,
    { hint: 'Name the permissions that the owner unticks, separated by commas.' },
  );
}
