import type { Issuer } from '../knowledge/entry.ts';

/** Who stands behind a text. `other` is somebody who is none of those that the tables are about. */
export type Party = 'smartcar' | 'tesla' | 'texture' | 'third-party' | 'this-machine' | 'connect-cli' | 'other';

/** @returns the company, or the machine, whose service `issuer` is. */
export function partyOf(issuer: Issuer): Party {
  if (issuer.startsWith('smartcar')) return 'smartcar';
  if (issuer.startsWith('tesla')) return 'tesla';
  if (issuer === 'texture' || issuer === 'third-party' || issuer === 'connect-cli') return issuer;
  return 'this-machine';
}
