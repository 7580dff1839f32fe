import type { CommandEntry } from './command-entry.ts';

/** Every command, in the order of the help text. A command's file is loaded only when it is named. */
export const commandTable: readonly CommandEntry[] = [
  {
    name: 'authorize',
    summary: 'run Connect: open the consent page, catch the redirect, report the verdict',
    load: () => import('../commands/authorize/authorize.ts'),
  },
  {
    name: 'revoke',
    summary: 'the link with which a Tesla owner revokes access and grants it again',
    load: () => import('../commands/revoke/revoke.ts'),
  },
  {
    name: 'explain-scopes',
    summary: 'which Tesla boxes must be ticked for which permissions, and why',
    load: () => import('../commands/explain-scopes/explain-scopes.ts'),
  },
  {
    name: 'scopes',
    summary: 'the fewest permissions that cover the signals and commands your app needs',
    load: () => import('../commands/scopes/scopes.ts'),
  },
  {
    name: 'url',
    summary: 'print a Connect or revoke URL, or lint a pasted one',
    load: () => import('../commands/url.ts'),
  },
  {
    name: 'diagnose',
    summary: 'what is wrong with live connections, who can fix it, and how',
    load: () => import('../commands/diagnose/diagnose.ts'),
  },
  {
    name: 'audit',
    summary: 'judge many connections at once: who must tick boxes, add the key or reconnect',
    load: () => import('../commands/audit/audit.ts'),
  },
  {
    name: 'campaign',
    summary: 'letters and personal links for the owners in an audit; whom a state belongs to; who has followed up',
    load: () => import('../commands/campaign/campaign.ts'),
  },
  {
    name: 'migration-status',
    summary: 'which Teslas still have to be reconnected',
    load: () => import('../commands/migration-status.ts'),
  },
  {
    name: 'migrate',
    summary: 'what to store for each user for API v3',
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
    summary: "end your application's access to a vehicle",
    load: () => import('../commands/disconnect.ts'),
  },
  {
    name: 'explain-error',
    summary: 'what an error means, who must act, and how to fix it',
    load: () => import('../commands/explain-error.ts'),
  },
  {
    name: 'virtual-key',
    summary: 'show the key link, find out which cars need it, check a hosted key',
    load: () => import('../commands/virtual-key/virtual-key.ts'),
  },
  {
    name: 'guide',
    summary: "pictures and text to show the vehicle's owner",
    load: () => import('../commands/guide/guide.ts'),
  },
  {
    name: 'webhook',
    summary: 'check signatures; receive, explain and send API v3 webhooks',
    load: () => import('../commands/webhook/webhook.ts'),
  },
  {
    name: 'sandbox',
    summary: 'simulate Smartcar and Tesla on this machine: pages, tokens, API, every failure by name',
    load: () => import('../commands/sandbox/sandbox.ts'),
  },
  {
    name: 'init',
    summary: "save an application's ids, redirect URI, permissions and secrets",
    load: () => import('../commands/init/init.ts'),
  },
  {
    name: 'profile',
    summary: 'list, choose and remove profiles; bind one to a directory',
    load: () => import('../commands/profile/profile.ts'),
  },
  {
    name: 'doctor',
    summary: 'check this machine, the settings, the connection to the provider and the credentials',
    load: () => import('../commands/doctor/doctor.ts'),
  },
  {
    name: 'config',
    summary: 'show every setting and its source; get and set values',
    load: () => import('../commands/config.ts'),
  },
  {
    name: 'token',
    summary: 'list, show, refresh, remove and export stored tokens',
    load: () => import('../commands/token/token.ts'),
  },
  {
    name: 'completion',
    summary: 'a script that completes commands, flags and values in bash, zsh, fish or PowerShell',
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
