import { finding } from '../finding.ts';
import type { CodeCheck } from './check.ts';

/** Code that uses Smartcar and asks for nothing. */
export const missingScopeCheck: CodeCheck = ({ isScopeless, mentions }) => {
  const isUsing = mentions.some(({ meaning }) => meaning.kind !== 'unknown' && meaning.kind !== 'asked');
  return isScopeless && isUsing ? [finding('scope-none-found', [])] : [];
};
