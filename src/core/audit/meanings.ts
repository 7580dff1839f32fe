import type { AuditVerdict } from './verdict.ts';

/** What each verdict asks for, in a few words. */
export const verdictMeanings: Readonly<Record<AuditVerdict, string>> = {
  revoked: 'the connection is gone: connect again',
  unknown: 'no permissions are told, or the car is no Tesla',
  'missing-boxes': 'something asked is not granted: revoke and tick anew',
  'key-needed': 'commands wait for the virtual key',
  migrate: 'still on API v2: connect again before it ends',
  fine: 'nothing to do',
};
