import { isApiClientId } from '../../connect/application.ts';
import { isUuid } from '../../text/uuid.ts';
import { finding } from '../finding.ts';
import type { LintCheck } from './check.ts';
import { isMakeFlow } from './subject.ts';

/** Whose application the link is for. */
export const identityCheck: LintCheck = (subject) => {
  const ids = ['application_id', 'client_id'].flatMap((name) => {
    const value = subject.get(name);
    return value === undefined ? [] : [{ name, value }];
  });
  if (ids.length === 0) return [finding(isMakeFlow(subject) ? 'url-id-revoke' : 'url-id-missing', [])];
  const isOtherName = isMakeFlow(subject) && ids.every(({ name }) => name !== 'client_id');
  return [
    ...(isOtherName
      ? [
          finding(
            'url-id-revoke',
            ids.map(({ name, value }) => `${name}=${value}`),
          ),
        ]
      : []),
    ...(ids.length === 2 ? [finding('url-id-twice', [])] : []),
    ...ids.flatMap(({ name, value }) => {
      if (isApiClientId(value)) return [finding('url-id-api-client', [`${name}=${value}`])];
      // Quotes and blanks around it are a finding of their own.
      const bare = value.trim().replace(/^(["'`])(.*)\1$/, '$2');
      return isUuid(bare) ? [] : [finding('url-id-format', [`${name}=${value}`])];
    }),
  ];
};
