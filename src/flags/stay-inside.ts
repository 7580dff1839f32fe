import { commandLine } from '../core/text/shell.ts';
import type { ConnectionFlags } from './connection.ts';
import type { SandboxFlags } from './sandbox.ts';

/** What of the run at hand decides where its follow-up commands go. */
export type Rehearsal = Pick<SandboxFlags, 'sandbox' | 'scenario' | 'scenarioFile'> & Pick<ConnectionFlags, 'api'>;

/** Commands that go to Smartcar or, with `--sandbox`, to a sandbox. */
const live =
  /^connect-cli (authorize|revoke|diagnose|doctor|vehicles|permissions|user|disconnect|migrate plan|migration-status)(?= |$)/;
/** Those of them that read with the API that `--api` names. */
const reading: ReadonlySet<string> = new Set([
  'diagnose',
  'vehicles',
  'permissions',
  'user',
  'disconnect',
  'migrate plan',
  'migration-status',
]);
/** Commands that take the address of a running sandbox alone. */
const attached = /^connect-cli (?:token (?:refresh|env)|webhook trigger)(?= |$)/;
/** Commands that nobody needs to be at: without a terminal they ask for a played owner. */
const played: ReadonlySet<string> = new Set(['authorize', 'revoke']);

/** A scenario whose owner is connected, for a follow-up that reads what a sandbox of this process held no longer. */
const connected = 'all-granted';

/**
 * Keeps every command of a document inside the sandbox that the run played in: `command` of next steps, and commands
 * in backticks within sentences, and with the API that the run was told to read. Without either the document comes
 * back as it is.
 */
export function stayInside<T>(value: T, run: Rehearsal): T {
  if (run.sandbox === undefined && run.api === undefined) return value;
  // Only texts change, so the shape stays that of T.
  return walk(value, run) as T;
}

function walk(value: unknown, run: Rehearsal): unknown {
  if (typeof value === 'string') return keepSentence(value, run);
  if (Array.isArray(value)) return value.map((one) => walk(one, run));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => [
      name,
      name === 'command' && typeof field === 'string' && 'why' in value ? keepCommand(field, run) : walk(field, run),
    ]),
  );
}

function keepSentence(text: string, run: Rehearsal): string {
  return text.replace(/`(connect-cli [^`]+)`/g, (_, command: string) => `\`${keepCommand(command, run)}\``);
}

function keepCommand(command: string, run: Rehearsal): string {
  const name = live.exec(command)?.[1];
  const isInside = / --sandbox(?=[ =]|$)/.test(command);
  if (name === undefined) {
    return typeof run.sandbox === 'string' && attached.test(command) && !isInside
      ? `${command} ${place(run.sandbox)}`
      : command;
  }
  const api = readWith(command, name, run);
  if (run.sandbox === undefined) return [command, ...api].join(' ');
  const isPlayed = / --owner(?= )/.test(command);
  return [
    command,
    ...api,
    ...(isInside ? [] : [place(run.sandbox)]),
    ...start(command, name, run),
    ...(played.has(name) && !isPlayed ? ['--owner select-all'] : []),
  ].join(' ');
}

/** Without `--api` stored tokens of v2 come first: other rows than those that were read. */
function readWith(command: string, name: string, { api }: Rehearsal): readonly string[] {
  return api === undefined || !reading.has(name) || / --api /.test(command) ? [] : [commandLine(['--api', api])];
}

function place(sandbox: Rehearsal['sandbox']): string {
  return typeof sandbox === 'string' ? commandLine([`--sandbox=${sandbox}`]) : '--sandbox';
}

/** A sandbox of this process is gone by then; the next one starts from the same situation. */
function start(command: string, name: string, { sandbox, scenario, scenarioFile }: Rehearsal): readonly string[] {
  if (sandbox !== true || / --scenario(?:-file)? /.test(command)) return [];
  if (scenario !== undefined) return [commandLine(['--scenario', scenario])];
  if (played.has(name)) return scenarioFile === undefined ? [] : [commandLine(['--scenario-file', scenarioFile])];
  return [`--scenario ${connected}`];
}
