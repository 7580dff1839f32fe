import { boxIds } from '../../core/tesla/boxes.ts';
import { endProblem, signIn } from '../state/accounts.ts';
import { inForce } from '../state/behaviour.ts';
import { yearOfVin } from '../state/cars.ts';
import { userKey } from '../state/connections.ts';
import { connectFailure } from '../state/connect-errors.ts';
import type { Account, SandboxState, Vehicle } from '../state/state.ts';
import { finishAuthorize, finishReauthenticate, finishWithError } from './finish.ts';
import {
  accountOf,
  blockingBoxes,
  carsForKey,
  consentedBoxes,
  hasKey,
  offeredCars,
  thirdPartyOf,
  usesTeslaConsent,
  screenBoxes,
  carsListed,
} from '../state/session-rules.ts';
import { formatScope } from '../state/scope.ts';
import type { ConnectFailure, ConnectSession } from '../state/session.ts';
import { finishTexture } from './texture.ts';

/** What came of something that the owner did: the session moved on, or a sentence says why not. */
export type Answer = { readonly ok: true } | { readonly ok: false; readonly notice: string };

const moved: Answer = { ok: true };

/** The owner leaves the first page. */
export function leavePreamble(state: SandboxState, session: ConnectSession): Answer {
  session.page = session.make === undefined ? 'brand' : signInPage(state, session);
  return moved;
}

/** The owner picks a make. */
export function chooseMake(state: SandboxState, session: ConnectSession, make: string): Answer {
  session.make = make;
  session.page = signInPage(state, session);
  return moved;
}

function signInPage(state: SandboxState, session: ConnectSession): 'tesla-sign-in' | 'sign-in' {
  return usesTeslaConsent(state, session) ? 'tesla-sign-in' : 'sign-in';
}

/** The owner signs in with the car maker, on the way in or on the way to the manage page. */
export function signInAtMaker(state: SandboxState, session: ConnectSession, username: string): Answer {
  const name = username.trim() === '' ? (session.suggestedOwner ?? '') : username;
  const account = signIn(state, session.make ?? 'TESLA', name);
  if (session.vehicleId !== undefined && !account.vehicles.has(session.vehicleId)) {
    return {
      ok: false,
      notice: 'This account does not hold the car that should be reconnected. Sign in with the account that does.',
    };
  }
  session.accountId = account.id;
  endProblem(account);
  if (session.page === 'tesla-manage-sign-in') {
    goToManage(state, session);
    return moved;
  }
  // An earlier consent is reused without a screen, however narrow it is.
  if (usesTeslaConsent(state, session) && consentedBoxes(state, session) === undefined) session.page = 'tesla-consent';
  else afterConsent(state, session);
  return moved;
}

/** The owner presses Allow on Tesla's consent page, or Update on its manage page. */
export function allowAtTesla(state: SandboxState, session: ConnectSession, ticked: readonly string[]): Answer {
  const shown = screenBoxes(state, session);
  const boxes = boxIds.filter((box) => shown.includes(box) && ticked.includes(box));
  if (boxes.length === 0) return { ok: false, notice: 'Nothing is ticked. Tick at least one box, or use Select All.' };
  const account = accountOf(state, session);
  if (account === undefined) return { ok: false, notice: 'Sign in first.' };
  account.consents[thirdPartyOf(state, session)] = { boxes, grantedAt: state.now() };
  afterConsent(state, session);
  return moved;
}

/** The owner presses Do Not Allow. What Tesla sends back is not published; it is played as `access_denied`. */
export function denyAtTesla(state: SandboxState, session: ConnectSession): Answer {
  finishWithError(state, session, connectFailure('access_denied'));
  return moved;
}

/** The owner goes from Missing Permissions to Tesla. */
export function goToManage(state: SandboxState, session: ConnectSession): Answer {
  session.make ??= 'TESLA';
  if (session.accountId === undefined) session.page = 'tesla-manage-sign-in';
  else if (consentedBoxes(state, session) !== undefined) session.page = 'tesla-manage';
  else if (session.kind === 'manage') endVisit(session, 'This account gives no access, so there is nothing to manage.');
  else session.page = 'tesla-consent';
  return moved;
}

function endVisit(session: ConnectSession, closing: string): void {
  session.closing = closing;
  session.outcome = 'granted';
  session.page = 'success';
  if (session.redirectUri !== undefined) session.finalUrl = session.redirectUri;
}

/** The owner presses Remove Access: Tesla forgets the consent, and the way through Connect starts again at the sign-in. */
export function removeAccess(state: SandboxState, session: ConnectSession): Answer {
  const account = accountOf(state, session);
  if (account !== undefined) delete account.consents[thirdPartyOf(state, session)];
  if (session.kind === 'manage')
    endVisit(session, 'The access is removed. To share the car again, go through Connect once more.');
  else session.page = 'tesla-sign-in';
  return moved;
}

function afterConsent(state: SandboxState, session: ConnectSession): void {
  if (session.kind === 'texture') {
    finishTexture(state, session);
    return;
  }
  if (session.kind === 'manage') {
    endVisit(session, 'Your choice is saved.');
    return;
  }
  if (lacksBoxes(state, session)) return;
  if (session.kind === 'reauthenticate') finishReauthenticate(state, session);
  else goToGrant(state, session);
}

// Asked again before the end: in another tab or in the Tesla app the owner may have changed the boxes meanwhile.
function lacksBoxes(state: SandboxState, session: ConnectSession): boolean {
  const ticked = usesTeslaConsent(state, session) ? (consentedBoxes(state, session) ?? []) : boxIds;
  session.missing = blockingBoxes(state, session, ticked);
  if (session.missing.length > 0) session.page = 'missing-permissions';
  return session.missing.length > 0;
}

function goToGrant(state: SandboxState, session: ConnectSession): void {
  const account = accountOf(state, session);
  const offered = offeredCars(state, session);
  const failure = account === undefined ? undefined : accountFailure(account, offered, session);
  if (failure !== undefined) {
    session.failure = failure;
    session.page = 'connect-error';
    return;
  }
  const approval =
    account === undefined ? undefined : state.approvals.get(userKey(session.applicationId, account.userId));
  const sameScope = approval?.scope === formatScope(session.asked);
  const stillThere = approval?.vehicleIds.filter((id) => offered.some((car) => car.id === id)) ?? [];
  const mustChoose = stillThere.length === 0 || (session.singleSelect && stillThere.length > 1);
  if (approval === undefined || !sameScope || session.forceApproval || mustChoose) {
    session.page = 'grant';
    return;
  }
  session.unticked = approval.unticked;
  session.vehicleIds = stillThere;
  afterGrant(state, session);
}

function accountFailure(
  account: Account,
  offered: readonly Vehicle[],
  session: ConnectSession,
): ConnectFailure | undefined {
  if (account.subscription === 'inactive') return connectFailure('invalid_subscription');
  if (!account.compatible) return incompatible(account, session);
  if (account.vehicles.size === 0) return connectFailure('no_vehicles');
  if (offered.length > 0) return undefined;
  if (session.onlyVin !== undefined) return incompatible(account, session);
  return connectFailure('no_compatible_vehicles');
}

function incompatible(account: Account, session: ConnectSession): ConnectFailure {
  return {
    ...connectFailure('vehicle_incompatible'),
    shared: { ...ofVin(session.onlyVin), make: account.make },
  };
}

// A VIN is shared together with its year or not at all.
function ofVin(vin: string | undefined): Readonly<Record<string, string>> {
  const year = vin === undefined ? undefined : yearOfVin(vin);
  return vin === undefined || year === undefined ? {} : { vin, year: String(year) };
}

/** What was ticked on Smartcar's grant screen. */
export interface GrantChoice {
  readonly permissions: readonly string[];
  readonly vehicleIds: readonly string[];
}

/** The owner presses Allow on Smartcar's grant screen. */
export function approveGrant(state: SandboxState, session: ConnectSession, choice: GrantChoice): Answer {
  const offered = offeredCars(state, session).map(({ id }) => id);
  const vehicleIds = chosenCars(offered, choice.vehicleIds);
  if (vehicleIds.length === 0) return { ok: false, notice: 'Choose at least one vehicle.' };
  if (session.singleSelect && vehicleIds.length > 1) return { ok: false, notice: 'Choose exactly one vehicle.' };
  const refusal = refuseTicks(state, session, choice.permissions);
  if (refusal !== undefined) return { ok: false, notice: refusal };
  session.vehicleIds = vehicleIds;
  if (!lacksBoxes(state, session)) afterGrant(state, session);
  return moved;
}

function chosenCars(offered: readonly string[], ticked: readonly string[]): readonly string[] {
  const rest = ticked.includes('*') ? carsListed : offered.length;
  const chosen = new Set(ticked);
  return offered.filter((id, index) => index >= rest || chosen.has(id));
}

// Before 16 June 2026 the permissions stood there as a block without boxes.
function refuseTicks(state: SandboxState, session: ConnectSession, ticked: readonly string[]): string | undefined {
  if (!inForce(state.settings, 'permissionCheckboxes')) return undefined;
  const forged = session.asked.filter(({ name, required }) => required && !ticked.includes(name));
  if (forged.length > 0) return `${forged.map(({ name }) => name).join(', ')} is required and cannot be unticked.`;
  const unticked = session.asked.map(({ name }) => name).filter((name) => !ticked.includes(name));
  if (unticked.length === session.asked.length) return 'Leave at least one permission ticked.';
  session.unticked = unticked;
  return undefined;
}

function afterGrant(state: SandboxState, session: ConnectSession): void {
  const unpaired = carsForKey(state, session).filter((car) => !hasKey(state, session, car));
  if (unpaired.length > 0 && inForce(state.settings, 'keyPage')) session.page = 'virtual-key';
  else finishAuthorize(state, session);
}

/** The owner denies on Smartcar's grant screen. */
export function denyGrant(state: SandboxState, session: ConnectSession): Answer {
  finishWithError(state, session, connectFailure('access_denied'));
  return moved;
}

/** The owner goes on from the key page. At least one car must be paired. */
export function leaveKeyPage(state: SandboxState, session: ConnectSession): Answer {
  if (!carsForKey(state, session).some((car) => hasKey(state, session, car))) {
    return { ok: false, notice: 'Add the key to at least one car to go on.' };
  }
  if (!lacksBoxes(state, session)) finishAuthorize(state, session);
  return moved;
}

/** The owner leaves Connect before its end. */
export function backToApplication(state: SandboxState, session: ConnectSession, share = false): Answer {
  const failure = session.failure ?? connectFailure('user_manually_returned_to_application');
  finishWithError(state, session, share ? { ...failure, extra: { ...failure.extra, ...failure.shared } } : failure);
  return moved;
}
