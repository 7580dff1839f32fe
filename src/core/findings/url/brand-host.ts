import { connectOrigin } from '../../connect/application.ts';
import { knownMakes } from '../../providers/smartcar/makes.ts';
import { finding } from '../finding.ts';
import { isMisspeltHost } from './host.ts';
import type { LintCheck } from './check.ts';

/** Hosts of Smartcar's that are not Connect's: those of single makes, which the first API had (Smartcar's SDKs of 2017), and others. */
export const brandHostCheck: LintCheck = ({ url }) => {
  const host = /^([a-z-]+)\.smartcar\.com$/.exec(url.hostname)?.[1];
  if (host === undefined || url.host === new URL(connectOrigin).host || isMisspeltHost(url.hostname)) return [];
  const make = host.toUpperCase().replaceAll('-', '_');
  if (!knownMakes.some((known) => known === make)) return [finding('url-smartcar-host', [url.origin])];
  return [finding('url-brand-host', [url.origin], { fix: `Use ${connectOrigin} and add make=${make}.` })];
};
