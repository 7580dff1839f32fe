import { finding } from '../finding.ts';
import type { LintCheck } from './check.ts';

/** A link that lost everything after its first parameter. */
export const cutCheck: LintCheck = ({ isCut, values }) =>
  isCut ? [finding('url-cut', [`only parameter: ${[...values.keys()].join()}`])] : [];
