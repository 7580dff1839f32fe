import { createBoundedMemo } from '../../core/audit/memo.ts';
import { campaignKindOf } from '../../core/campaign/kinds.ts';
import { CliError } from '../../core/errors/cli-error.ts';
import { smartcar } from '../../core/providers/smartcar/provider.ts';
import { keysOf } from '../../core/text/keys.ts';
import { pickChoice, resolveAppName } from '../../flags/letter.ts';
import { buildLetter, findLanguage } from '../../report/guide/letter.ts';
import { languages } from '../../report/guide/messages/languages.ts';
import type { RowExtras } from '../../report/audit/row-format.ts';
import type { AuditLinks } from '../../core/audit/links.ts';
import type { AuditFlags, AuditFormat } from './flags.ts';

/** Writes to the owner of each row. Rows that need the same in the same language share one text. */
export type TextFor = NonNullable<RowExtras['textFor']>;

/** What the texts are made of beside the row. */
export interface TextParts {
  readonly links: AuditLinks;
  /** For those who unticked something on Smartcar's screen. */
  readonly approvalLink: string | null;
  readonly keyDomain: string;
  readonly format: AuditFormat | undefined;
}

/**
 * @returns undefined where no texts are asked for
 * @throws CliError USAGE where nothing would carry them, INVALID_VALUE
 */
export function prepareTexts(
  flags: AuditFlags,
  { links, approvalLink, keyDomain, format }: TextParts,
): TextFor | undefined {
  const language = pickChoice(flags.lang ?? 'en', keysOf(languages), '--lang');
  const app = resolveAppName(flags.appName);
  if (flags.texts !== true) return undefined;
  if (format === 'html' && flags.rows === undefined) {
    throw new CliError('USAGE', 'The page of --format html carries no texts.', {
      hint: 'Add --rows FILE, which has them, or print the rows with --format jsonl or csv.',
    });
  }
  const textOf = createBoundedMemo<string>();
  return ({ row, judgement: { verdict, gap } }) => {
    const spoken = findLanguage(row.language) ?? language;
    const kind = campaignKindOf(verdict, gap.missingBoxes);
    const link = kind === 'tick-boxes' ? approvalLink : links[verdict];
    if (kind === null || link === null) return { language: spoken, text: null };
    const write = () =>
      buildLetter({
        kind,
        language: spoken,
        app,
        provider: smartcar.name,
        missingBoxes: gap.missingBoxes,
        keyDomain,
      }).text(link);
    return { language: spoken, text: textOf([verdict, spoken, ...gap.missingBoxes].join('\0'), write) };
  };
}
