import { redacted } from '../../secret.ts';
import { finding } from '../finding.ts';
import type { LintCheck } from './check.ts';
import type { HiddenValue } from './masking.ts';
import { unreadableReason } from './unreadable.ts';

/** Authorization codes in an address that somebody passes around, wherever in it they stand. */
export const liveCodeCheck: LintCheck = ({ hidden }) => {
  const live = hidden.filter(isLiveCode).map(({ name, within }) => {
    const place = within === undefined ? '' : `in ${within}: `;
    return `${place}${name}=${redacted}`;
  });
  return live.length === 0 ? [] : [finding('url-live-code', [...new Set(live)])];
};

function isLiveCode({ kind, name, value }: HiddenValue): boolean {
  const reason = unreadableReason(name, value);
  return kind === 'code' && value.trim() !== '' && reason !== 'unset' && reason !== 'placeholder';
}
