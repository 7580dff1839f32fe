import type { Profile, ProfileStore } from '../io/stores.ts';
import type { ProfileRow } from '../report/documents/settings.ts';

type Listed = Awaited<ReturnType<ProfileStore['list']>>[number];

/** @returns a profile as documents show it: every field there, null where nothing is set */
export function profileRow(
  { name, profile, isDefault, directories }: Listed,
  activeName: string | undefined,
): ProfileRow {
  return { name, active: name === activeName, default: isDefault, directories, ...profileFields(profile) };
}

function profileFields(profile: Profile) {
  return {
    provider: profile.provider ?? null,
    applicationId: profile.applicationId ?? null,
    clientId: profile.clientId ?? null,
    apiClientId: profile.apiClientId ?? null,
    redirectUris: profile.redirectUris ?? [],
    scope: profile.scope ?? null,
    signals: profile.signals ?? [],
    origins: profile.origins ?? {},
  };
}
