import { finding } from '../finding.ts';
import type { LintCheck } from './check.ts';

/** What a redirect tells: an error, or a code without the state that ties it to its beginning. */
export const redirectAnswerCheck: LintCheck = (subject) => {
  if (subject.kind !== 'redirect') return [];
  const error = subject.get('error');
  if (error !== undefined) {
    const said = ['error', 'error_description', 'status_code'].flatMap((name) => {
      const value = subject.get(name);
      return value === undefined ? [] : [`${name}=${value}`];
    });
    const next = { command: 'connect-cli explain-error "<this address>"', why: 'says what the error means' };
    return [finding('url-redirect-error', said, { next })];
  }
  const lacksState = subject.get('code') !== undefined && subject.get('state') === undefined;
  return lacksState && !subject.isCut ? [finding('url-redirect-without-state', [])] : [];
};
