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

/** Parameters whose value must not be on a link, nor be repeated by whoever reads it. */
export const secretParameters: ReadonlySet<string> = new Set([
  'client_secret',
  'access_token',
  'refresh_token',
  'token',
  'api_key',
  'password',
  'management_token',
  'id_token',
  'code_verifier',
  'texture_scoped_key',
]);

/**
 * @returns true for a parameter whose value is not repeated: a secret, or the code of a redirect, which buys a token
 * for ten minutes
 */
export function isHiddenParameter(name: string): boolean {
  return secretParameters.has(name) || name === 'code';
}
