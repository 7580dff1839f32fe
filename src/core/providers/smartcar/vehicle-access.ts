import type { Source } from '../../source.ts';

/** Something that everyone who chooses permissions should know. */
export interface AccessFact {
  readonly topic: string;
  readonly text: string;
  readonly source: Source;
}

const page: Source = { url: 'https://smartcar.com/docs/api-reference/permissions', asOf: '2026-06' };

/** Where a person chooses signals and commands for an application. */
export const vehicleAccessPlace = 'Dashboard → Configuration → Vehicle Access';

/** The day on which `required:` got its present meaning. */
export const requiredSince = '2026-06-16';

/** How Vehicle Access, the scope on the URL and the grant screen go together. */
export const accessFacts: readonly AccessFact[] = [
  {
    topic: 'place',
    text: `The same choice in Smartcar: ${vehicleAccessPlace}. Choose signals and commands there, and Smartcar derives the permissions for every authorization that brings no scope of its own.`,
    source: page,
  },
  {
    topic: 'scope',
    text: 'A scope on the Connect URL overrides Vehicle Access, for that one authorization only.',
    source: page,
  },
  {
    topic: 'existing-connections',
    text: 'A change concerns future authorizations. Existing connections keep the permissions that they were granted until the owner re-authenticates.',
    source: page,
  },
  {
    topic: 'required',
    text: `Since ${requiredSince} a required permission is ticked and locked on the grant screen of Smartcar; an optional one is ticked and the owner may untick it; at least one must stay. Set it per signal in the Dashboard (Required), or with required: in the scope.`,
    source: page,
  },
  {
    topic: 'not-capable',
    text: 'Required does not make a car capable: what it cannot do still answers VEHICLE_NOT_CAPABLE. To keep such cars out, restrict the powertrain with Connection Filters in the Dashboard.',
    source: page,
  },
  {
    topic: 'least',
    text: 'Ask for nothing "just in case": a short list protects the owner, and owners agree to it more readily.',
    source: page,
  },
  {
    topic: 'basis',
    text: 'Smartcar publishes no table of signals and permissions. "v2-endpoint" means that the older endpoint for the same value documents the permission; "third-party" that other programs and notes say so; "unknown" that nobody does.',
    source: { url: 'https://smartcar.com/docs/api-reference/signals/schema', asOf: '2026-09' },
  },
];
