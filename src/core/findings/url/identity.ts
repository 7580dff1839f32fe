import { isApiClientId } from '../../connect/application.ts';
import { isUuid } from '../../text/uuid.ts';
import { finding } from '../finding.ts';
import type { LintCheck } from './check.ts';

/** Whose application the link is for. */
export const identityCheck: LintCheck = (subject) => {
  const ids = ['application_id', 'client_id'].flatMap((name) => {
    const value = subject.get(name);
    return value === undefined ? [] : [{ name, value }];
  });
  if (ids.length === 0) return [finding('url-id-missing', [])];
  return [
    ...(ids.length === 2 ? [finding('url-id-twice', [])] : []),
    ...ids.flatMap(({ name, value }) => {
      if (isApiClientId(value)) return [finding('url-id-api-client', [`${name}=${value}`])];
      return isUuid(value) ? [] : [finding('url-id-format', [`${name}=${value}`])];
    }),
  ];
};
