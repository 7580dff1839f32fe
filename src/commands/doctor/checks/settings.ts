import { isOwnRedirect } from '../../../core/connect/own-redirect.ts';
import { CliError } from '../../../core/errors/cli-error.ts';
import { readCodespace, type Codespace } from '../../../core/machine/host-environment.ts';
import { isUuid } from '../../../core/text/uuid.ts';
import { linkWarnings } from '../../../links/authorize-link.ts';
import { findIdentity, whereTheIdStands } from '../../../settings/identity.ts';
import { valueRules } from '../../../settings/check-value.ts';
import type { Resolved } from '../../../settings/precedence.ts';
import type { Settings } from '../../../settings/settings.ts';
import { failure, ok, skipped, together, warning, type Check, type CheckResult } from '../check.ts';

/** Ids and redirect URIs, by the rules that hold wherever they are given. */
export const settingsCheck: Check = {
  id: 'settings',
  title: 'Ids and redirect URIs',
  async run({ settings, ctx }) {
    if (settings instanceof CliError) return failure(settings.message, settings.hint);
    const codespace = readCodespace(ctx.env);
    return together([
      ...problemOf(() => valueRules.provider(settings.provider.value)),
      ...(settings.provider.value === 'texture' ? [] : [applicationResult(settings), apiClientResult(settings)]),
      ...settings.redirectUris.value.map((uri) => redirectResult(uri, { from: settings.redirectUris, codespace })),
    ]);
  },
};

function applicationResult(settings: Settings): CheckResult {
  const { applicationId, clientId } = settings;
  const identity = findIdentity(settings);
  const id = identity?.applicationId ?? identity?.clientId;
  const from = identity?.applicationId === undefined ? clientId : applicationId;
  if (id === undefined || from === undefined) {
    return warning(
      'No application id is given.',
      `Run \`connect-cli init\`, or set SMARTCAR_APPLICATION_ID. ${whereTheIdStands}`,
    );
  }
  const [problem] = problemOf(() => valueRules.applicationId(id));
  if (problem !== undefined) return problem;
  const sentence = `The application id is "${id}" (${sourceOf(from)}).`;
  if (!isUuid(id)) return warning(sentence, `Smartcar's application ids are UUIDs. ${whereTheIdStands}`);
  const other = applicationId !== undefined && clientId !== undefined && applicationId.value !== clientId.value;
  return other
    ? warning(
        [sentence, `The client id is "${clientId.value}" (${sourceOf(clientId)}).`],
        'Both name the application, and they differ: keep one of them.',
      )
    : ok(sentence);
}

function apiClientResult({ apiClientId }: Settings): CheckResult {
  if (apiClientId === undefined) return skipped('No API client id is given; API v3 would need one.');
  const [problem] = problemOf(() => valueRules.apiClientId(apiClientId.value));
  return problem ?? ok(`The API client id is "${apiClientId.value}" (${sourceOf(apiClientId)}).`);
}

function problemOf(rule: () => unknown): readonly CheckResult[] {
  try {
    rule();
    return [];
  } catch (error) {
    if (error instanceof CliError) return [failure(error.message, error.hint)];
    throw error;
  }
}

interface RedirectOrigin {
  readonly from: Resolved<unknown>;
  readonly codespace: Codespace | undefined;
}

function redirectResult(uri: string, { from, codespace }: RedirectOrigin): CheckResult {
  const [problem] = problemOf(() => valueRules.redirectUris([uri]));
  if (problem !== undefined) return problem;
  const sentence = `The redirect URI is ${uri} (${sourceOf(from)}).`;
  const [remark] = linkWarnings({ redirectUri: uri, asked: [] });
  if (remark !== undefined) return warning([sentence, remark], 'Register the safe form and use it.');
  if (!isOwnRedirect(uri, codespace)) {
    return ok(sentence, 'It is not on this machine: authorize waits for the address to be pasted.');
  }
  return Number(new URL(uri).port) >= 32_768
    ? ok(sentence, 'Its port is in the range used for outgoing connections, so it may sometimes be taken.')
    : ok(sentence);
}

function sourceOf({ source }: Resolved<unknown>): string {
  return source.name === '' ? source.kind : `${source.kind} ${source.name}`;
}
