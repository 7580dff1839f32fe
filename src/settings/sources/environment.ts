import { isApiClientId } from '../../core/connect/application.ts';
import type { SettingVariable } from '../../core/setting-variables.ts';
import { isLoopbackHost } from '../../core/text/loopback-host.ts';
import { originTable, parseOrigin, type OriginName } from '../origins.ts';
import { besideSandbox } from './sandbox.ts';
import type { NamedValue, Places, SourceValues } from './source.ts';
import { ownValue } from '../../core/text/keys.ts';

/** The variables, most of them those of the official SDKs. An empty one counts as not set. */
export function readEnvironment(places: Places): SourceValues {
  const { env } = places;
  const read = (name: SettingVariable): NamedValue<string> => ({ name, value: present(env[name]) });
  const clientId = read('SMARTCAR_CLIENT_ID');
  // The SDKs of API v3 keep a client_… value in the same variable; it is another thing, for another host.
  const isApiClient = clientId.value !== undefined && isApiClientId(clientId.value);
  const provider = read('CONNECT_CLI_PROVIDER');
  const redirectUris = read('SMARTCAR_REDIRECT_URI');
  return besideSandbox(places, {
    // SMARTCAR_SCOPE is a variable of Smartcar's SDKs.
    speaksOf: 'smartcar',
    settings: {
      provider: [{ ...provider, value: provider.value?.toLowerCase() }],
      applicationId: [read('SMARTCAR_APPLICATION_ID')],
      clientId: isApiClient ? [] : [clientId],
      apiClientId: [read('SMARTCAR_API_CLIENT_ID'), ...(isApiClient ? [clientId] : [])],
      redirectUris: [{ ...redirectUris, value: listed(redirectUris.value) }],
      scope: [read('SMARTCAR_SCOPE')],
    },
    origin: (name) => [
      ...originTable[name].env.map((variable) => readOrigin(env, name, variable)),
      ...nodeSdkOrigin(env, name),
    ],
  });
}

/** @returns the text without blanks around it, nothing for an empty one */
export function present(value: string | undefined): string | undefined {
  const text = value?.trim();
  return text === '' ? undefined : text;
}

function listed(value: string | undefined): readonly string[] | undefined {
  const parts = value?.split(/[\s,]+/).filter((part) => part !== '') ?? [];
  return parts.length === 0 ? undefined : parts;
}

function readOrigin(env: Places['env'], name: OriginName, variable: string): NamedValue<string> {
  const text = present(ownValue(env, variable));
  return { name: variable, value: text === undefined ? undefined : parseOrigin(name, text, variable) };
}

/** The Node SDK builds Connect links on `SMARTCAR_API_ORIGIN`; followed where that is a sandbox on this machine. */
function nodeSdkOrigin(env: Places['env'], name: OriginName): readonly NamedValue<string>[] {
  const [variable] = originTable.api.env;
  const origin = name === 'connect' ? readOrigin(env, 'api', variable) : undefined;
  return origin?.value !== undefined && isLoopbackHost(new URL(origin.value).hostname) ? [origin] : [];
}
