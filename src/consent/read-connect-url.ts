import { findLink } from '../core/connect/pasted-link.ts';
import { parseScope, unknownPermissions, type AskedPermission } from '../core/permissions/scope.ts';
import { smartcarPermissions } from '../core/providers/smartcar/permissions.ts';
import { ConsentError } from './consent-error.ts';
import { checkFilled, quote } from './input.ts';

/** A link to Smartcar, taken apart. */
export interface ConnectLink {
  /** `connect` starts a consent, `revoke` and `update` repair one, `vehicle` renews the access to one car. */
  readonly kind: 'connect' | 'revoke' | 'update' | 'vehicle';
  readonly origin: string;
  /** `application_id`, or its older alias `client_id`. */
  readonly applicationId: string | null;
  readonly redirectUri: string | null;
  readonly state: string | null;
  readonly make: string | null;
  readonly mode: string | null;
  readonly scope: readonly AskedPermission[];
  /** Permissions of the scope that Smartcar does not publish. */
  readonly unknownPermissions: readonly string[];
  readonly flags: readonly string[];
  /** Every parameter, decoded; one that stands more than once is a list. */
  readonly parameters: Readonly<Record<string, string | readonly string[]>>;
}

const longestLink = 16_000;

/**
 * Takes a Connect or revoke URL apart: an address, or text in which one stands, as documents and mails break it.
 * @throws ConsentError INVALID_VALUE where there is none
 */
export function readConnectUrl(text: string): ConnectLink {
  const link = findLink(checkFilled(text, 'text', longestLink));
  const values = new URLSearchParams(link?.rawQuery ?? '');
  const kind = link === undefined ? undefined : kindOf(link.url, values);
  if (link === undefined || kind === undefined) {
    throw new ConsentError('INVALID_VALUE', `${quote(text)} holds no link to Smartcar Connect.`);
  }
  const { asked } = parseScope([values.get('scope') ?? '']);
  const read = (name: string): string | null => values.get(name) || null;
  return {
    kind,
    origin: link.url.origin,
    applicationId: read('application_id') ?? read('client_id'),
    redirectUri: read('redirect_uri'),
    state: read('state'),
    make: read('make'),
    mode: read('mode'),
    scope: asked,
    unknownPermissions: unknownPermissions(asked, smartcarPermissions),
    flags: (read('flags') ?? '').split(/\s+/).filter((flag) => flag !== ''),
    parameters: collect(values),
  };
}

function kindOf({ pathname }: URL, values: URLSearchParams): ConnectLink['kind'] | undefined {
  const path = pathname.replace(/\/+$/, '');
  if (path === '/oauth/authorize') return 'connect';
  if (path !== '/oauth/reauthenticate') return undefined;
  if (values.has('vehicle_id')) return 'vehicle';
  return values.get('revoke_access') === 'true' ? 'revoke' : 'update';
}

function collect(values: URLSearchParams): ConnectLink['parameters'] {
  return Object.fromEntries(
    [...new Set(values.keys())].map((name) => {
      const list = values.getAll(name);
      return [name, list.length === 1 ? (list[0] ?? '') : list];
    }),
  );
}
