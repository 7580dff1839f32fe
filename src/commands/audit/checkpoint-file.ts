import {
  findDifference,
  formatCheckpoint,
  readCheckpoint,
  type AuditCheckpoint,
  type AuditSettings,
} from '../../core/audit/checkpoint.ts';
import { CliError } from '../../core/errors/cli-error.ts';
import { refuseNewer } from '../../core/errors/newer-file.ts';
import { parseJson } from '../../core/text/json.ts';
import type { Context } from '../../io/context.ts';
import { readBounds } from '../../io/read-bounds.ts';
import { readPosition, type ReadingPosition } from '../../live/connection-rows.ts';

/** Milliseconds between two checkpoints: what was read since is read again after a kill. */
const intervalMs = 250;

/** A checkpoint, and where its reading goes on. */
interface EarlierRun extends AuditCheckpoint {
  readonly from: ReadingPosition;
}

/** Keeps where a run stands, for the run that goes on. */
export interface CheckpointFile {
  readonly earlier: EarlierRun | undefined;
  /** Writes if some time has passed since the last time. */
  saveSometimes(take: () => Omit<AuditCheckpoint, 'settings' | 'others'>): Promise<void>;
  save(take: () => Omit<AuditCheckpoint, 'settings' | 'others'>): Promise<void>;
  /** The run is over. */
  remove(): Promise<void>;
  /** Another run may have it. */
  release(): Promise<void>;
}

/**
 * Opens the checkpoint of an earlier run, or prepares a new one.
 * @throws CliError INVALID_VALUE for a file that is no checkpoint, is newer, belongs to a run with other settings, or to
 *   one that is under way
 */
export async function openCheckpointFile(
  ctx: Pick<Context, 'files' | 'clock'>,
  path: string,
  settings: AuditSettings,
): Promise<CheckpointFile> {
  const release = await ctx.files.claim(path);
  if (release === undefined) throw underWay(path);
  try {
    return { ...(await openClaimed(ctx, path, settings)), release };
  } catch (error) {
    await release();
    throw error;
  }
}

async function openClaimed(
  ctx: Pick<Context, 'files' | 'clock'>,
  path: string,
  settings: AuditSettings,
): Promise<Omit<CheckpointFile, 'release'>> {
  const earlier = (await ctx.files.exists(path))
    ? parseEarlier(path, await ctx.files.readText(path, readBounds.checkpoint))
    : undefined;
  if (earlier !== undefined) refuseOther(path, earlier, settings);
  let savedAt = ctx.clock.now();
  const others = earlier?.others ?? {};
  const save: CheckpointFile['save'] = async (take) => {
    await ctx.files.writeAtomic(path, formatCheckpoint({ ...take(), settings, others }), { mode: 0o600 });
    savedAt = ctx.clock.now();
  };
  return {
    earlier,
    save,
    saveSometimes: async (take) => {
      if (ctx.clock.now() - savedAt >= intervalMs) await save(take);
    },
    remove: () => ctx.files.remove(path),
  };
}

function underWay(path: string): CliError {
  return new CliError('INVALID_VALUE', `Another audit is using the checkpoint "${path}".`, {
    hint: `Wait for it to end, or stop it; a parallel audit needs another --checkpoint and --out. If none is running, on any machine, remove "${path}.lock".`,
  });
}

function parseEarlier(path: string, text: string): EarlierRun {
  const reading = readCheckpoint(parseJson(text));
  const from = reading.ok ? readPosition(reading.checkpoint.position) : undefined;
  if (reading.ok && from !== undefined) return { ...reading.checkpoint, from };
  if (!reading.ok && reading.why === 'newer') {
    const hint = 'Continue with the newer connect-cli that wrote it, or name another --checkpoint file to start over.';
    refuseNewer({ name: `The checkpoint "${path}"`, hint }, reading.version);
  }
  throw new CliError('INVALID_VALUE', `The file "${path}" is not a checkpoint of an audit.`, {
    hint: 'Name another --checkpoint file: this one is left as it is.',
  });
}

function refuseOther(path: string, earlier: AuditCheckpoint, settings: AuditSettings): void {
  const difference = findDifference(earlier.settings, settings);
  if (difference === undefined) return;
  const { name, before, now } = difference;
  const say = (value: string) => (value === '' ? 'none' : `"${value}"`);
  throw new CliError(
    'INVALID_VALUE',
    `The checkpoint "${path}" belongs to an audit with another ${name}: ${say(before)} there, ${say(now)} here.`,
    { hint: 'Pass the flags of the run that wrote it, or name another --checkpoint file to start over.' },
  );
}
