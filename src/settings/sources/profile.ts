import { originTable, parseOrigin, type OriginName } from '../origins.ts';
import { defaultProvider } from './defaults.ts';
import { present } from './environment.ts';
import { besideSandbox } from './sandbox.ts';
import type { ActiveProfile, NamedValue, Places, SourceValues } from './source.ts';
import { ownValue } from '../../core/text/keys.ts';

/** The active profile. */
export function readProfile(places: Places): SourceValues | undefined {
  const { profile: active } = places;
  if (active === undefined) return undefined;
  const { name, profile } = active;
  const { redirectUris } = profile;
  const provider = profile.provider?.toLowerCase();
  return besideSandbox(places, {
    speaksOf: provider ?? defaultProvider,
    settings: {
      provider: [{ name, value: provider }],
      applicationId: [{ name, value: profile.applicationId }],
      clientId: [{ name, value: profile.clientId }],
      apiClientId: [{ name, value: profile.apiClientId }],
      redirectUris: [{ name, value: redirectUris?.length === 0 ? undefined : redirectUris }],
      scope: [{ name, value: present(profile.scope) }],
    },
    origin: (origin) => readOrigin(active, origin),
  });
}

function readOrigin({ name, profile }: ActiveProfile, origin: OriginName): readonly NamedValue<string>[] {
  const variables: readonly string[] = originTable[origin].env;
  const saved = variables.map((variable) => ownValue(profile.origins, variable)).find((text) => text !== undefined);
  const value = saved === undefined ? undefined : parseOrigin(origin, saved, `${variables[0]} of profile "${name}"`);
  return [{ name, value }];
}
