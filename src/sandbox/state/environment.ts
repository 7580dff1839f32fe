import type { Application, SandboxData } from './state.ts';

/** Whose names the variables have: Python's SDK wants the whole token URL as its auth origin. */
export type EnvironmentStyle = 'node' | 'python';

/**
 * @returns the variables with which clients reach the sandbox. Connect, auth, IAM and the APIs are one origin here; Node's SDK takes its redirect URI as an option, the others from the environment.
 */
export function sdkEnvironment(
  origin: string,
  application: Pick<Application, 'id' | 'clientSecret' | 'redirectUris'>,
  style: EnvironmentStyle = 'node',
): Readonly<Record<string, string>> {
  return {
    SMARTCAR_CLIENT_ID: application.id,
    SMARTCAR_CLIENT_SECRET: application.clientSecret,
    SMARTCAR_REDIRECT_URI: application.redirectUris[0] ?? '',
    SMARTCAR_APPLICATION_ID: application.id,
    SMARTCAR_CONNECT_ORIGIN: origin,
    SMARTCAR_AUTH_ORIGIN: style === 'python' ? `${origin}/oauth/token` : origin,
    SMARTCAR_API_ORIGIN: origin,
    SMARTCAR_API_V3_ORIGIN: origin,
    SMARTCAR_VEHICLE_API_ORIGIN: origin,
    SMARTCAR_IAM_ORIGIN: origin,
    SMARTCAR_MANAGEMENT_API_ORIGIN: origin,
    SMARTCAR_COMPATIBILITY_API_ORIGIN: origin,
  };
}

/** @returns the same with everything else that a client may want, as `connect-cli sandbox env` prints it */
export function wholeEnvironment(
  { settings, applications }: Pick<SandboxData, 'settings' | 'applications'>,
  application: Application,
  style: EnvironmentStyle,
): Readonly<Record<string, string>> {
  const atTexture = [...applications.values()].find(({ provider }) => provider === 'texture');
  return {
    ...sdkEnvironment(settings.origin, application, style),
    SMARTCAR_API_CLIENT_ID: application.apiClientId,
    SMARTCAR_API_CLIENT_SECRET: application.apiClientSecret,
    SMARTCAR_APP_MANAGEMENT_TOKEN: application.managementToken,
    TEXTURE_API_KEY: (atTexture ?? application).textureServerKey,
    TEXTURE_API_ORIGIN: settings.origin,
  };
}
