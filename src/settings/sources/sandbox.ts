import { noOrigin, type Places, type SourceValues } from './source.ts';

/** A sandbox knows the application that is registered there, and is every origin at once. */
export function readSandbox({ sandbox }: Places): SourceValues | undefined {
  if (sandbox === undefined) return undefined;
  const { url: name, edition, clientId, apiClientId, redirectUris } = sandbox;
  return {
    // Its tables are those of Smartcar.
    speaksOf: 'smartcar',
    settings: {
      edition: [{ name, value: edition }],
      clientId: [{ name, value: clientId }],
      apiClientId: [{ name, value: apiClientId }],
      redirectUris: [{ name, value: redirectUris.length === 0 ? undefined : redirectUris }],
    },
    origin: () => [{ name, value: name }],
  };
}

/**
 * What environment and profile say while a sandbox stands in for Smartcar: a value meant for Smartcar never reaches a sandbox,
 * so the provider alone is left.
 */
export function besideSandbox({ sandbox }: Places, values: SourceValues): SourceValues {
  return sandbox === undefined ? values : { settings: { provider: values.settings.provider }, origin: noOrigin };
}
