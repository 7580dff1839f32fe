import { finding } from '../finding.ts';
import type { LintCheck } from './check.ts';

/** Tesla's page that manages one application. */
export const teslaConsentCheck: LintCheck = (subject) =>
  subject.kind === 'tesla-consent' && subject.get('revoke_client_id') === undefined
    ? [finding('url-tesla-parameter-missing', ['revoke_client_id'])]
    : [];
