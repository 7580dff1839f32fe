import type { Command } from 'commander';
import type { CampaignDocument, CampaignFiles } from '../../core/campaign/documents.ts';
import type { CampaignKind } from '../../core/campaign/kinds.ts';
import { ownerKey, ownerOf } from '../../core/campaign/owner.ts';
import { commandLine } from '../../core/text/shell.ts';
import { exitCodes } from '../../core/exit-codes.ts';
import type { GlobalOptions } from '../../flags/global-options.ts';
import type { Context } from '../../io/context.ts';
import type { RowGroups } from '../../io/rows.ts';
import { renderCampaign } from '../../report/human/campaign.ts';
import type { Outcome } from '../../report/outcome.ts';
import { addExamples, addNote, type CommandModule } from '../command.ts';
import { addCampaignOptions, inputOption, keyFileOption, type CampaignFlags } from './flags.ts';
import { makeStateKey, type KeyFlags } from './key.ts';
import { createLetterWriter } from './letters.ts';
import { prepareCampaign, requireLinks, type CampaignPlan } from './prepare.ts';
import { addProgressOptions, showProgress, type ProgressFlags } from './progress.ts';
import { readAuditedRows, type ReadRows } from './read-rows.ts';
import { verifyState, type VerifyFlags } from './verify.ts';
import { collectOwners, createCampaignFolder, type CampaignFolder } from './write.ts';

export const command: CommandModule = {
  register(program, run) {
    addCampaignOptions(program)
      .argument('<file>', 'rows printed by audit, as JSON Lines or CSV; - reads stdin')
      .action((file: string, flags: CampaignFlags) => {
        run((ctx, global) => writeCampaign(ctx, { global, file, flags }));
      });
    program
      .command('verify')
      .description('whom the state of a redirect belongs to')
      .argument('<state>', 'the state, or the full address of the redirect; - reads stdin')
      .option(...keyFileOption)
      .action((state: string, _: VerifyFlags, own: Command) => {
        run((ctx, global) => verifyState(ctx, { state, json: global.json, flags: sharedFlags<VerifyFlags>(own) }));
      });
    addProgressOptions(
      program
        .command('progress')
        .description('who has followed up between two audits')
        .argument('<before>', 'rows of the first audit')
        .argument('<after>', 'rows of the second audit; one of the two may be -'),
    )
      .addOption(inputOption())
      .action((before: string, after: string, ...[, own]: [ProgressFlags, Command]) => {
        const flags = sharedFlags<ProgressFlags>(own);
        run((ctx, global) => showProgress(ctx, { before, after, json: global.json, flags }));
      });
    program
      .command('key')
      .description('make a key for signing states')
      .argument('<file>', 'a new file; with --rotate an existing one')
      .option('--rotate', "put a new key in front of the file's keys, which remain valid")
      .action((file: string, flags: KeyFlags) => {
        run((ctx) => makeStateKey(ctx, file, flags));
      });
    addNote(
      program,
      'The files and the states on the links name users, which is personal data; only you can read the files. An owner with several cars gets one letter, about what comes first.',
    );
    addExamples(
      program,
      [
        ['campaign key campaign.key', 'make the key once and keep it where your app can read it'],
        [
          'campaign rows.jsonl --out tonight --key-file campaign.key --app-name Voltly',
          'files for a mail tool, sorted by what owners have to do',
        ],
        [
          'campaign verify "$STATE" --key-file campaign.key',
          "in your app's callback: whom it belongs to, or exit code 9",
        ],
        ['campaign progress before.jsonl after.jsonl', 'who has followed up since'],
        ['campaign key campaign.key --rotate', 'sign with a new key, and accept the older ones'],
      ],
      [
        [
          'campaign verify "$REDIRECT" --json',
          'the same from the whole address, with the keys of CONNECT_CLI_CAMPAIGN_KEY',
        ],
        ['campaign progress before.jsonl after.jsonl --format csv', 'with one line per owner'],
      ],
    );
  },
};

/** A flag that the command above has as well is read there, wherever it stands. */
function sharedFlags<T extends object>(own: Command): T {
  return { ...own.parent?.opts<T>(), ...own.opts<T>() };
}

interface CampaignInput {
  readonly global: GlobalOptions;
  readonly file: string;
  readonly flags: CampaignFlags;
}

async function writeCampaign(ctx: Context, { global, file, flags }: CampaignInput): Promise<Outcome> {
  const plan = await prepareCampaign(ctx, { global, flags });
  // First, so that nobody waits for an hour to hear that the directory is taken.
  const folder = await createCampaignFolder(ctx, plan.out, plan.kinds);
  const groups = await ctx.rows.group();
  try {
    const needed = new Set<CampaignKind>();
    const read = await readAuditedRows(ctx, {
      path: file,
      form: flags.input,
      take: (row) => {
        const owner = ownerOf(row);
        if (owner === undefined || !plan.kinds.includes(owner.kind)) return undefined;
        const key = ownerKey(row);
        if (key === null) return 'it names no user';
        const fault = row.link === null ? undefined : plan.rowLinks.read(row.verdict, row.link);
        if (fault !== undefined) return fault;
        needed.add(owner.kind);
        groups.add(key, owner);
        return undefined;
      },
    });
    const document = await writeFiles(ctx, plan, { folder, groups, needed, read });
    return { exitCode: exitCodes.done, document, text: (style) => renderCampaign(document, style) };
  } finally {
    groups.discard();
    folder.discard();
  }
}

interface Collected {
  readonly folder: CampaignFolder;
  readonly groups: RowGroups;
  readonly needed: ReadonlySet<CampaignKind>;
  readonly read: ReadRows;
}

async function writeFiles(
  ctx: Context,
  plan: CampaignPlan,
  { folder, groups, needed, read }: Collected,
): Promise<CampaignDocument> {
  const { keys } = plan.loaded;
  const links = requireLinks(plan, needed);
  const write = createLetterWriter({ ...plan, links, keys, keyDomain: plan.parts.keyDomain });
  for await (const owner of collectOwners(groups)) {
    ctx.signal.throwIfAborted();
    const row = write(owner);
    if (row !== undefined) folder.add(row);
  }
  const document = buildDocument(plan, read, folder.close());
  folder.commit(document);
  return document;
}

function buildDocument(plan: CampaignPlan, read: ReadRows, kinds: readonly CampaignFiles[]): CampaignDocument {
  return {
    schemaVersion: 1,
    kind: 'campaign',
    out: plan.out,
    rows: read.rows,
    rejected: read.rejected,
    owners: kinds.reduce((sum, { owners }) => sum + owners, 0),
    expiresAt: new Date(plan.expiresAt).toISOString(),
    keyId: plan.loaded.keys.ids[0],
    kinds,
    warnings: [...plan.warnings, ...read.warnings],
    next: [
      {
        command: commandLine(['connect-cli', 'campaign', 'verify', 'STATE', ...plan.keyWords]),
        why: "In your app's callback: whom the returned state belongs to.",
      },
    ],
  };
}
