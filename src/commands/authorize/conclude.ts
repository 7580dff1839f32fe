import { buildAuthorization, type Authorization, type AuthorizedVehicle } from '../../core/connect/authorization.ts';
import type { AcceptedCallback } from '../../core/connect/admission.ts';
import { isOfTesla, type Callback } from '../../core/connect/callback.ts';
import { compareUser, explainUserChange } from '../../core/connect/existing-user.ts';
import { isKeyLink, nextSteps } from '../../core/connect/next-steps.ts';
import type { NextStep } from '../../core/document.ts';
import { keyPageExit } from '../../core/errors/knowledge/redirect-errors.ts';
import { judge, type GrantEvidence, type Verdict } from '../../core/permissions/verdict.ts';
import { formatScope, type AskedPermission } from '../../core/permissions/scope.ts';
import { requiredSince } from '../../core/providers/smartcar/vehicle-access.ts';
import type { Secret } from '../../core/secret.ts';
import { commandLine } from '../../core/text/shell.ts';
import { boxIds } from '../../core/tesla/boxes.ts';
import { mayBeTesla } from '../../core/tesla/vehicle-key.ts';
import type { Context } from '../../io/context.ts';
import type { ConnectRecord, SandboxHandle } from '../../io/sandbox-control.ts';
import { printable } from '../../report/terminal/printable.ts';
import type { GlobalOptions } from '../../flags/global-options.ts';
import { stayInside } from '../../flags/stay-inside.ts';
import { repeatedConnectFlags, repeatedFlags } from '../../links/repeated-flags.ts';
import { knownKeys } from '../../live/known-keys.ts';
import { ownStore } from '../../live/own-store.ts';
import type { SecretName } from '../../settings/secrets.ts';
import type { Attempt } from './attempt.ts';
import { exchange } from './exchange.ts';
import type { AuthorizeFlags } from './flags.ts';
import { vehicleWarnings } from './read-grant.ts';

/** The document, and the exit code that its verdict stands for. */
export interface Conclusion {
  readonly document: Authorization;
  readonly verdict: Verdict;
}

/** What {@link conclude} works on. */
export interface ConcludeInput {
  readonly global: GlobalOptions;
  readonly attempt: Attempt;
  readonly callback: AcceptedCallback;
  readonly secrets: ReadonlyMap<SecretName, Secret>;
  /** Told once the grant was read back. */
  readonly onRead?: ((verdict: Verdict) => void) | undefined;
}

/** Turns a callback into a verdict: exchange and reads, what the sandbox recorded, asked against granted. */
export async function conclude(
  ctx: Context,
  { global, attempt, callback, secrets, onRead }: ConcludeInput,
): Promise<Conclusion> {
  const { flags, provider, edition, sandbox, settings } = attempt;
  const record = await sandbox?.record(attempt.state);
  const asked = attempt.asked ?? record?.asked;
  const result = await exchange(ownStore(ctx, sandbox), {
    settings,
    callback,
    redirectUri: attempt.redirectUri,
    readsTesla: record === undefined,
    keepsTokens: flags.sandbox !== true,
    edition: edition.id,
    secrets,
    askedScope: asked === undefined ? undefined : formatScope(asked),
  });
  const vehicles = await withKnownKeys(result.vehicles, sandbox);
  const needsBoxes = asksTesla({ record, vehicles, flags });
  const evidence = { ...result.evidence, ...recorded(record), ...(needsBoxes ? {} : noBoxWanted) };
  const verdict = judge({
    provider,
    edition,
    error: callback.error,
    evidence,
    asked,
  });
  const isRead = callback.error === null && !result.lacksCredentials && result.evidence.failure === undefined;
  if (isRead) onRead?.(verdict);
  const user = compareUser(result.userId, existingUser(flags));
  const keyError = keyPageError(callback, record);
  const teslaError = errorOfTesla(callback);
  const context = {
    flags: [...repeatedFlags(flags, global), ...(keyError === undefined ? [] : mendedPhone(flags))],
    connectFlags: repeatedConnectFlags(flags),
    lacksCredentials: result.lacksCredentials,
    isLeftAtKeyPage: keyError !== undefined,
    asked,
  };
  const document = buildAuthorization({
    provider: provider.id,
    edition: edition.id,
    callback,
    verdict,
    era: result.era,
    error: keyError ?? teslaError,
    vehicles,
    user,
    warnings: [
      ...attempt.warnings,
      ...codeNotSent(callback, flags),
      ...strangeKeyLink(callback),
      ...leftAtKeyPage(record),
      ...reusedConsent(record, verdict),
      ...result.warnings,
      ...vehicleWarnings(vehicles),
      ...explainUserChange(user),
      ...requiredRule(verdict, flags),
    ],
    next: [
      ...(keyError === undefined ? [] : [keyGuide]),
      ...(teslaError === undefined
        ? nextSteps({ verdict, callback, vehicles }, context)
        : [explainTesla(teslaError.code, callback)]),
      ...rehearsedKey({ callback, vehicles, sandbox }, flags),
      ...(flags.sandbox === true && result.evidence.failure !== undefined
        ? [rehearseAgain(flags, global, asked)]
        : result.next),
    ],
  });
  return { document: stayInside(document, flags), verdict };
}

/** The scenario of a rehearsal that names none. */
const newOwner = 'new-owner';

/** The code went with its sandbox, and what failed there would fail again: only another situation leads further. */
function rehearseAgain(flags: AuthorizeFlags, global: GlobalOptions, asked: readonly AskedPermission[] = []): NextStep {
  const words = [...repeatedConnectFlags(flags), ...repeatedFlags(flags, global), '--scenario', newOwner];
  const scope = asked.length === 0 ? [] : ['--scope', formatScope(asked)];
  return {
    command: commandLine(['connect-cli', 'authorize', ...scope, ...words]),
    why: 'The sandbox of this run has ended, and the code with it: rehearse with an owner whose code can be exchanged.',
  };
}

const keyGuide: NextStep = {
  command: 'connect-cli guide virtual-key',
  why: 'A page that shows the owner how to add the key, and what it takes.',
};

/** @returns what to say of an owner who went back to the application from the virtual key page, as the screens recorded */
function keyPageError({ error }: Callback, record: ConnectRecord | undefined): Authorization['error'] | undefined {
  const isLeft = error === 'user_manually_returned_to_application' || error === 'user_cancelled';
  return isLeft && record?.pages.at(-1) === 'virtual-key' ? { code: error, ...keyPageExit } : undefined;
}

/** @returns what to say of an error that Tesla sent to an application of its own: nothing of Connect's is its cause. */
function errorOfTesla({ error, raw }: Callback): NonNullable<Authorization['error']> | undefined {
  if (error === null || !isOfTesla(raw)) return undefined;
  return {
    code: error,
    title: "Tesla's sign-in sent this error, not Connect.",
    cause:
      "The redirect names Tesla as its issuer, as after the sign-in of an application of your own at Tesla. Smartcar's permission screen had no part in it.",
    remedy:
      '`connect-cli explain-error` with that issuer says what it means. To connect through Smartcar, run the command again and open the link that it prints.',
    who: 'developer',
  };
}

function explainTesla(code: string, { raw }: Callback): NextStep {
  const query = new URLSearchParams({ error: code, issuer: `${raw['issuer'] ?? 'auth.tesla.com'}` });
  return {
    command: commandLine(['connect-cli', 'explain-error', `${query}`]),
    why: 'Says what the error means where Tesla sent it.',
  };
}

/** A scenario without a way to the key would end its next rehearsal as it ended this one. */
function mendedPhone({ sandbox, scenario }: AuthorizeFlags): readonly string[] {
  return sandbox === true && scenario !== undefined ? ['--scenario', newOwner] : [];
}

/** A grant that does not show key and role leaves them unknown; the sandbox knows both of each car. */
async function withKnownKeys(
  vehicles: readonly AuthorizedVehicle[],
  sandbox: SandboxHandle | undefined,
): Promise<readonly AuthorizedVehicle[]> {
  if (vehicles.length === 0) return vehicles;
  const known = await knownKeys(sandbox);
  return vehicles.map((vehicle) => {
    const { virtualKey = vehicle.virtualKey, role } = known.get(vehicle.id) ?? {};
    return { ...vehicle, virtualKey, ...(role === 'driver' ? { role } : {}) };
  });
}

interface RehearsedKey {
  readonly callback: Callback;
  readonly vehicles: readonly AuthorizedVehicle[];
  readonly sandbox: SandboxHandle | undefined;
}

/** The sandbox has a key page of its own beside the published link; it can be opened while that sandbox runs. */
function rehearsedKey({ callback, vehicles, sandbox }: RehearsedKey, flags: AuthorizeFlags): readonly NextStep[] {
  const link = callback.virtualKeyUrl;
  const isMissing = vehicles.some(({ virtualKey }) => virtualKey === 'missing');
  if (sandbox === undefined || flags.sandbox === true || link === null || !isMissing || !isKeyLink(link)) return [];
  return [
    {
      url: `${sandbox.url}${new URL(link).pathname}`,
      why: "Rehearse it: the sandbox's own page, in place of Tesla's, adds the key to its car.",
    },
  ];
}

/** What the sandbox's screens recorded is exact. */
function recorded(record: ConnectRecord | undefined): GrantEvidence {
  if (record === undefined) return {};
  const only = (ids: readonly string[]) => boxIds.filter((box) => ids.includes(box));
  return {
    ticked: new Set(only(record.ticked)),
    unticked: new Set(record.unticked),
    blocking: only(record.missing),
  };
}

/** Where Tesla is not asked, no box stands between what was asked and what was granted. */
const noBoxWanted: GrantEvidence = { ticked: new Set(boxIds), blocking: [] };

interface AskedMaker {
  readonly record: ConnectRecord | undefined;
  readonly vehicles: readonly AuthorizedVehicle[];
  readonly flags: AuthorizeFlags;
}

/** @returns false where the screens, the cars or the link say that Tesla's consent screen had no part in it */
function asksTesla({ record, vehicles, flags }: AskedMaker): boolean {
  const signIn = record?.pages.find((page) => page === 'sign-in' || page === 'tesla-sign-in');
  if (signIn !== undefined) return signIn === 'tesla-sign-in';
  const named = vehicles.filter(({ make }) => make !== null);
  return named.length > 0 ? named.some(mayBeTesla) : mayBeTesla({ make: flags.make?.trim() ?? null });
}

/** The redirect names no cause; the screens of the sandbox do. */
function leftAtKeyPage(record: ConnectRecord | undefined): readonly string[] {
  if (record?.outcome !== 'gave-up' || record.pages.at(-1) !== 'virtual-key') return [];
  return ['The owner left Connect when it asked for the virtual key: no car got it, so nothing is connected.'];
}

/** A box that nobody was asked for is told as that, or the owner is blamed for a screen that was never shown. */
function reusedConsent(record: ConnectRecord | undefined, { missingBoxes }: Verdict): readonly string[] {
  if (record === undefined || missingBoxes.length === 0 || record.ticked.length === 0) return [];
  if (record.pages.includes('tesla-consent')) return [];
  return [
    "Tesla's consent screen was not shown: an earlier, narrower consent to Smartcar was reused, so the owner had no box to tick.",
  ];
}

/** `required:` got another meaning that day; whether the rule for Tesla outlived it is not known. */
function requiredRule({ verdict, permissions }: Verdict, { asOf }: AuthorizeFlags): readonly string[] {
  const isCause = permissions.some(({ required, reason }) => required && reason === 'box-not-ticked');
  if (verdict !== 'denied' || !isCause || (asOf !== undefined && asOf < requiredSince)) return [];
  return [
    `That a missed Tesla box for a required permission leads to Revoke Access is stated on Smartcar's Tesla page, and has not been confirmed since ${requiredSince}.`,
  ];
}

function existingUser(flags: AuthorizeFlags): { reference?: string | undefined; previousId?: string | undefined } {
  return {
    reference: flags.existingUser,
    previousId: flags.previousUserId,
  };
}

/** An app that waits for a code would take this redirect for a failure. */
function codeNotSent({ code, userId, error }: Callback, { responseType = 'code' }: AuthorizeFlags): readonly string[] {
  if (responseType !== 'code' || code !== null || userId === null || error !== null) return [];
  return [
    'The link asked for a code with response_type=code, but the redirect brought only user_id. Field reports describe the same for API v3 applications: nothing is missing, because the application token reads the grant on behalf of user_id. An app that waits for a code must use user_id instead; --response-type omit asks for no code.',
  ];
}

function strangeKeyLink({ virtualKeyUrl }: Callback): readonly string[] {
  if (virtualKeyUrl === null || isKeyLink(virtualKeyUrl)) return [];
  return [
    `The virtual_key_url of the redirect, "${printable(virtualKeyUrl)}", is not an https link to tesla.com, so it is not offered to the owner. Find out who put it there before anyone opens it.`,
  ];
}
