import { originNames, type OriginName } from '../../settings/origins.ts';
import type { Settings } from '../../settings/settings.ts';

/** @returns the origins that the commands of a provider talk to */
export function originsOf({ provider }: Pick<Settings, 'provider'>): readonly OriginName[] {
  const isTexture = provider.value === 'texture';
  return originNames.filter((name) => (name === 'texture') === isTexture);
}
