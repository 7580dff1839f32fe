import { originNames } from '../../settings/origins.ts';
import type { Check, Examination } from './check.ts';
import { CliError } from '../../core/errors/cli-error.ts';
import { authoritiesCheck } from './checks/authorities.ts';
import { browserCheck } from './checks/browser.ts';
import { clockCheck } from './checks/clock.ts';
import { credentialsCheck } from './checks/credentials.ts';
import { ipFamiliesCheck } from './checks/ip-families.ts';
import { keychainCheck } from './checks/keychain.ts';
import { leftoversCheck } from './checks/leftovers.ts';
import { modesCheck } from './checks/modes.ts';
import { nodeCheck } from './checks/node.ts';
import { originCheck } from './checks/origin.ts';
import { portsCheck } from './checks/ports.ts';
import { proxyCheck } from './checks/proxy.ts';
import { registrationCheck } from './checks/registration.ts';
import { settingsCheck } from './checks/settings.ts';
import { hostEnvironmentCheck } from './checks/host-environment.ts';
import { originsOf } from './origins.ts';

/** Every check, in the order in which people read: the machine, the store, the settings, the way, the provider. */
export function checksFor({ settings }: Pick<Examination, 'settings'>): readonly Check[] {
  const origins = settings instanceof CliError ? originNames.slice(0, 0) : originsOf(settings);
  return [
    nodeCheck,
    hostEnvironmentCheck,
    ipFamiliesCheck,
    browserCheck,
    modesCheck,
    leftoversCheck,
    keychainCheck,
    settingsCheck,
    portsCheck,
    proxyCheck,
    authoritiesCheck,
    ...origins.map(originCheck),
    clockCheck,
    registrationCheck,
    credentialsCheck,
  ];
}
