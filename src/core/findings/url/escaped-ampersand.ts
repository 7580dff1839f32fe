import { finding } from '../finding.ts';
import type { LintCheck } from './check.ts';

/** `&amp;` outside HTML. */
export const escapedAmpersandCheck: LintCheck = ({ writing }) =>
  writing.hasEscapedAmpersands ? [finding('url-escaped-ampersand', [])] : [];
