import type { ConnectSession, PageName } from './session.ts';

/** @returns the address of the page on which the session stands. Ids only: the redirect URI must not show in it. */
export function sessionUrl(session: ConnectSession): string {
  return pageUrl(session, session.page);
}

function pageUrl(session: ConnectSession, name: PageName): string {
  return name.startsWith('tesla-')
    ? `/tesla/${session.id}/${name.slice('tesla-'.length)}`
    : `/connect/${session.id}/${name}`;
}
