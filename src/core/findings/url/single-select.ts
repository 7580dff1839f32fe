import { isVin } from '../../providers/smartcar/vin.ts';
import { finding, type Finding } from '../finding.ts';
import { isNoneOf, type LintCheck } from './check.ts';

/** Whether the owner may choose one car alone, and which. */
export const singleSelectCheck: LintCheck = (subject) => {
  const select = subject.get('single_select');
  const only = subject.get('single_select_vin');
  const findings: Finding[] = [];
  if (isNoneOf(select, ['true', 'false']))
    findings.push(finding('url-single-select-value', [`single_select=${select ?? ''}`]));
  if (only !== undefined && select !== 'true')
    findings.push(finding('url-single-select-vin', [`single_select_vin=${only}`]));
  if (only !== undefined && !isVin(only)) findings.push(finding('url-vin-format', [`single_select_vin=${only}`]));
  return findings;
};
