import { isLoopbackHost } from '../../core/text/loopback-host.ts';
import type { SandboxHandle } from '../../io/sandbox-control.ts';
import type { SandboxDocument } from '../../report/documents/sandbox.ts';

/** SDKs whose environment variables are known. */
export type EnvironmentLanguage = 'node' | 'java' | 'ruby' | 'python';

/** @param host address that was asked for besides loopback */
export function describeSandbox(handle: SandboxHandle, language: EnvironmentLanguage, host?: string): SandboxDocument {
  const here = addressHere(handle.url);
  const inspector = `${here}/_sandbox`;
  return {
    schemaVersion: 1,
    kind: 'sandbox',
    url: handle.url,
    inspector,
    scenario: handle.scenario,
    edition: handle.edition,
    applicationId: handle.applicationId,
    clientId: handle.clientId,
    clientSecret: handle.clientSecret.reveal(),
    apiClientId: handle.apiClientId,
    apiClientSecret: handle.apiClientSecret.reveal(),
    managementToken: handle.managementToken.reveal(),
    webhookId: handle.webhookId,
    textureApiKey: handle.textureApiKey.reveal(),
    redirectUris: handle.redirectUris,
    env: {
      ...handle.environment(language === 'python' ? 'python' : 'node'),
      TEXTURE_API_KEY: handle.textureApiKey.reveal(),
      TEXTURE_API_ORIGIN: handle.url,
    },
    warnings: warnings(host),
    next: [
      {
        command: `connect-cli authorize --sandbox=${here}`,
        why: 'Takes an owner through Connect in this sandbox and reports the verdict.',
      },
      { url: inspector, why: 'Shows cars, consents and every request with the decision made on it.' },
    ],
  };
}

/** The control interface answers under no address of the network; the same sandbox stands on loopback as well. */
function addressHere(url: string): string {
  const { hostname, port } = new URL(url);
  return isLoopbackHost(hostname) ? url : `http://localhost:${port}`;
}

function warnings(host: string | undefined): readonly string[] {
  if (host === undefined || isHere(host)) return [];
  return [
    `The sandbox listens on "${host}": anyone who can reach that address can use it. Its control interface still answers only on this machine.`,
  ];
}

/** @param host as it is written behind `--host`, an IPv6 address with or without brackets */
function isHere(host: string): boolean {
  const origin = `http://${host.includes(':') && !host.startsWith('[') ? `[${host}]` : host}`;
  return URL.canParse(origin) && isLoopbackHost(new URL(origin).hostname);
}
