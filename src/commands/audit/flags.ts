import { InvalidArgumentError, Option, type Command } from 'commander';
import { groupings, type Grouping } from '../../core/audit/document.ts';
import { rowFields } from '../../core/audit/row.ts';
import { auditFaults, type AuditFault } from '../../core/audit/summary.ts';
import { auditVerdicts, type AuditVerdict } from '../../core/audit/verdict.ts';
import { collect } from '../../flags/collect.ts';
import type { ConnectionFlags } from '../../flags/connection.ts';
import { didYouMean } from '../../flags/nearest.ts';
import { appNameOption, languageOption } from '../../flags/letter.ts';
import { allowUnknownOption, editionOption } from '../../flags/shared-options.ts';
import { SettingOption } from '../../flags/setting-option.ts';

/** In what form the rows are written. */
export type AuditFormat = 'jsonl' | 'csv' | 'markdown' | 'html';

/** The flags of `audit`. */
export interface AuditFlags extends ConnectionFlags {
  readonly scope?: string | undefined;
  readonly allowUnknown?: boolean | undefined;
  readonly edition?: string | undefined;
  readonly input?: 'jsonl' | 'csv' | undefined;
  /** Header of the CSV → field. */
  readonly column?: ReadonlyMap<string, string> | undefined;
  readonly format?: AuditFormat | undefined;
  readonly only?: readonly AuditVerdict[] | undefined;
  readonly failOn?: readonly AuditFault[] | undefined;
  readonly groupBy?: readonly Grouping[] | undefined;
  readonly out?: string | undefined;
  readonly checkpoint?: string | undefined;
  readonly rows?: string | undefined;
  readonly rejects?: string | undefined;
  readonly summary?: string | undefined;
  readonly applicationId?: string | undefined;
  readonly clientId?: string | undefined;
  readonly redirectUri?: readonly string[] | undefined;
  readonly keyDomain?: string | undefined;
  readonly texts?: boolean | undefined;
  readonly lang?: string | undefined;
  readonly appName?: string | undefined;
}

/** Adds the flags of {@link AuditFlags}. */
export function addAuditOptions(command: Command): Command {
  return command
    .addOption(new SettingOption('--scope <permissions>', "what your app asks for; by default the profile's scope"))
    .option(...allowUnknownOption)
    .option(...editionOption)
    .addOption(new Option('--input <form>', 'format of the rows; .csv files are read as CSV').choices(['jsonl', 'csv']))
    .option('--column <field=header>', 'CSV: a field that has another name in the header; repeatable', addColumn)
    .addOption(new Option('--format <form>', 'print the rows').choices(['jsonl', 'csv', 'markdown', 'html']))
    .option('--only <verdicts>', `only rows with these verdicts: ${auditVerdicts.join(', ')}`, listOf(auditVerdicts))
    .option('--fail-on <verdicts>', 'exit with code 5 if one of these occurs; also: rejected', listOf(auditFaults))
    .option('--group-by <fields>', `count by ${groupings.join(', ')}`, listOf(groupings))
    .option('--out <file>', 'write the rows to this file and the summary to stdout')
    .option('--checkpoint <file>', 'live: record progress in this file; the same command resumes from it')
    .option('--rows <file>', 'also write the rows to this file, as CSV; --format html links to it')
    .option('--api <era>', 'live: v3 (API credentials) or v2 (management token); v3 if both are set')
    .option('--sandbox [url]', 'live: a sandbox in this process, or a running one with --sandbox=URL')
    .option('--scenario <name>', 'sandbox: start from a named scenario, such as ten-thousand-cars')
    .option('--rejects <file>', 'write lines that could not be read to this file, unchanged')
    .option('--summary <file>', 'also write the summary to this file, as JSON')
    .option('--texts', 'add to each row what to write to the owner')
    .option(...languageOption)
    .option(...appNameOption)
    .addOption(new SettingOption('--application-id <id>', 'application id for the links'))
    .addOption(new SettingOption('--client-id <id>', 'its older name'))
    .addOption(
      new SettingOption('--redirect-uri <uri>', 'registered redirect URI for the links to Connect').argParser(collect),
    )
    .option('--key-domain <domain>', 'domain of your own virtual key; smartcar.com by default');
}

function addColumn(text: string, before: ReadonlyMap<string, string> = new Map()): ReadonlyMap<string, string> {
  const at = text.indexOf('=');
  const field = text.slice(0, at);
  const header = text.slice(at + 1).trim();
  if (at < 1 || header === '') throw new InvalidArgumentError('Write it as field=header, such as vin=VIN_NO.');
  const known = rowFields.find((name) => name === field || snakeCase(name) === field);
  if (known === undefined) {
    throw new InvalidArgumentError(`There is no field "${field}".${didYouMean(field, rowFields)}`);
  }
  return new Map([...before, [header, known]]);
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** Reads a list with commas or blanks; may be repeated. */
function listOf<T extends string>(names: readonly T[]): (text: string, before?: readonly T[]) => readonly T[] {
  return (text, before = []) => {
    const words = text.split(/[\s,]+/).filter((word) => word !== '');
    if (words.length === 0) throw new InvalidArgumentError(`Known: ${names.join(', ')}.`);
    const read = words.map((word) => {
      const known = names.find((name) => name === word.toLowerCase());
      if (known !== undefined) return known;
      throw new InvalidArgumentError(`There is no "${word}".${didYouMean(word, names)} Known: ${names.join(', ')}.`);
    });
    return [...new Set([...before, ...read])];
  };
}
