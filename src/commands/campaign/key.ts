import { parseStateKeys } from '../../core/campaign/keys.ts';
import type { CampaignKeyDocument } from '../../core/campaign/documents.ts';
import { commandLine } from '../../core/text/shell.ts';
import { exitCodes } from '../../core/exit-codes.ts';
import { Secret } from '../../core/secret.ts';
import type { Context } from '../../io/context.ts';
import { renderCampaignKey } from '../../report/human/campaign.ts';
import type { Outcome } from '../../report/outcome.ts';

/** The flags of `campaign key`. */
export interface KeyFlags {
  readonly rotate?: boolean | undefined;
}

/** Only its owner reads and writes the file. */
const keyMode = 0o600;

/** Makes a key, or puts a new one in front of those that are there. The key itself is shown nowhere. */
export async function makeStateKey(
  ctx: Pick<Context, 'files' | 'random' | 'stateKeys'>,
  path: string,
  { rotate = false }: KeyFlags,
): Promise<Outcome> {
  const before = rotate ? (await ctx.stateKeys.readFile(path)).text : '';
  if (rotate) parseStateKeys(before, `"${path}"`);
  // 256 bits.
  const key = new Secret(ctx.random.token());
  const text = `${key.reveal()}\n${before}`;
  const keys = await ctx.stateKeys.create(parseStateKeys(text, `"${path}"`));
  await ctx.files.writeAtomic(path, text, { mode: keyMode, exclusive: !rotate });
  const document: CampaignKeyDocument = {
    schemaVersion: 1,
    kind: 'campaign-key',
    path,
    keyId: keys.ids[0],
    keyIds: keys.ids,
    warnings: [],
    next: [
      {
        command: commandLine(['connect-cli', 'campaign', 'rows.jsonl', '--out', 'campaign', '--key-file', path]),
        why: 'Write the files of a campaign; its states are signed with this key.',
      },
    ],
  };
  return { exitCode: exitCodes.done, document, text: (style) => renderCampaignKey(document, style) };
}
