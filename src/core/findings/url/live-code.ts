import { finding } from '../finding.ts';
import { redacted } from '../../secret.ts';
import type { LintCheck } from './check.ts';

/** An authorization code in an address that somebody passes around. */
export const liveCodeCheck: LintCheck = (subject) =>
  subject.kind === 'redirect' && subject.get('code') !== undefined && !subject.isUnreadable('code')
    ? [finding('url-live-code', [`code=${redacted}`])]
    : [];
