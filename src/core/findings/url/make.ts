import { revocableMake } from '../../connect/reauthenticate-url.ts';
import { knownMakes } from '../../providers/smartcar/makes.ts';
import { finding, type Finding } from '../finding.ts';
import type { LintCheck } from './check.ts';
import { isMakeFlow } from './subject.ts';

/** The make that the link goes to. */
export const makeCheck: LintCheck = (subject) => {
  const make = subject.get('make');
  if (make === undefined) return isMakeFlow(subject) ? [finding('url-make-required', [])] : [];
  const findings: Finding[] = [];
  const upper = make.toUpperCase();
  if (make !== upper) findings.push(finding('url-make-case', [`make=${make}`, `upper case: ${upper}`]));
  if (isMakeFlow(subject) && upper !== revocableMake)
    findings.push(finding('url-make-not-revocable', [`make=${make}`]));
  else if (!knownMakes.some((known) => known === upper)) findings.push(finding('url-make-unknown', [`make=${make}`]));
  if (subject.get('single_select_vin') !== undefined) findings.push(finding('url-make-overridden', []));
  return findings;
};
