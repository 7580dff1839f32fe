import type { LintCheck, ParameterCheck } from './check.ts';
import { addressCheck } from './address.ts';
import { brandHostCheck } from './brand-host.ts';
import { cutCheck } from './cut.ts';
import { duplicatesCheck } from './duplicates.ts';
import { elsewhereCheck } from './elsewhere.ts';
import { encodedWholeCheck } from './encoded-whole.ts';
import { escapedAmpersandCheck } from './escaped-ampersand.ts';
import { flagsCheck } from './flags.ts';
import { identityCheck } from './identity.ts';
import { liveCodeCheck } from './live-code.ts';
import { makeCheck } from './make.ts';
import { modeCheck } from './mode.ts';
import { namesCheck } from './names.ts';
import { placeholdersCheck } from './placeholders.ts';
import { redirectAnswerCheck } from './redirect-answer.ts';
import { redirectUriCheck } from './redirect-uri.ts';
import { responseTypeCheck } from './response-type.ts';
import { revokeAccessCheck } from './revoke-access.ts';
import { sampleValuesCheck } from './sample-values.ts';
import { scopeCheck } from './scope.ts';
import { secretsCheck } from './secrets.ts';
import { singleSelectCheck } from './single-select.ts';
import { stateCheck } from './state.ts';
import { teslaAuthorizeCheck } from './tesla-authorize.ts';
import { teslaConsentCheck } from './tesla-consent.ts';
import { typographicQuotesCheck } from './typographic-quotes.ts';
import { userCheck } from './user.ts';
import { virtualKeyLinkCheck } from './virtual-key-link.ts';
import { wrappedValuesCheck, writingCheck } from './writing.ts';

/** What holds for a link of any kind: how it is written and what must not stand on it. */
export const writingChecks: readonly LintCheck[] = [
  secretsCheck,
  liveCodeCheck,
  cutCheck,
  writingCheck,
  escapedAmpersandCheck,
  encodedWholeCheck,
  typographicQuotesCheck,
  placeholdersCheck,
];

/** What concerns links of others, and answers. */
export const foreignChecks: readonly LintCheck[] = [
  elsewhereCheck,
  virtualKeyLinkCheck,
  redirectAnswerCheck,
  teslaAuthorizeCheck,
  teslaConsentCheck,
];

/** What concerns a link of Connect as a whole. */
export const connectChecks: readonly LintCheck[] = [
  addressCheck,
  brandHostCheck,
  duplicatesCheck,
  namesCheck,
  wrappedValuesCheck,
  sampleValuesCheck,
];

/** What concerns parameters of Connect, in the order in which their findings are listed. */
export const parameterChecks: readonly ParameterCheck[] = [
  { parameters: ['response_type'], check: responseTypeCheck },
  { parameters: ['application_id', 'client_id'], check: identityCheck },
  { parameters: ['redirect_uri'], check: redirectUriCheck },
  { parameters: ['scope'], check: scopeCheck },
  { parameters: ['state'], check: stateCheck },
  { parameters: ['mode', 'approval_prompt'], check: modeCheck },
  { parameters: ['make'], check: makeCheck },
  { parameters: ['revoke_access'], check: revokeAccessCheck },
  { parameters: ['single_select', 'single_select_vin'], check: singleSelectCheck },
  { parameters: ['flags'], check: flagsCheck },
  { parameters: ['user'], check: userCheck },
];
