import { finding } from '../finding.ts';
import type { LintCheck } from './check.ts';

/** Secrets that have no place on a link. */
export const secretsCheck: LintCheck = ({ hidden }) =>
  hidden
    .filter(({ kind }) => kind === 'secret')
    .map(({ name, within }) => finding('url-secret', [within === undefined ? name : `${name} in ${within}`]));
