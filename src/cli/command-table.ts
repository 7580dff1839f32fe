import type { CommandEntry } from './command-entry.ts';

/** Every command, in the order of the help text. A command's file is loaded only when it is named. */
export const commandTable: readonly CommandEntry[] = [
  {
    name: 'authorize',
    summary: 'run Connect: open the consent, catch the redirect, tell the verdict',
    load: () => import('../commands/authorize/authorize.ts'),
  },
  {
    name: 'revoke',
    summary: 'the link by which a Tesla owner revokes and grants anew',
    load: () => import('../commands/revoke/revoke.ts'),
  },
  {
    name: 'explain-scopes',
    summary: 'which Tesla boxes must be ticked for which permissions, and why',
    load: () => import('../commands/explain-scopes/explain-scopes.ts'),
  },
  {
    name: 'scopes',
    summary: 'the least permissions for the signals and commands that your app needs',
    load: () => import('../commands/scopes/scopes.ts'),
  },
  {
    name: 'url',
    summary: 'print a Connect or revoke URL, or lint a pasted one',
    load: () => import('../commands/url.ts'),
  },
  {
    name: 'diagnose',
    summary: 'what is wrong with live connections, who can mend it, and how',
    load: () => import('../commands/diagnose/diagnose.ts'),
  },
  {
    name: 'audit',
    summary: 'judge many connections at once: who must tick boxes, add the key or connect anew',
    load: () => import('../commands/audit/audit.ts'),
  },
  {
    name: 'campaign',
    summary: 'letters and personal links for the owners of an audit; whose a state is; who has mended it',
    load: () => import('../commands/campaign/campaign.ts'),
  },
  {
    name: 'migration-status',
    summary: 'which Teslas still have to be connected anew',
    load: () => import('../commands/migration-status.ts'),
  },
  {
    name: 'migrate',
    summary: 'what to store of each user for API v3',
    load: () => import('../commands/migrate.ts'),
  },
  {
    name: 'vehicles',
    summary: 'connected vehicles with make, model, year',
    load: () => import('../commands/vehicles.ts'),
  },
  {
    name: 'permissions',
    summary: 'what was granted, with the Tesla box behind it',
    load: () => import('../commands/permissions.ts'),
  },
  {
    name: 'user',
    summary: 'the users of your application',
    load: () => import('../commands/user.ts'),
  },
  {
    name: 'disconnect',
    summary: 'end the access of your application to a vehicle',
    load: () => import('../commands/disconnect.ts'),
  },
  {
    name: 'explain-error',
    summary: 'what an error means, who must act, and the repair',
    load: () => import('../commands/explain-error.ts'),
  },
  {
    name: 'virtual-key',
    summary: 'show the key link, tell who needs it, check a hosted key',
    load: () => import('../commands/virtual-key/virtual-key.ts'),
  },
  {
    name: 'guide',
    summary: 'pictures and words to put before the vehicle owner',
    load: () => import('../commands/guide/guide.ts'),
  },
  {
    name: 'webhook',
    summary: 'check signatures, receive, explain and send the webhooks of API v3',
    load: () => import('../commands/webhook/webhook.ts'),
  },
  {
    name: 'sandbox',
    summary: 'play Smartcar and Tesla on this machine: pages, tokens, API, every failure by name',
    load: () => import('../commands/sandbox/sandbox.ts'),
  },
  {
    name: 'init',
    summary: 'keep ids, redirect URI, permissions and secrets of an application',
    load: () => import('../commands/init/init.ts'),
  },
  {
    name: 'profile',
    summary: 'list, choose and remove profiles; bind one to a directory',
    load: () => import('../commands/profile/profile.ts'),
  },
  {
    name: 'doctor',
    summary: 'examine this machine, the settings, the way to the provider and the credentials',
    load: () => import('../commands/doctor/doctor.ts'),
  },
  {
    name: 'config',
    summary: 'every setting with its source; get, set, explain, path',
    load: () => import('../commands/config.ts'),
  },
  {
    name: 'token',
    summary: 'list, show, refresh, remove and export stored tokens',
    load: () => import('../commands/token/token.ts'),
  },
  {
    name: 'completion',
    summary: 'a script that completes commands, flags and values in bash, zsh, fish, PowerShell',
    load: () => import('./completion/completion-command.ts'),
  },
  {
    name: 'schema',
    summary: 'the JSON Schemas of the documents that --json prints',
    load: () => import('../commands/schema.ts'),
  },
  {
    name: 'help',
    summary: 'a command, or a topic: environment, exit-codes, json',
    load: async () => ({ command: (await import('./help/help-command.ts')).createHelpCommand(commandTable) }),
  },
];
