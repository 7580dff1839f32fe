import { connectOrigin } from '../../connect/application.ts';
import { isLoopbackHost } from '../../text/loopback-host.ts';
import { finding, type Finding } from '../finding.ts';
import type { LintCheck } from './check.ts';
import { isMisspeltHost } from './host.ts';

/** The path, the origin and https. */
export const addressCheck: LintCheck = ({ url, flow }) => {
  const findings: Finding[] = [];
  if (flow === undefined) findings.push(finding('url-wrong-path', [`path ${url.pathname}`]));
  if (url.protocol !== 'https:' && !isLoopbackHost(url.hostname)) findings.push(finding('url-not-https', [url.origin]));
  if (isMisspeltHost(url.hostname)) return [...findings, finding('url-host-misspelt', [url.hostname])];
  const isBrandHost = url.hostname.endsWith('.smartcar.com');
  if (url.host !== new URL(connectOrigin).host && !isBrandHost)
    findings.push(finding('url-other-origin', [url.origin]));
  return findings;
};
