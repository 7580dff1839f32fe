import { isGrantRead, type Authorization } from '../../core/connect/authorization.ts';
import { isKeyLink } from '../../core/connect/next-steps.ts';
import { buildReauthenticateUrl, revocableMake } from '../../core/connect/reauthenticate-url.ts';
import type { PermissionVerdict } from '../../core/permissions/verdict.ts';
import { enumerate } from '../../core/text/enumerate.ts';
import type { CallbackPage, PageLink, PageRepair } from '../../io/context.ts';
import type { Attempt } from './attempt.ts';

const titles = {
  complete: 'Connected, with everything you asked for',
  incomplete: 'Connected, but something is missing',
  unverified: 'Connected, but what was granted has not been verified',
  denied: 'Not connected',
  failed: 'Not connected',
} as const;

/** Of a grant that was read, while nobody knows here what was asked. */
const titleOfGrant = 'Connected; what was asked is not known here';

/** Where the owner ticks what is missing: whose link it is and where it leads, as that of the attempt. */
type RepairPlace = Pick<Attempt, 'link'> & { readonly flags: Pick<Attempt['flags'], 'sandbox'> };

/**
 * What the browser tab is told: the same truth as the terminal, without code and state. What the owner has to do at
 * Tesla comes first.
 * @param place absent where no revoke link exists, as at Texture
 */
export function callbackPage(document: Authorization, place?: RepairPlace): CallbackPage {
  const { verdict, permissions } = document;
  const rows = permissions.map((permission) => ({
    name: permission.name,
    value: grantWords(permission),
    ok: permission.granted,
  }));
  return {
    tone: verdict === 'complete' ? 'success' : verdict === 'denied' || verdict === 'failed' ? 'failure' : 'attention',
    title: verdict === 'unverified' && isGrantRead(document) ? titleOfGrant : titles[verdict],
    paragraphs: paragraphs(document),
    repair: repair(document, place),
    links: keyLinks(document),
    rows: rows.length === 0 ? undefined : rows,
  };
}

function repair(document: Authorization, place: RepairPlace | undefined): PageRepair | undefined {
  const boxes = document.missingBoxes;
  if (boxes.length === 0) return undefined;
  const commands = document.next.flatMap(({ command }) => command ?? []);
  const command = commands.find((one) => /^connect-cli (?:revoke|authorize) /.test(one));
  const url = document.verdict === 'incomplete' && place !== undefined ? revokeUrl(document, place) : undefined;
  const link = url === undefined ? undefined : { url, label: `Tick ${enumerate(boxes)} at Tesla` };
  return { boxes, link, command };
}

/** The seed's revoke link for everything that was asked. A sandbox of this process is gone when it would be followed. */
function revokeUrl({ permissions }: Authorization, { link, flags }: RepairPlace): string | undefined {
  const { client_id: clientId, application_id: applicationId } = link.parameters;
  const id = clientId ?? applicationId;
  if (flags.sandbox === true || id === undefined) return undefined;
  const { origin } = new URL(link.url);
  const scope = permissions.map(({ name, required }) => ({ name, required }));
  return buildReauthenticateUrl({ flow: 'revoke', make: revocableMake, clientId: id, scope, origin }).url;
}

/** The key's link where a car still wants it, and the page by which a sandbox plays it. */
function keyLinks({ callback, next }: Authorization): readonly PageLink[] {
  const link = callback.virtualKeyUrl;
  if (link === null || !isKeyLink(link) || !next.some(({ url }) => url === link)) return [];
  const page = new URL(link).pathname;
  const played = next.flatMap(({ url }) => (url !== undefined && url !== link && url.endsWith(page) ? [url] : []));
  return [
    ...played.map((url) => ({ url, label: 'Add the virtual key in the sandbox' })),
    { url: link, label: played.length === 0 ? 'Add the virtual key' : 'The link for real owners, at tesla.com' },
  ];
}

/** The box behind a permission, and what became of it. */
function grantWords({ boxes, reason }: PermissionVerdict): string {
  const label = boxes.map((all) => all.join(' and ')).join(' or ');
  switch (reason) {
    case 'granted':
    case 'unknown':
      return label;
    case 'box-not-ticked':
      return `${label}: not ticked`;
    case 'owner-unticked':
      return 'unticked on the grant screen';
    case 'no-mapping':
      return 'no Tesla box maps to it';
    case 'not-capable':
      return 'the car does not support it';
  }
}

function paragraphs(document: Authorization): readonly string[] {
  const { error, verdict, vehicles } = document;
  const keyIsOpen = vehicles.some(({ virtualKey }) => virtualKey === 'missing') && keyLinks(document).length > 0;
  return [
    ...(error === null ? [] : [error.title, error.remedy]),
    ...(verdict === 'incomplete' && document.missingBoxes.length > 0
      ? ["Tesla's consent screen starts with every box empty, and not every box that the permissions need was ticked."]
      : []),
    ...(verdict === 'unverified' ? [unverifiedWords(document)] : []),
    ...(keyIsOpen ? [`Commands fail until the virtual key is on ${carsWithoutKey(document)}.`] : []),
  ];
}

function unverifiedWords(document: Authorization): string {
  return isGrantRead(document)
    ? "The link named no permissions, so the Dashboard's Vehicle Access decided what was asked. Whether something is missing cannot be told from here."
    : 'What was granted has not been read back. The terminal says how to do that.';
}

function carsWithoutKey({ vehicles }: Authorization): string {
  const missing = vehicles.filter(({ virtualKey }) => virtualKey === 'missing');
  const names = missing.map(({ make, model, year }) => [make, model, year].filter((part) => part !== null).join(' '));
  if (names.every((name) => name !== '')) return enumerate(names.map((name) => `the ${name}`));
  return missing.length === 1 ? 'the car that does not have it' : `the ${missing.length} cars that do not have it`;
}
