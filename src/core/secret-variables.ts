/** Environment variables that hold a secret of the application. */
export const secretVariables = {
  'client-secret': 'SMARTCAR_CLIENT_SECRET',
  'api-client-secret': 'SMARTCAR_API_CLIENT_SECRET',
  'management-token': 'SMARTCAR_APP_MANAGEMENT_TOKEN',
  'texture-api-key': 'TEXTURE_API_KEY',
} as const;

/** Keys by which the states of a campaign are signed. */
export const stateKeyVariable = 'CONNECT_CLI_CAMPAIGN_KEY';

/** Variables in which a token of an owner stands, as `token env` prints them. */
const tokenVariables = ['SMARTCAR_ACCESS_TOKEN', 'TEXTURE_SCOPED_KEY'] as const;

/** Every variable that no other program needs to see. */
export const privateVariables: readonly string[] = [
  ...Object.values(secretVariables),
  ...tokenVariables,
  stateKeyVariable,
];

/** @returns the environment for another program: without our secrets */
export function withoutSecrets(
  env: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string | undefined>> {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !privateVariables.includes(name)));
}
