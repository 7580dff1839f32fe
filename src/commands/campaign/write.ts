import type { CampaignDocument, CampaignFiles } from '../../core/campaign/documents.ts';
import { campaignKinds, type CampaignKind } from '../../core/campaign/kinds.ts';
import { mergeOwners, type CampaignOwner } from '../../core/campaign/owner.ts';
import type { Context } from '../../io/context.ts';
import type { RowFile, RowFolder, RowGroups } from '../../io/rows.ts';
import { ownerCsvHead, ownerCsvLine, ownerJsonLine, type OwnerRow } from '../../report/campaign/owner-rows.ts';

/** Characters that leave in one write. */
const batchLength = 64 * 1024;

/** Collects text and writes it in batches. */
interface Batches {
  add(text: string): void;
  close(): void;
}

function createBatches(file: RowFile): Batches {
  let batch = '';
  const write = () => {
    file.write(batch);
    batch = '';
  };
  return {
    add(text) {
      batch += text;
      if (batch.length >= batchLength) write();
    },
    close() {
      try {
        write();
        file.sync();
      } finally {
        file.close();
      }
    },
  };
}

interface KindFiles {
  owners: number;
  smsSegments: number;
  readonly names: readonly [jsonl: string, csv: string];
  readonly jsonl: Batches;
  readonly csv: Batches;
}

/** Puts the rows of each owner together. */
export async function* collectOwners(groups: RowGroups): AsyncGenerator<CampaignOwner> {
  for await (const batch of groups.batches()) {
    const owners = new Map<string, CampaignOwner>();
    for (const [key, record] of batch) {
      // It went into the groups as one.
      const owner = record as CampaignOwner;
      const before = owners.get(key);
      owners.set(key, before === undefined ? owner : mergeOwners(before, owner));
    }
    yield* owners.values();
  }
}

/** A directory with two files for each kind. */
export interface CampaignFolder {
  add(row: OwnerRow): void;
  /** Ends the files. */
  close(): readonly CampaignFiles[];
  /** Adds the summary and lets the directory appear. */
  commit(document: CampaignDocument): void;
  discard(): void;
}

export async function createCampaignFolder(
  ctx: Pick<Context, 'rows'>,
  path: string,
  kinds: readonly CampaignKind[] = campaignKinds,
): Promise<CampaignFolder> {
  const folder = await ctx.rows.createFolder(path);
  const files = new Map<CampaignKind, KindFiles>();
  try {
    for (const kind of kinds) files.set(kind, openKind(folder, kind));
  } catch (error) {
    folder.discard();
    throw error;
  }
  return {
    add(row) {
      const own = files.get(row.owner.kind);
      if (own === undefined) return;
      own.owners += 1;
      own.smsSegments += row.smsLength.segments;
      own.jsonl.add(ownerJsonLine(row));
      own.csv.add(ownerCsvLine(row));
    },
    close: () =>
      [...files].map(([kind, { owners, smsSegments, names, jsonl, csv }]) => {
        jsonl.close();
        csv.close();
        return { kind, owners, smsSegments, files: names };
      }),
    commit(document) {
      const summary = folder.create('campaign.json');
      summary.write(`${JSON.stringify(document, undefined, 2)}\n`);
      summary.sync();
      summary.close();
      folder.commit();
    },
    discard: folder.discard,
  };
}

function openKind(folder: RowFolder, kind: CampaignKind): KindFiles {
  const names = [`${kind}.jsonl`, `${kind}.csv`] as const;
  const csv = createBatches(folder.create(names[1]));
  csv.add(ownerCsvHead);
  return { owners: 0, smsSegments: 0, names, jsonl: createBatches(folder.create(names[0])), csv };
}
