import { CliError } from '../../core/errors/cli-error.ts';
import { compareGrant, type GrantComparison } from '../../core/permissions/grant-comparison.ts';
import type { AskedPermission } from '../../core/permissions/scope.ts';
import type { MappingEdition, Provider } from '../../core/providers/provider.ts';
import type { Context } from '../../io/context.ts';
import { readBounds } from '../../io/read-bounds.ts';

const hint =
  'Pass names separated by spaces, the JSON that the API answers with, or - to read either from stdin: --granted "read_odometer read_vin".';

/** What {@link compareWithGrant} works on. */
export interface CompareWithGrantInput {
  readonly table: { readonly provider: Provider; readonly edition: MappingEdition };
  readonly asked: readonly AskedPermission[] | undefined;
  readonly text: string;
}

/**
 * Compares a real grant with what was asked.
 * @param text the value of `--granted`
 * @throws CliError INPUT_REQUIRED when nothing says what was asked
 */
export async function compareWithGrant(
  ctx: Pick<Context, 'stdin'>,
  { table, asked, text }: CompareWithGrantInput,
): Promise<GrantComparison> {
  if (asked === undefined) {
    throw new CliError(
      'INPUT_REQUIRED',
      'It is not known what was asked for, so there is nothing to compare the grant with.',
      {
        hint: 'Name the permissions that the link asked for, or pass them with --scope.',
      },
    );
  }
  return compareGrant({ provider: table.provider, edition: table.edition }, asked, await readGranted(ctx, text));
}

/**
 * Reads a real grant: permission names, or an answer of the API with a list of permissions in it.
 * @param text the value of `--granted`; `-` reads stdin
 * @throws CliError INVALID_VALUE when there is no list of permissions in it
 */
async function readGranted(ctx: Pick<Context, 'stdin'>, text: string): Promise<readonly string[]> {
  const input = (text === '-' ? await ctx.stdin.readAll(readBounds.grant) : text).trim();
  if (input === '') throw new CliError('INVALID_VALUE', 'The grant to compare with is empty.', { hint });
  const names = /^[[{]/.test(input) ? namesInJson(input) : input.split(/[\s,]+/);
  const malformed = names.find((name) => !/^(?:required:)?[A-Za-z]\w*$/.test(name));
  if (malformed !== undefined) {
    throw new CliError('INVALID_VALUE', `"${malformed.slice(0, 80)}" is not the name of a permission.`, { hint });
  }
  return names.map((name) => name.replace(/^required:/, ''));
}

function namesInJson(text: string): readonly string[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new CliError('INVALID_VALUE', 'The grant looks like JSON but is not valid.', { hint, cause });
  }
  const names = findPermissions(value, 0);
  if (names === undefined)
    throw new CliError('INVALID_VALUE', 'There is no list of permissions in this JSON.', { hint });
  return names;
}

const deepest = 6;

/** v2 answers `{permissions}`, v3 `{data: [{attributes: {permissions}}]}`, authorize `{permissions: [{name, granted}]}`. */
function findPermissions(value: unknown, depth: number): readonly string[] | undefined {
  if (depth > deepest || typeof value !== 'object' || value === null) return undefined;
  if (Array.isArray(value)) {
    const entries: readonly unknown[] = value;
    const names = entries.flatMap(nameOf);
    return names.length === entries.length ? names.flat() : firstFound(entries, depth);
  }
  const record: Readonly<Record<string, unknown>> = { ...value };
  if (Array.isArray(record['permissions'])) return findPermissions(record['permissions'], depth + 1);
  return firstFound(Object.values(record), depth);
}

function firstFound(values: readonly unknown[], depth: number): readonly string[] | undefined {
  for (const value of values) {
    const nested = findPermissions(value, depth + 1);
    if (nested !== undefined) return nested;
  }
  return undefined;
}

/** One name, none for a permission that was not granted; nothing for what is not a permission. */
function nameOf(entry: unknown): readonly (readonly string[])[] {
  if (typeof entry === 'string') return [[entry]];
  if (typeof entry !== 'object' || entry === null || !('name' in entry) || typeof entry.name !== 'string') return [];
  return 'granted' in entry ? [entry.granted === true ? [entry.name] : []] : [];
}
