import type { AskedPermission } from './scope.ts';
import type { BoxId } from '../../core/tesla/boxes.ts';

/** Which flow an owner is in. `texture` has no Smartcar screens; `manage` is a visit to Tesla's own page for accesses. */
export type FlowKind = 'authorize' | 'reauthenticate' | 'texture' | 'manage';

/** Name of a page; every page carries it in the header `x-sandbox-page`. */
export type PageName =
  | 'preamble'
  | 'brand'
  | 'sign-in'
  | 'tesla-sign-in'
  | 'tesla-consent'
  | 'missing-permissions'
  | 'tesla-manage-sign-in'
  | 'tesla-manage'
  | 'grant'
  | 'virtual-key'
  | 'success'
  | 'finished'
  | 'error-400'
  | 'error-404'
  | 'connect-error';

/** How a run stands. */
export type RunOutcome = 'open' | 'granted' | 'denied' | 'gave-up' | 'failed';

/** An error that goes back to the application. */
export interface ConnectFailure {
  readonly error: string;
  readonly description: string;
  /** Further parameters of the redirect, such as `status_code`. */
  readonly extra?: Readonly<Record<string, string>> | undefined;
  /** Sent only if the owner agrees on the page (`vin`, `make`, `year`). */
  readonly shared?: Readonly<Record<string, string>> | undefined;
}

/**
 * One owner's way through Connect, kept on the server under an id that stands in the path. Every session has every
 * field, in one order: the engine then reads all of them in the same way.
 */
export interface ConnectSession {
  readonly id: string;
  /** Counts up from 1: which of two runs is the newer. */
  readonly sequence: number;
  readonly kind: FlowKind;
  readonly applicationId: string;
  readonly responseType: 'code' | 'none' | 'vehicle_id';
  /** Absent when the flow ends on a hosted page. */
  readonly redirectUri: string | undefined;
  readonly state: string | undefined;
  readonly externalId: string | undefined;
  readonly mode: 'live' | 'simulated';
  readonly forceApproval: boolean;
  readonly asked: readonly AskedPermission[];
  /** Set by `make`, by a VIN or by the brand page. */
  make: string | undefined;
  readonly singleSelect: boolean;
  /** Only this car is offered. */
  readonly onlyVin: string | undefined;
  /** Re-authentication of one car (`vehicle_id`). */
  readonly vehicleId: string | undefined;
  /** `revoke_access=true`: starts on Missing Permissions and goes on until everything asked is granted. */
  readonly revokeAccess: boolean;
  /** Texture: the customer whose devices are connected. */
  readonly customerId: string | undefined;
  accountId: string | undefined;
  /** Who signs in where the sign-in page stays empty: `sandbox_owner` of the link, of the sandbox alone. */
  readonly suggestedOwner: string | undefined;
  /** The page that the owner must be on; jumping ahead is refused. */
  page: PageName;
  /** Cars chosen by the owner. */
  vehicleIds: readonly string[];
  /** Permissions unticked on the grant screen. */
  unticked: readonly string[];
  /** Permissions that the owner granted, once the grant screen was passed. */
  granted: readonly string[];
  /** Why the run cannot succeed; the `connect-error` page shows it and hands it to the application. */
  failure: ConnectFailure | undefined;
  /** Boxes that the Missing Permissions page named last. */
  missing: readonly BoxId[];
  /** Boxes that Tesla held when the run ended. */
  ticked: readonly BoxId[];
  outcome: RunOutcome;
  /** Pages shown, in order. */
  readonly pages: PageName[];
  /** What came of a visit to the manage page, one sentence. */
  closing: string | undefined;
  /** Where the run ended, once it did. */
  finalUrl: string | undefined;
}
