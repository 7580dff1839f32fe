import { finding } from '../finding.ts';
import type { LintCheck } from './check.ts';
import { hiddenKind, parameterNames } from './parameters.ts';

const pkceParameters: ReadonlySet<string> = new Set(['code_challenge', 'code_challenge_method']);

/** A scope as some builders of addresses write a list; the check of the scope speaks of it. */
export const listedScope = /^scopes?\[\d*\]$/;

/** Parameters that nobody documents. */
export const namesCheck: LintCheck = ({ values }, suggest) => {
  return [...values.keys()].flatMap((name) => {
    if (parameterNames.includes(name) || hiddenKind(name) === 'secret' || listedScope.test(name)) return [];
    if (pkceParameters.has(name)) return [finding('url-pkce', [name])];
    const near = suggest(name, parameterNames);
    return [finding('url-unknown-parameter', [name, ...(near === undefined ? [] : [`nearest known name: ${near}`])])];
  });
};
