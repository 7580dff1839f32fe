import type { Actor } from '../../src/core/document.ts';
import { errorCodes, type ErrorCode } from '../../src/core/errors/codes.ts';
import type { Issuer } from '../../src/core/errors/knowledge/entry.ts';
import { errorTables, type AnyEntry } from '../../src/core/errors/knowledge/tables.ts';
import { exitCodes } from '../../src/core/exit-codes.ts';
import { exitMeanings } from '../../src/core/exit-meanings.ts';
import { code, codes, page, sourceLink, table } from './markdown.ts';

const allCodes = Object.keys(errorCodes()) as readonly ErrorCode[];

/** `docs/errors.md`: every code under a heading of its own, and the exit codes. */
export function errorsPage(): string {
  return page(
    'Errors of connect-cli',
    `An error means that a command could not do its work. What a vehicle owner refuses, and what a check finds, are results, not errors: see [findings](findings.md). ${code('connect-cli explain-error <code>')} prints what is written here, and also explains errors from Smartcar, Tesla and Texture (${code('docs/api-errors.md')} in the repository lists those).`,
    `The message quotes the value at fault, and the line below it names the next step. With ${code('--json')}, the same is one JSON line at the end of stderr, with ${codes(['code', 'message', 'hint', 'docs', 'exitCode'])}.`,
    '## Codes',
    ...allCodes.map(errorEntry),
    '## Exit codes',
    table(
      ['Exit code', 'Meaning'],
      Object.entries(exitCodes).map(([, number]) => [String(number), exitMeaning(number)]),
    ),
  );
}

function errorEntry(name: ErrorCode): string {
  const { exitCode, meaning, fix } = errorCodes()[name];
  return [`### ${name}`, meaning, `**Fix.** ${fix}`, `Exit code ${exitCode}: ${exitMeaning(exitCode)}`].join('\n\n');
}

function exitMeaning(number: number): string {
  const name = (Object.keys(exitCodes) as (keyof typeof exitCodes)[]).find((key) => exitCodes[key] === number);
  if (name === undefined) throw new Error(`no exit code ${number}`);
  return exitMeanings[name];
}

const actors: Readonly<Record<Actor, string>> = {
  owner: 'the owner',
  developer: 'you',
  smartcar: 'Smartcar',
  tesla: 'Tesla',
  texture: 'Texture',
};

/** `docs/api-errors.md` */
export function apiErrorsPage(): string {
  return page(
    'Errors from Smartcar, Tesla and Texture',
    `${code('connect-cli explain-error')} takes a code, a redirect URL, a JSON response or a log line and prints the same for your case, with what to tell the owner and the next command.`,
    "A code of Smartcar's API is written TYPE:CODE; a code that is JSON null is written null. Words that several senders use are explained for each of them; the rest of the text decides who sent them.",
    ...issuers().flatMap((issuer) => [
      `## ${issuerTitles[issuer]}`,
      ...errorTables.filter((table) => table.issuer === issuer).map(({ rows }) => section(rows)),
    ]),
  );
}

function issuers(): readonly Issuer[] {
  return [...new Set(errorTables.map(({ issuer }) => issuer))];
}

const issuerTitles: Readonly<Record<Issuer, string>> = {
  'smartcar-api': "Smartcar's API",
  'smartcar-connect': 'Smartcar Connect',
  'smartcar-oauth': "Smartcar's token endpoints",
  'smartcar-webhooks': "Smartcar's webhooks",
  'smartcar-sdk': "Smartcar's SDKs",
  'tesla-fleet-api': "Tesla's Fleet API",
  'tesla-oauth': "Tesla's sign-in",
  'tesla-portal': "Tesla's registration and developer portal",
  'tesla-vehicle': "Tesla's vehicle command protocol",
  'tesla-app': 'The Tesla app',
  texture: 'Texture',
  'third-party': 'Services and programs in between',
  'this-machine': 'Network, TLS, ports and browsers',
  'connect-cli': 'connect-cli',
};

function section(entries: Readonly<Record<string, AnyEntry>>): string {
  return Object.entries(entries)
    .filter(([name]) => name !== 'none')
    .map(([name, entry]) => {
      const status = entry.status === undefined ? '' : ` (HTTP ${entry.status})`;
      const lines = [
        `### ${code(name)}${status}`,
        entry.cause,
        `To act: ${actors[entry.who]}. ${entry.fix}`,
        ...(entry.owner === undefined ? [] : [`To the owner: “${entry.owner}”`]),
        ...(entry.note === undefined ? [] : [entry.note]),
        `Source: ${sourceLink(entry.source)}`,
      ];
      return lines.join('\n\n');
    })
    .join('\n\n');
}
