import type { Command } from 'commander';
import { collect } from '../../flags/collect.ts';
import { providerOption } from '../../flags/shared-options.ts';
import type { IdentityFlags } from '../../flags/link-flags.ts';

/** What `doctor` takes. */
export interface DoctorFlags extends IdentityFlags {
  readonly provider?: string | undefined;
  readonly apiClientId?: string | undefined;
  readonly redirectUri?: readonly string[] | undefined;
  /** `true`: one in this process. A text: the address of a running one. */
  readonly sandbox?: true | string | undefined;
  /** `false` with `--no-browser`; the program with `--browser`. */
  readonly browser: boolean | string;
  readonly fix?: boolean | undefined;
}

export function addDoctorOptions(command: Command): Command {
  return command
    .option('--fix', 'fix what can be fixed safely: file modes, and locks and files of dead processes')
    .option('--no-browser', 'do not open the test page in a browser')
    .option('--browser <program>', "try this program instead of BROWSER and the system's browser")
    .option('--sandbox [url]', 'check a sandbox instead of Smartcar: one in this process, or --sandbox=URL')
    .option('--application-id <id>', 'as on authorize')
    .option('--client-id <id>', 'as on authorize')
    .option('--api-client-id <id>', 'as on init')
    .option('--redirect-uri <uri>', 'as on authorize; repeatable', collect)
    .option(...providerOption);
}
