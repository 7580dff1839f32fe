import { finding } from '../finding.ts';
import type { LintCheck } from './check.ts';
import { parameterNames, secretParameters } from './parameters.ts';

const pkceParameters: ReadonlySet<string> = new Set(['code_challenge', 'code_challenge_method']);

/** Parameters that nobody documents. */
export const namesCheck: LintCheck = ({ values }, suggest) => {
  return [...values.keys()].flatMap((name) => {
    if (parameterNames.includes(name) || secretParameters.has(name)) return [];
    if (pkceParameters.has(name)) return [finding('url-pkce', [name])];
    const near = suggest(name, parameterNames);
    return [finding('url-unknown-parameter', [name, ...(near === undefined ? [] : [`nearest known name: ${near}`])])];
  });
};
