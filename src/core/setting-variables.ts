/** Variables that give what a flag gives as well, with the flags that win over them. */
export const settingVariables = {
  SMARTCAR_APPLICATION_ID: ['--application-id'],
  SMARTCAR_CLIENT_ID: ['--client-id'],
  SMARTCAR_API_CLIENT_ID: ['--api-client-id'],
  SMARTCAR_REDIRECT_URI: ['--redirect-uri'],
  SMARTCAR_SCOPE: ['--scope'],
  SMARTCAR_CLIENT_SECRET: ['--client-secret-stdin', '--client-secret-file'],
  SMARTCAR_API_CLIENT_SECRET: ['--api-client-secret-stdin', '--api-client-secret-file'],
  SMARTCAR_APP_MANAGEMENT_TOKEN: ['--management-token-stdin', '--management-token-file', '--token-file'],
  TEXTURE_API_KEY: ['--api-key-stdin', '--api-key-file'],
  CONNECT_CLI_PROVIDER: ['--provider'],
  CONNECT_CLI_PROFILE: ['--profile'],
  CONNECT_CLI_PLAIN: ['--plain'],
  BROWSER: ['--browser', '--no-browser'],
} as const satisfies Readonly<Record<string, readonly [string, ...string[]]>>;

/** One of `settingVariables`. */
export type SettingVariable = keyof typeof settingVariables;

/** @returns the variable that a flag wins over, if there is one */
export function variableOfFlag(flag: string): SettingVariable | undefined {
  const flagsOf: Readonly<Record<SettingVariable, readonly string[]>> = settingVariables;
  // Object.keys forgets that a table has the keys of its type and no others.
  return (Object.keys(flagsOf) as SettingVariable[]).find((name) => flagsOf[name].includes(flag));
}
