import type { Finding } from '../document.ts';
import { parseScope, unknownPermissions } from '../permissions/scope.ts';
import { knownMakes } from '../providers/smartcar/makes.ts';
import { smartcarPermissions } from '../providers/smartcar/permissions.ts';
import { isUuid } from '../uuid.ts';
import { connectOrigin, isApiClientId } from './application.ts';
import { approvalPrompts, modes, responseTypes } from './authorize-url.ts';
import { isFlag } from './flags.ts';
import { urlFinding, type LintSubject } from './lint-subject.ts';
import { isLoopbackName, redirectUriProblem } from './redirect-uri.ts';
import { revocableMake } from './reauthenticate-url.ts';
import { isVin } from '../providers/smartcar/vin.ts';

/** Names the nearest of the candidates, if one is near enough. */
export type Suggest = (text: string, candidates: readonly string[]) => string | undefined;

/** One thing to look at on a link. */
export type LintCheck = (subject: LintSubject, suggest: Suggest) => readonly Finding[];

const parameterNames: readonly string[] = [
  'response_type',
  'application_id',
  'client_id',
  'redirect_uri',
  'scope',
  'state',
  'mode',
  'approval_prompt',
  'make',
  'single_select',
  'single_select_vin',
  'flags',
  'user',
  'external_id',
  'app_origin',
  'sdk_platform',
  'sdk_version',
  'vehicle_id',
  'revoke_access',
];

/** Parameters whose value must not be on a link, nor be repeated by whoever reads it. */
export const secretParameters: ReadonlySet<string> = new Set([
  'client_secret',
  'access_token',
  'refresh_token',
  'token',
  'api_key',
  'password',
  'management_token',
]);

const pkceParameters: ReadonlySet<string> = new Set(['code_challenge', 'code_challenge_method']);
const knownFlags: ReadonlySet<string> = new Set(['country', 'tesla_auth', 'account_sync', 'color']);

/** All checks, in the order in which their findings are listed. */
export const lintChecks: readonly LintCheck[] = [
  checkAddress,
  checkSecrets,
  checkDuplicates,
  checkNames,
  checkResponseType,
  checkIdentity,
  checkRedirectUri,
  checkScope,
  checkState,
  checkMode,
  checkMake,
  checkRevokeAccess,
  checkSingleSelect,
  checkFlags,
  checkUser,
];

function checkAddress({ url, flow }: LintSubject): readonly Finding[] {
  const findings: Finding[] = [];
  if (flow === undefined) findings.push(urlFinding('url-wrong-path', `path ${url.pathname}`));
  if (url.protocol !== 'https:' && !isLoopbackName(url.hostname))
    findings.push(urlFinding('url-not-https', url.origin));
  if (url.host !== new URL(connectOrigin).host) findings.push(urlFinding('url-other-origin', url.origin));
  return findings;
}

function checkSecrets({ values }: LintSubject): readonly Finding[] {
  return [...values.keys()].filter((name) => secretParameters.has(name)).map((name) => urlFinding('url-secret', name));
}

function checkDuplicates({ values }: LintSubject): readonly Finding[] {
  return [...values]
    .filter(([, list]) => list.length > 1)
    .map(([name, list]) => urlFinding('url-duplicate-parameter', `${name} stands ${list.length} times`));
}

function checkNames({ values }: LintSubject, suggest: Suggest): readonly Finding[] {
  return [...values.keys()].flatMap((name) => {
    if (parameterNames.includes(name) || secretParameters.has(name)) return [];
    if (pkceParameters.has(name)) return [urlFinding('url-pkce', name)];
    const near = suggest(name, parameterNames);
    return [urlFinding('url-unknown-parameter', name, ...(near === undefined ? [] : [`nearest known name: ${near}`]))];
  });
}

function checkResponseType(subject: LintSubject): readonly Finding[] {
  const value = subject.get('response_type');
  if (value === undefined) return [urlFinding('url-response-type-missing')];
  const accepted: readonly string[] = subject.flow === 'reauthenticate' ? ['none', 'vehicle_id'] : responseTypes;
  return accepted.includes(value) ? [] : [urlFinding('url-response-type-unknown', `response_type=${value}`)];
}

function checkIdentity(subject: LintSubject): readonly Finding[] {
  const ids = ['application_id', 'client_id'].flatMap((name) => {
    const value = subject.get(name);
    return value === undefined ? [] : [{ name, value }];
  });
  if (ids.length === 0) return [urlFinding('url-id-missing')];
  return [
    ...(ids.length === 2 ? [urlFinding('url-id-twice')] : []),
    ...ids.flatMap(({ name, value }) => {
      if (isApiClientId(value)) return [urlFinding('url-id-api-client', `${name}=${value}`)];
      return isUuid(value) ? [] : [urlFinding('url-id-format', `${name}=${value}`)];
    }),
  ];
}

function checkRedirectUri(subject: LintSubject): readonly Finding[] {
  const value = subject.get('redirect_uri');
  if (value === undefined) {
    if (subject.flow === 'authorize') return [urlFinding('url-redirect-uri-missing')];
    const isRequired = subject.get('vehicle_id') !== undefined && subject.get('response_type') === 'vehicle_id';
    return isRequired ? [urlFinding('url-redirect-uri-required')] : [];
  }
  if (redirectUriProblem(value) !== undefined) return [urlFinding('url-redirect-uri-invalid', `redirect_uri=${value}`)];
  const target = new URL(value);
  const isPlain = target.protocol === 'http:' && target.hostname !== 'localhost';
  return isPlain ? [urlFinding('url-redirect-uri-http', `redirect_uri=${value}`)] : [];
}

function checkScope(subject: LintSubject, suggest: Suggest): readonly Finding[] {
  const scope = subject.get('scope');
  if (scope === undefined) return missingScope(subject);
  const parsed = parseScope([scope]);
  const names = Object.keys(smartcarPermissions);
  const unknown = unknownPermissions(parsed.asked, smartcarPermissions).map((name) => {
    const near = suggest(name, names);
    return urlFinding('url-permission-unknown', name, ...(near === undefined ? [] : [`nearest: ${near}`]));
  });
  return [
    ...(scope.includes(',') ? [urlFinding('url-scope-separator', `scope=${scope}`)] : []),
    ...parsed.malformed.map((word) => urlFinding('url-permission-malformed', word)),
    ...unknown,
    ...[...parsed.duplicates, ...parsed.mixed].map((name) => urlFinding('url-permission-duplicate', name)),
  ];
}

function missingScope(subject: LintSubject): readonly Finding[] {
  if (subject.flow === 'authorize') return [urlFinding('url-scope-missing')];
  return isMakeFlow(subject) ? [urlFinding('url-scope-required')] : [];
}

function isMakeFlow(subject: LintSubject): boolean {
  return subject.flow === 'reauthenticate' && subject.get('vehicle_id') === undefined;
}

function checkState(subject: LintSubject): readonly Finding[] {
  if (subject.raw.get('state')?.includes('+')) return [urlFinding('url-state-plus')];
  const redirects = subject.flow === 'authorize' && subject.get('response_type') !== 'none';
  return redirects && subject.get('state') === undefined ? [urlFinding('url-state-missing')] : [];
}

function checkMode(subject: LintSubject): readonly Finding[] {
  const mode = subject.get('mode');
  const prompt = subject.get('approval_prompt');
  return [
    ...(mode === 'test' ? [urlFinding('url-mode-test')] : []),
    ...(isNoneOf(mode, modes) ? [urlFinding('url-mode-unknown', `mode=${mode ?? ''}`)] : []),
    ...(isNoneOf(prompt, approvalPrompts)
      ? [urlFinding('url-approval-prompt-unknown', `approval_prompt=${prompt ?? ''}`)]
      : []),
  ];
}

function isNoneOf(value: string | undefined, accepted: readonly string[]): boolean {
  return value !== undefined && !accepted.includes(value);
}

function checkMake(subject: LintSubject): readonly Finding[] {
  const make = subject.get('make');
  if (make === undefined) return isMakeFlow(subject) ? [urlFinding('url-make-required')] : [];
  const findings: Finding[] = [];
  const upper = make.toUpperCase();
  if (make !== upper) findings.push(urlFinding('url-make-case', `make=${make}`, `upper case: ${upper}`));
  if (isMakeFlow(subject) && upper !== revocableMake)
    findings.push(urlFinding('url-make-not-revocable', `make=${make}`));
  else if (!knownMakes.some((known) => known === upper)) findings.push(urlFinding('url-make-unknown', `make=${make}`));
  if (subject.get('single_select_vin') !== undefined) findings.push(urlFinding('url-make-overridden'));
  return findings;
}

function checkRevokeAccess(subject: LintSubject): readonly Finding[] {
  const value = subject.get('revoke_access');
  if (value !== undefined && subject.flow === 'authorize') return [urlFinding('url-revoke-access-misplaced')];
  if (value !== undefined)
    return value === 'true' ? [] : [urlFinding('url-revoke-access-value', `revoke_access=${value}`)];
  const needsIt = isMakeFlow(subject) && subject.get('response_type') === 'none';
  return needsIt ? [urlFinding('url-revoke-access-missing')] : [];
}

function checkSingleSelect(subject: LintSubject): readonly Finding[] {
  const select = subject.get('single_select');
  const only = subject.get('single_select_vin');
  const findings: Finding[] = [];
  if (isNoneOf(select, ['true', 'false']))
    findings.push(urlFinding('url-single-select-value', `single_select=${select ?? ''}`));
  if (only !== undefined && select !== 'true')
    findings.push(urlFinding('url-single-select-vin', `single_select_vin=${only}`));
  if (only !== undefined && !isVin(only)) findings.push(urlFinding('url-vin-format', `single_select_vin=${only}`));
  return findings;
}

function checkFlags(subject: LintSubject): readonly Finding[] {
  const flags = (subject.get('flags') ?? '').split(/\s+/).filter((text) => text !== '');
  return flags.flatMap((text) => {
    if (!isFlag(text)) return [urlFinding('url-flag-malformed', text)];
    const [name = '', value = ''] = text.split(':');
    if (name === 'tesla_auth') return [urlFinding('url-flag-ended', text)];
    if (name === 'country' && !/^[A-Z]{2}$/.test(value)) return [urlFinding('url-flag-country', text)];
    return knownFlags.has(name) ? [] : [urlFinding('url-flag-unknown', text)];
  });
}

function checkUser(subject: LintSubject): readonly Finding[] {
  return subject.get('user') === undefined ? [] : [urlFinding('url-user-deprecated')];
}
