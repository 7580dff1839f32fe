import { finding } from '../finding.ts';
import type { LintCheck } from './check.ts';

/** An address that was encoded with its own `://`. */
export const encodedWholeCheck: LintCheck = ({ writing }) =>
  writing.isEncodedWhole ? [finding('url-encoded-whole', [])] : [];
