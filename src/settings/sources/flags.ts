import { noOrigin, type NamedValue, type Places, type SourceValues } from './source.ts';

/** The command line. Ids are checked by whoever takes the flags, since a wrong one is an error and no value. */
export function readFlags({ flags }: Places): SourceValues {
  const { provider, edition, applicationId, clientId, apiClientId, redirectUris } = flags;
  return {
    settings: {
      provider: [{ name: '--provider', value: provider?.toLowerCase() }],
      edition: [{ name: '--edition', value: edition }],
      applicationId: [{ name: '--application-id', value: applicationId }],
      clientId: [{ name: '--client-id', value: clientId }],
      apiClientId: [{ name: '--api-client-id', value: apiClientId }],
      redirectUris: [{ name: '--redirect-uri', value: redirectUris?.length === 0 ? undefined : redirectUris }],
      scope: [readScope(flags)],
    },
    origin: noOrigin,
  };
}

/** An empty text stays a value: asking for nothing by an empty flag is an error, not silence. */
function readScope({ scope, permissions = [] }: Places['flags']): NamedValue<string> {
  if (scope !== undefined) return { name: '--scope', value: [...permissions, scope].join(' ') };
  return { name: 'the arguments', value: permissions.length === 0 ? undefined : permissions.join(' ') };
}
