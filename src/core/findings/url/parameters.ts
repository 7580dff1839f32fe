/** Every parameter that a page of Smartcar names. */
export const parameterNames: readonly string[] = [
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

/** Why the value of a parameter is not repeated: a secret must not be on a link at all, a code buys a token for minutes. */
export type HiddenKind = 'secret' | 'code';

/** Without the hyphens, underscores and capitals in which the ways to write a name differ. */
const hiddenParameters: ReadonlyMap<string, HiddenKind> = new Map([
  ['code', 'code'],
  ['authcode', 'code'],
  ['authorizationcode', 'code'],
  ['clientsecret', 'secret'],
  ['accesstoken', 'secret'],
  ['refreshtoken', 'secret'],
  ['token', 'secret'],
  ['apikey', 'secret'],
  ['password', 'secret'],
  ['managementtoken', 'secret'],
  ['idtoken', 'secret'],
  ['codeverifier', 'secret'],
  ['texturescopedkey', 'secret'],
]);

/** @returns why the value of a parameter is not repeated, or `undefined` for one that may be */
export function hiddenKind(name: string): HiddenKind | undefined {
  return hiddenParameters.get(name.replace(/[-_]/g, '').toLowerCase());
}
