import { InvalidArgumentError, Option, type Command } from 'commander';
import { campaignKinds, type CampaignKind } from '../../core/campaign/kinds.ts';
import { collect } from '../../flags/collect.ts';
import { appNameOption, languageOption } from '../../flags/letter.ts';
import { didYouMean } from '../../flags/nearest.ts';
import { allowUnknownOption } from '../../flags/shared-options.ts';
import { ownValue } from '../../core/text/keys.ts';

/** The flags of `campaign`. */
export interface CampaignFlags {
  readonly out?: string | undefined;
  readonly keyFile?: string | undefined;
  readonly expiresIn?: number | undefined;
  readonly input?: 'jsonl' | 'csv' | undefined;
  readonly only?: readonly CampaignKind[] | undefined;
  readonly lang?: string | undefined;
  readonly appName?: string | undefined;
  readonly scope?: string | undefined;
  readonly allowUnknown?: boolean | undefined;
  readonly applicationId?: string | undefined;
  readonly clientId?: string | undefined;
  readonly redirectUri?: readonly string[] | undefined;
  readonly keyDomain?: string | undefined;
}

/** Taken as `.option(...keyFileOption)`. */
export const keyFileOption = [
  '--key-file <path>',
  'keys for signing states, one per line, the first one signs; default: CONNECT_CLI_CAMPAIGN_KEY',
] as const;

/** Adds the flags of {@link CampaignFlags}. */
export function addCampaignOptions(command: Command): Command {
  return command
    .option('--out <directory>', 'directory for the files: a new or an empty one (required)')
    .option(...keyFileOption)
    .option('--expires-in <time>', 'how long the states are valid: 12h, 30d (default), at most 365d', parseLifetime)
    .addOption(inputOption())
    .option('--only <kinds>', `only owners of these kinds: ${campaignKinds.join(', ')}`, parseKinds)
    .option(...languageOption)
    .option(...appNameOption)
    .option('--scope <permissions>', 'what your app asks for, if the rows have no links')
    .option(...allowUnknownOption)
    .option('--application-id <id>', 'application id for the links; rows of other applications are set aside')
    .option('--client-id <id>', 'its older name')
    .option('--redirect-uri <uri>', 'registered redirect URI for the links to Connect', collect)
    .option('--key-domain <domain>', 'domain of your own virtual key; smartcar.com by default');
}

/** In what form the rows of an audit are. */
export function inputOption(): Option {
  return new Option('--input <form>', 'format of the rows; .csv files are read as CSV').choices(['jsonl', 'csv']);
}

/** How long a state counts unless told otherwise, in milliseconds. */
export const defaultLifetime = 30 * 86_400_000;

const units: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };
const longest = 365 * 86_400_000;

/** Reads `30d`, `12h` or `90m`. @returns milliseconds */
function parseLifetime(text: string): number {
  const match = /^(\d{1,6})\s*([mhd])$/i.exec(text.trim());
  const milliseconds = Number(match?.[1] ?? 0) * (ownValue(units, match?.[2]?.toLowerCase() ?? '') ?? 0);
  if (milliseconds > 0 && milliseconds <= longest) return milliseconds;
  throw new InvalidArgumentError('Write minutes, hours or days: 90m, 12h or 30d; at most 365d.');
}

function parseKinds(text: string, before: readonly CampaignKind[] = []): readonly CampaignKind[] {
  const words = text.split(/[\s,]+/).filter((word) => word !== '');
  if (words.length === 0) throw new InvalidArgumentError(`Known: ${campaignKinds.join(', ')}.`);
  const read = words.map((word) => {
    const known = campaignKinds.find((kind) => kind === word.toLowerCase());
    if (known !== undefined) return known;
    throw new InvalidArgumentError(
      `There is no "${word}".${didYouMean(word, campaignKinds)} Known: ${campaignKinds.join(', ')}.`,
    );
  });
  return [...new Set([...before, ...read])];
}
