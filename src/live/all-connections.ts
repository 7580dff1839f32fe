import { CliError } from '../core/errors/cli-error.ts';
import type { Context } from '../io/context.ts';
import type { PageWait } from '../io/smartcar.ts';
import { readApiClient, readSecret } from '../settings/secrets.ts';
import type { Settings } from '../settings/settings.ts';
import { readConnectionRows, type ReadRows, type ReadingPosition } from './connection-rows.ts';
import { applicationAccess, openApi } from './session.ts';

/** Every connection of an application, as rows of the API. */
export interface AllConnections {
  readonly era: 'v2' | 'v3';
  /** Where they are read. */
  readonly origin: string;
  /** @param from where an earlier reading stopped */
  read(from: ReadingPosition | undefined, onWait: (wait: PageWait) => void): AsyncGenerator<ReadRows>;
}

type ReadingContext = Pick<Context, 'env' | 'credentials' | 'clock' | 'smartcar'>;

/**
 * v3 with the application's token where there are credentials of v3, else v2 with the management token.
 * @throws CliError CREDENTIALS_MISSING, and CREDENTIALS_REFUSED where the token endpoint refuses
 */
export async function openAllConnections(
  ctx: ReadingContext,
  settings: Settings,
  wanted: 'v2' | 'v3' | undefined,
): Promise<AllConnections> {
  const hasApiClient = wanted !== 'v2' && (await readApiClient(ctx, settings)) !== undefined;
  if (wanted === 'v3' || hasApiClient) return openV3(ctx, settings);
  return openManagement(ctx, settings, wanted);
}

async function openV3(ctx: ReadingContext, settings: Settings): Promise<AllConnections> {
  const access = await applicationAccess(ctx, settings);
  return {
    era: 'v3',
    origin: settings.origins.vehicleApi.value,
    read: (from, onWait) =>
      stoppable((signal) => readConnectionRows(openApi(ctx, settings).v3Pages(access, { onWait, signal }), from)),
  };
}

async function openManagement(
  ctx: ReadingContext,
  settings: Settings,
  wanted: 'v2' | undefined,
): Promise<AllConnections> {
  const token = await readSecret(ctx, settings, 'management-token');
  if (token === undefined) throw nothingToReadWith(wanted);
  return {
    era: 'v2',
    origin: settings.origins.management.value,
    read: (from, onWait) =>
      stoppable((signal) =>
        readConnectionRows(openApi(ctx, settings).managementPages(token.value, { onWait, signal }), from),
      ),
  };
}

function nothingToReadWith(wanted: 'v2' | undefined): CliError {
  const v2 = 'the application management token for v2 (SMARTCAR_APP_MANAGEMENT_TOKEN)';
  const v3 = 'the API credentials of v3 (SMARTCAR_API_CLIENT_ID and SMARTCAR_API_CLIENT_SECRET)';
  return new CliError('CREDENTIALS_MISSING', 'There are no credentials to read the connections with.', {
    hint: `Set ${wanted === 'v2' ? v2 : `${v3}, or ${v2}`}; \`connect-cli init\` stores them. Rows in a file need no credentials: \`connect-cli audit FILE\`.`,
  });
}

/** Pages that were asked for ahead are given up with the reading. */
async function* stoppable(read: (signal: AbortSignal) => AsyncGenerator<ReadRows>): AsyncGenerator<ReadRows> {
  const stop = new AbortController();
  try {
    yield* read(stop.signal);
  } finally {
    stop.abort();
  }
}
