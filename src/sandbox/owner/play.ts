import type { OwnerPlay, OwnerRound } from '../../core/tesla/owner-play.ts';
import type { SandboxState } from '../state/state.ts';
import {
  allowAtTesla,
  approveGrant,
  backToApplication,
  chooseMake,
  denyAtTesla,
  denyGrant,
  goToManage,
  leaveKeyPage,
  leavePreamble,
  removeAccess,
  signInAtMaker,
} from '../flows/advance.ts';
import { screenBoxes } from '../state/session-rules.ts';
import { addKey, checkKey } from '../state/virtual-key.ts';
import { accountOf, applicationOf, carsForKey, hasKey, offeredCars } from '../state/session-rules.ts';
import type { ConnectSession } from '../state/session.ts';

/**
 * Plays an owner without pages: the run is over when this returns. A test holds it to the end that a browser without
 * scripts comes to on the pages.
 * @returns the milliseconds that the pages of a slow owner would have taken
 */
export function playSession(state: SandboxState, session: ConnectSession, play: OwnerPlay): number {
  let round = -1;
  let delayMs = 0;
  while (session.outcome === 'open') {
    session.pages.push(session.page);
    switch (session.page) {
      case 'preamble':
        leavePreamble(state, session);
        break;
      case 'brand':
        chooseMake(state, session, 'TESLA');
        break;
      case 'sign-in':
      case 'tesla-sign-in':
      case 'tesla-manage-sign-in':
        if (!signInAtMaker(state, session, '').ok) backToApplication(state, session);
        break;
      case 'tesla-consent':
        round += 1;
        consent(state, session, play.rounds[round]);
        break;
      case 'missing-permissions':
        if (round + 1 < play.rounds.length) goToManage(state, session);
        else backToApplication(state, session);
        break;
      case 'tesla-manage':
        removeAccess(state, session);
        break;
      case 'grant':
        grant(state, session, { round: play.rounds[Math.max(round, 0)], untick: play.untick });
        break;
      case 'virtual-key':
        if (play.withoutKey === true) backToApplication(state, session);
        else pairFirst(state, session);
        break;
      default:
        backToApplication(state, session);
    }
    delayMs += accountOf(state, session)?.pageDelayMs ?? 0;
  }
  return delayMs;
}

function consent(state: SandboxState, session: ConnectSession, round: OwnerRound | undefined): void {
  if (round?.kind === 'deny-at-tesla') {
    denyAtTesla(state, session);
    return;
  }
  const ticked =
    round === undefined || round.kind === 'none'
      ? []
      : round.kind === 'boxes'
        ? round.boxes
        : screenBoxes(state, session);
  if (!allowAtTesla(state, session, ticked).ok) backToApplication(state, session);
}

function grant(
  state: SandboxState,
  session: ConnectSession,
  { round, untick }: { readonly round: OwnerRound | undefined; readonly untick: readonly string[] },
): void {
  if (round?.kind === 'deny') {
    denyGrant(state, session);
    return;
  }
  // A locked permission cannot be unticked, however much the owner wants to.
  const permissions = session.asked
    .filter(({ name, required }) => required || !untick.includes(name))
    .map(({ name }) => name);
  const cars = offeredCars(state, session).map(({ id }) => id);
  const answer = approveGrant(state, session, {
    permissions,
    vehicleIds: session.singleSelect ? cars.slice(0, 1) : cars,
  });
  if (!answer.ok) denyGrant(state, session);
}

function pairFirst(state: SandboxState, session: ConnectSession): void {
  const cars = carsForKey(state, session);
  const unpaired = cars.some((car) => hasKey(state, session, car)) ? undefined : cars[0];
  if (unpaired !== undefined) {
    const domain = applicationOf(state, session).virtualKeyDomain;
    const check = checkKey(state, { domain, username: accountOf(state, session)?.username, vin: unpaired.vin });
    if (check.ok) addKey(check.car, domain);
  }
  if (!leaveKeyPage(state, session).ok) backToApplication(state, session);
}
