import { smartcarPermissions } from '../../../core/providers/smartcar/permissions.ts';
import type { BoxRule } from '../../../core/providers/provider.ts';
import type { BoxId } from '../../../core/tesla/boxes.ts';
import { isCapable } from '../../state/capabilities.ts';
import { keyOfConnection } from '../../state/connections.ts';
import { decideGrant, editionOf, lacking, type GrantDecision } from '../../state/grants.ts';
import type { Account, Connection, SandboxState, Vehicle } from '../../state/state.ts';
import { ownValue } from '../../../core/text/keys.ts';

/** Why a permission that was asked for does not hold right now. */
export type WhyNot =
  | 'box-not-ticked'
  /** It was granted, and the box was unticked later. */
  | 'box-unticked-since'
  /** Its box is ticked by now, but what Connect granted before does not grow by itself. */
  | 'box-ticked-since'
  | 'unticked-at-smartcar'
  | 'access-removed'
  | 'vehicle-missing';

/** What else is to be known of a permission that is granted. */
export type Remark = 'no-box' | 'key-missing' | 'not-capable';

/** The answer for one permission of one connection. */
export interface PermissionAnswer {
  readonly name: string;
  readonly required: boolean;
  /** Boxes of which one alternative must be ticked; none where no box stands for it. */
  readonly boxes: BoxRule;
  /** Whether its boxes are ticked; undefined where no box stands for it. */
  readonly ticked: boolean | undefined;
  readonly lacking: readonly BoxId[];
  readonly whyNot: WhyNot | undefined;
  readonly remark: Remark | undefined;
}

/** What the inspector says of one connection. */
export interface ConnectionAnswer {
  readonly connection: Connection;
  readonly account: Account | undefined;
  readonly vehicle: Vehicle | undefined;
  readonly permissions: readonly PermissionAnswer[];
  /** How many of them do not hold. */
  readonly lost: number;
  readonly key: ReturnType<typeof keyOfConnection>;
}

/** @returns what was asked on a connection, what is ticked at Tesla, what holds, and why not */
export function answerConnection(state: SandboxState, connection: Connection): ConnectionAnswer {
  const account = state.accounts.get(connection.accountId);
  const vehicle = state.vehicles.get(connection.vehicleId);
  const key = keyOfConnection(state, connection);
  const subject: Subject = { state, connection, account, vehicle, key };
  const permissions = connection.asked.map(({ name, required }) => ({ name, required, ...answerOne(subject, name) }));
  const lost = permissions.filter(({ whyNot }) => whyNot !== undefined).length;
  return { connection, account, vehicle, permissions, lost, key };
}

interface Subject {
  readonly state: SandboxState;
  readonly connection: Connection;
  readonly account: Account | undefined;
  readonly vehicle: Vehicle | undefined;
  readonly key: ConnectionAnswer['key'];
}

function answerOne(subject: Subject, name: string): Omit<PermissionAnswer, 'name' | 'required'> {
  const { state, connection, account } = subject;
  const boxes = hasBoxes(subject) ? (ownValue(editionOf(state, 'smartcar').rows, name) ?? []) : [];
  const missing = lacking(boxes, account?.consents.smartcar?.boxes ?? []);
  const whyNot = whyNotGranted(connection, name, decideGrant(state, connection, name));
  return {
    boxes,
    ticked: boxes.length === 0 ? undefined : missing.length === 0,
    lacking: missing,
    whyNot,
    remark: whyNot === undefined ? remarkOn(subject, name, boxes) : undefined,
  };
}

// Other makes have no consent screen of Tesla, and the old integration went round it.
function hasBoxes({ account, connection }: Subject): boolean {
  return account?.make === 'TESLA' && !connection.legacy;
}

function whyNotGranted(connection: Connection, name: string, decision: GrantDecision): WhyNot | undefined {
  if (decision.granted) return undefined;
  if (decision.why === 'access-removed' || decision.why === 'vehicle-missing') return decision.why;
  if (connection.unticked.includes(name)) return 'unticked-at-smartcar';
  if (decision.why === 'not-in-grant') return 'box-ticked-since';
  return connection.permissions.includes(name) ? 'box-unticked-since' : 'box-not-ticked';
}

function remarkOn(subject: Subject, name: string, boxes: BoxRule): Remark | undefined {
  const { vehicle, key } = subject;
  const permissions: Readonly<Record<string, { readonly needsVirtualKey: boolean }>> = smartcarPermissions;
  if (vehicle !== undefined && !isCapable(vehicle, name)) return 'not-capable';
  if (key === 'missing' && ownValue(permissions, name)?.needsVirtualKey === true) return 'key-missing';
  return boxes.length === 0 && hasBoxes(subject) ? 'no-box' : undefined;
}
