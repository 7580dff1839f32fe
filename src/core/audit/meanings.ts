import type { AuditVerdict } from './verdict.ts';

/** What each verdict asks for, in a few words. */
export const verdictMeanings: Readonly<Record<AuditVerdict, string>> = {
  revoked: 'the connection is gone: connect again',
  unknown: 'permissions are unknown, or the car is not a Tesla',
  'missing-boxes': 'something asked for was not granted: revoke and tick again',
  'key-needed': 'commands need the virtual key',
  migrate: 'still on API v2: connect again before it ends',
  fine: 'nothing to do',
};
