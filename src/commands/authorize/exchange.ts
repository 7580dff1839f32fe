import type { AcceptedCallback } from '../../core/connect/admission.ts';
import type { Authorization, AuthorizedVehicle } from '../../core/connect/authorization.ts';
import type { GrantEvidence } from '../../core/permissions/verdict.ts';
import type { NextStep } from '../../core/document.ts';
import { CliError } from '../../core/errors/cli-error.ts';
import { Secret } from '../../core/secret.ts';
import { commandLine } from '../../core/text/shell.ts';
import type { Context } from '../../io/context.ts';
import type { ClientCredentials, GrantReader, TokenAnswer } from '../../io/smartcar.ts';
import { describeFailure, readGrant } from './read-grant.ts';
import { readApiClient, readClient, type SecretName } from '../../settings/secrets.ts';
import { openApi, storeUserTokens } from '../../live/session.ts';
import type { Settings } from '../../settings/settings.ts';

/** What came of the callback once the API was asked. */
export interface ExchangeResult {
  readonly evidence: GrantEvidence;
  readonly vehicles: readonly AuthorizedVehicle[];
  readonly userId: string | null;
  /** Which API the grant was read with; null where nothing was read. */
  readonly era: Authorization['era'];
  readonly warnings: readonly string[];
  readonly next: readonly NextStep[];
  /** Nothing was tried for want of credentials. */
  readonly lacksCredentials: boolean;
}

export interface ExchangeRequest {
  readonly settings: Settings;
  readonly callback: AcceptedCallback;
  readonly redirectUri: string;
  /** Ask for Tesla's own record of the boxes, where nothing else knows it. */
  readonly readsTesla: boolean;
  /** Tokens of a sandbox that ends with the command are not kept. */
  readonly keepsTokens: boolean;
  readonly askedScope?: string | undefined;
  readonly edition: string;
  /** Secrets that came in by stdin or file; they win over environment and store. */
  readonly secrets: ReadonlyMap<SecretName, Secret>;
}

type ExchangeContext = Pick<Context, 'credentials' | 'env' | 'smartcar'>;

/**
 * Does with a callback what the credentials at hand allow: exchanges the code (v2) or takes the application's token
 * (v3), keeps the tokens, and reads what was granted. A refusal or an unreachable API is a result, not an error.
 */
export async function exchange(ctx: ExchangeContext, request: ExchangeRequest): Promise<ExchangeResult> {
  const { settings, callback } = request;
  const nothing = {
    vehicles: [],
    userId: callback.userId,
    era: null,
    warnings: [],
    next: [],
    lacksCredentials: false,
  };
  if (callback.error !== null) return { ...nothing, evidence: {} };
  const client = callback.code === null ? undefined : await userClient(ctx, request);
  const apiClient =
    client === undefined && callback.userId !== null ? await applicationClient(ctx, request) : undefined;
  if (client === undefined && apiClient === undefined) return { ...nothing, evidence: {}, lacksCredentials: true };
  const user = client === undefined ? undefined : await openUser(ctx, request, client);
  const { warnings, progress } = user?.kept ?? unkept('none');
  try {
    const { reader, userId } =
      user === undefined ? await openApplication(ctx, { settings, callback, client: apiClient }) : valueOf(user.opened);
    const grant = await readGrant(reader, request);
    return { ...nothing, ...grant, userId, era: reader.era, warnings: [...warnings, ...grant.warnings] };
  } catch (error) {
    const { failure, sentence } = describeFailure(error);
    return {
      ...nothing,
      evidence: { failure },
      warnings: [...warnings, sentence],
      next: apiClient !== undefined && failure === 'refused' ? refusedSteps : finishSteps(request, progress),
    };
  }
}

async function userClient(
  ctx: ExchangeContext,
  { settings, secrets }: ExchangeRequest,
): Promise<ClientCredentials | undefined> {
  const secret = secrets.get('client-secret');
  const id = settings.clientId ?? settings.applicationId;
  return secret !== undefined && id !== undefined
    ? { clientId: id.value, clientSecret: secret }
    : readClient(ctx, settings);
}

async function applicationClient(
  ctx: ExchangeContext,
  { settings, secrets }: ExchangeRequest,
): Promise<ClientCredentials | undefined> {
  const secret = secrets.get('api-client-secret');
  return secret !== undefined && settings.apiClientId !== undefined
    ? { clientId: settings.apiClientId.value, clientSecret: secret }
    : readApiClient(ctx, settings);
}

interface OpenApplicationInput {
  readonly settings: Settings;
  readonly callback: AcceptedCallback;
  readonly client: ClientCredentials | undefined;
}

async function openApplication(
  ctx: ExchangeContext,
  { settings, callback, client }: OpenApplicationInput,
): Promise<{ reader: GrantReader; userId: string }> {
  if (client === undefined || callback.userId === null) throw new Error('v3 needs a client and a user id');
  const api = openApi(ctx, settings);
  const answer = await api.tokens.application(client);
  return { reader: api.v3({ current: async () => answer.accessToken }, callback.userId), userId: callback.userId };
}

/** How far an exchange came. `lost`: the code is spent, and what it gave is in no store. */
interface Progress {
  readonly code: 'none' | 'unspent' | 'lost' | 'kept';
}

/** Where the tokens are, and what is to be said about that. */
interface Kept {
  readonly progress: Progress;
  readonly warnings: readonly string[];
}

function unkept(code: Exclude<Progress['code'], 'kept'>, warnings: readonly string[] = []): Kept {
  return { progress: { code }, warnings };
}

/** What came of a step, for those who have to go on after a failure. */
type Tried<T> = { readonly value: T } | { readonly error: unknown };

async function tryStep<T>(step: Promise<T>): Promise<Tried<T>> {
  try {
    return { value: await step };
  } catch (error) {
    return { error };
  }
}

/** @throws what the step threw */
function valueOf<T>(tried: Tried<T>): T {
  if ('error' in tried) throw tried.error;
  return tried.value;
}

interface UserOpening {
  readonly opened: Tried<{ readonly reader: GrantReader; readonly userId: string }>;
  readonly kept: Kept;
}

async function openUser(
  ctx: ExchangeContext,
  request: ExchangeRequest,
  client: ClientCredentials,
): Promise<UserOpening> {
  const { settings, callback, redirectUri } = request;
  const api = openApi(ctx, settings);
  const code = new Secret(callback.code ?? '', 'result');
  const exchanged = await tryStep(api.tokens.exchangeCode(client, { code, redirectUri }));
  if ('error' in exchanged) return { opened: exchanged, kept: unkept('unspent') };
  const answer = exchanged.value;
  const reader = api.v2({ current: async () => answer.accessToken });
  const read = await tryStep(reader.readUser());
  // The code is spent: where the read failed, the tokens are kept under the id that the redirect named.
  const userId = 'error' in read ? callback.userId : read.value.id;
  const stored =
    userId === null ? { value: unkept('lost') } : await tryStep(keep(ctx, { about: request, answer, userId }));
  const kept = 'error' in stored ? unkept('lost') : stored.value;
  if ('error' in read) return { opened: read, kept };
  return { opened: 'error' in stored ? stored : { value: { reader, userId: read.value.id } }, kept };
}

interface KeepInput {
  readonly about: ExchangeRequest;
  readonly answer: TokenAnswer;
  readonly userId: string;
}

async function keep(
  ctx: ExchangeContext,
  { about: { settings, keepsTokens, askedScope, edition }, answer, userId }: KeepInput,
): Promise<Kept> {
  if (!keepsTokens) return unkept('lost');
  try {
    await storeUserTokens(ctx, settings, {
      answer,
      userId,
      edition,
      askedScope,
    });
    const { warning } = await ctx.credentials.describe();
    return { progress: { code: 'kept' }, warnings: warning === undefined ? [] : [warning] };
  } catch (error) {
    if (!(error instanceof CliError) || error.code !== 'STORE_UNAVAILABLE') throw error;
    return unkept('lost', [`The tokens could not be stored: ${error.message} ${error.hint}`]);
  }
}

/** A secret that was renewed in the Dashboard is refused here first (field reports). */
const refusedSteps: readonly NextStep[] = [
  {
    command: 'connect-cli init --force',
    why: 'Give the client_… id and its secret anew: Smartcar Dashboard, API Credentials, Create Secret. The owner stays connected.',
  },
  { command: 'connect-cli permissions', why: 'Read what was granted, then.' },
];

/** Where tokens are at hand the reads alone are left to do; else the code still has to be exchanged. */
function finishSteps(
  { callback, settings, redirectUri, askedScope }: ExchangeRequest,
  { code }: Progress,
): readonly NextStep[] {
  if (code !== 'unspent') {
    if (code !== 'lost') {
      return [{ command: 'connect-cli permissions', why: 'Read what was granted once the API answers again.' }];
    }
    const scope = askedScope === undefined ? [] : ['--scope', askedScope];
    return [
      {
        command: commandLine(['connect-cli', 'authorize', ...scope]),
        why: 'The code is spent, and its tokens could not be kept: run Connect again once the API answers.',
      },
    ];
  }
  const words = ['grant_type=authorization_code', `code=${callback.code}`, `redirect_uri=${redirectUri}`];
  const data = words.flatMap((word) => ['-d', word]);
  return [
    {
      // The secret goes through a pipe: on the command line of curl every user of the machine could read it.
      command: `printf 'user = "%s:%s"' "$SMARTCAR_CLIENT_ID" "$SMARTCAR_CLIENT_SECRET" | ${commandLine(['curl', '-K', '-', ...data, `${settings.origins.auth.value}/oauth/token`])}`,
      why: 'The code is valid for ten minutes after the redirect and works once. If it has not been used, exchange it by hand within that time; otherwise authorize again.',
    },
  ];
}
