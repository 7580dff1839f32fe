import { finding } from '../finding.ts';
import type { LintCheck } from './check.ts';
import { secretParameters } from './parameters.ts';

/** Secrets that have no place on a link. */
export const secretsCheck: LintCheck = ({ values }) => {
  return [...values.keys()].filter((name) => secretParameters.has(name)).map((name) => finding('url-secret', [name]));
};
