import type { GlobalOptions } from '../flags/global-options.ts';
import type { IdentityFlags, LinkFlags } from '../flags/link-flags.ts';

/** The flags that a follow-up command must repeat to speak of the same application; no secret is among them. */
export function repeatedFlags(
  flags: IdentityFlags & Pick<LinkFlags, 'allowUnknown' | 'edition'>,
  global: GlobalOptions,
): readonly string[] {
  return [
    ...(flags.applicationId === undefined ? [] : ['--application-id', flags.applicationId]),
    ...(flags.clientId === undefined ? [] : ['--client-id', flags.clientId]),
    ...(flags.edition === undefined ? [] : ['--edition', flags.edition]),
    ...(flags.allowUnknown === true ? ['--allow-unknown'] : []),
    ...(global.profile === undefined ? [] : ['--profile', global.profile]),
  ];
}

/** The flags with which a follow-up command finds the same management token; standard input cannot be read again. */
export function repeatedTokenFlags(
  tokenFile: string | undefined,
  { profile }: Pick<GlobalOptions, 'profile'>,
): readonly string[] {
  return [
    ...(tokenFile === undefined || tokenFile === '-' ? [] : ['--token-file', tokenFile]),
    ...(profile === undefined ? [] : ['--profile', profile]),
  ];
}

/** The flags that `authorize` alone takes and that decide where and for which vehicles Connect runs. */
export function repeatedConnectFlags(flags: Pick<LinkFlags, 'make' | 'mode' | 'redirectUri'>): readonly string[] {
  return [
    ...(flags.redirectUri ?? []).flatMap((uri) => ['--redirect-uri', uri]),
    ...(flags.mode === undefined ? [] : ['--mode', flags.mode]),
    ...(flags.make === undefined ? [] : ['--make', flags.make]),
  ];
}
