import { isCountry, isFlag } from '../../connect/flags.ts';
import { finding } from '../finding.ts';
import type { LintCheck } from './check.ts';

const knownFlags: ReadonlySet<string> = new Set(['country', 'tesla_auth', 'account_sync', 'color']);

/** Flags, as name:value. */
export const flagsCheck: LintCheck = (subject) => {
  const flags = (subject.get('flags') ?? '').split(/\s+/).filter((text) => text !== '');
  return flags.flatMap((text) => {
    if (!isFlag(text)) return [finding('url-flag-malformed', [text])];
    const [name = '', value = ''] = text.split(':');
    if (name === 'tesla_auth') return [finding('url-flag-ended', [text])];
    if (name === 'country' && !isCountry(value)) return [finding('url-flag-country', [text])];
    return knownFlags.has(name) ? [] : [finding('url-flag-unknown', [text])];
  });
};
