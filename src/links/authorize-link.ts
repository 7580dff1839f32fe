import { buildAuthorizeUrl } from '../core/connect/authorize-url.ts';
import type { ApplicationIdentity } from '../core/connect/application.ts';
import { isLoopbackHost } from '../core/text/loopback-host.ts';
import type { BuiltUrl } from '../core/connect/query.ts';
import { knownMakes } from '../core/providers/smartcar/makes.ts';
import type { AskedPermission } from '../core/permissions/scope.ts';
import type { GlobalOptions } from '../flags/global-options.ts';
import { didYouMean } from '../flags/nearest.ts';
import { linkParameters, type LinkFlags } from '../flags/link-flags.ts';
import type { Settings } from '../settings/settings.ts';
import type { SettingFlags } from '../settings/sources/source.ts';

/** The flags that settings are settled from. */
export function settingFlagsOf(flags: LinkFlags, global: GlobalOptions): SettingFlags {
  return {
    provider: flags.provider,
    applicationId: flags.applicationId,
    clientId: flags.clientId,
    redirectUris: flags.redirectUri,
    profile: global.profile,
  };
}

/** Builds the link that starts Connect from flags and settled values. */
export function buildLink(
  flags: LinkFlags,
  settings: Settings,
  request: {
    readonly identity: ApplicationIdentity;
    readonly asked?: readonly AskedPermission[] | undefined;
    readonly redirectUri?: string | undefined;
    readonly state?: string | undefined;
  },
): BuiltUrl {
  const { identity, asked, redirectUri, state } = request;
  return buildAuthorizeUrl({
    ...linkParameters(flags),
    ...identity,
    origin: settings.origins.connect.value,
    scope: asked,
    redirectUri,
    state,
  });
}

/** What a developer should know about a link before handing it out. */
export function linkWarnings(link: {
  readonly asked?: readonly AskedPermission[] | undefined;
  readonly redirectUri?: string | undefined;
  readonly make?: string | undefined;
}): readonly string[] {
  return [
    ...(link.asked === undefined
      ? ['The link names no permissions: Vehicle Access in the Smartcar Dashboard decides what the owner is asked for.']
      : []),
    ...plainHttp(link.redirectUri),
    ...unknownMake(link.make),
  ];
}

function unknownMake(text: string | undefined): readonly string[] {
  const make = text?.trim().toUpperCase();
  return make === undefined || knownMakes.some((known) => known === make)
    ? []
    : [
        `"${make}" is not a make that connect-cli knows; Smartcar adds makes without notice.${didYouMean(make, knownMakes)}`,
      ];
}

function plainHttp(redirectUri: string | undefined): readonly string[] {
  if (redirectUri === undefined || !URL.canParse(redirectUri)) return [];
  const { protocol, hostname } = new URL(redirectUri);
  if (protocol !== 'http:' || hostname === 'localhost') return [];
  const safe = isLoopbackHost(hostname) ? 'http://localhost' : 'https';
  return [
    `A redirect URI on http://${hostname} is reported to be refused (Smartcar does not document this); ${safe} is the safe form.`,
  ];
}
