import { defaultProvider } from './defaults.ts';
import { besideSandbox } from './sandbox.ts';
import { noOrigin, type Places, type SourceValues } from './source.ts';

/** The project file that holds. It names no origins: a repository must not decide where secrets are sent. */
export function readProject(places: Places): SourceValues | undefined {
  const { project } = places;
  if (project === undefined) return undefined;
  const { path: name, provider, edition, applicationId, clientId, apiClientId, redirectUris, scope } = project;
  return besideSandbox(places, {
    speaksOf: provider ?? defaultProvider,
    settings: {
      provider: [{ name, value: provider }],
      edition: [{ name, value: edition }],
      applicationId: [{ name, value: applicationId }],
      clientId: [{ name, value: clientId }],
      apiClientId: [{ name, value: apiClientId }],
      redirectUris: [{ name, value: redirectUris }],
      scope: [{ name, value: scope }],
    },
    origin: noOrigin,
  });
}
