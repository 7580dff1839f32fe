import { isGrantRead, type Authorization, type AuthorizedVehicle } from '../../core/connect/authorization.ts';
import { isOfTesla } from '../../core/connect/callback.ts';
import type { GrantReason, PermissionVerdict } from '../../core/permissions/verdict.ts';
import { printable } from '../terminal/printable.ts';
import type { Style } from '../terminal/style.ts';
import { renderTable } from '../terminal/table.ts';
import { item, paragraph } from '../terminal/text.ts';
import { renderSteps, renderWarnings } from './steps.ts';

const headlines = {
  complete: 'Complete: everything you asked for was granted.',
  incomplete: 'Incomplete: the connection works, but not everything you asked for was granted.',
  unverified: 'Connected, but what was granted has not been verified.',
  denied: 'Not connected.',
  failed: 'Not connected.',
} as const;

/** Of a grant that was read, while nobody knows here what was asked. */
const headlineOfGrant = 'Connected. What was granted was read; what was asked is not known here.';

const reasons: Readonly<Record<GrantReason, string>> = {
  granted: 'granted',
  'box-not-ticked': 'Tesla box not ticked',
  'owner-unticked': "unticked by the owner on Smartcar's screen",
  'no-mapping': 'not granted; no published Tesla mapping',
  'not-capable': 'the car cannot serve it',
  unknown: 'not granted; cause unknown',
};

const keys = {
  paired: 'virtual key paired',
  missing: 'virtual key missing',
  'not-needed': 'no virtual key needed',
  unknown: 'virtual key unknown',
} as const;

/** The verdict of `authorize` for people: the answer and what to do come first, the raw callback last. */
export function renderAuthorization(document: Authorization, style: Style): string {
  const { color } = style;
  const title = (text: string) => ['', color.bold(text)];
  const parts = [
    headline(document, style),
    ...renderError(document, style),
    ...(document.permissions.length === 0 ? [] : [...title('Permissions'), ...renderPermissions(document, style)]),
    ...renderMissing(document, style),
    ...(document.vehicles.length === 0
      ? []
      : [...title('Vehicles'), ...document.vehicles.map((vehicle) => renderVehicle(vehicle, style))]),
    renderWarnings(document.warnings, style),
    renderSteps(document.next, style),
    ...(document.user === null ? [] : [...title('User'), ...renderUser(document, style)]),
    ...renderCallback(document, style, title),
  ];
  return parts.filter((part) => part !== undefined).join('\n');
}

function headline(document: Authorization, style: Style): string {
  const { verdict } = document;
  const { color, glyphs } = style;
  const text = verdict === 'unverified' && isGrantRead(document) ? headlineOfGrant : headlines[verdict];
  const [paint, glyph] =
    verdict === 'complete'
      ? [color.green, glyphs.ok]
      : verdict === 'unverified'
        ? [color.yellow, glyphs.warn]
        : [color.red, glyphs.bad];
  return item(style, paint(glyph), paint.bold(text));
}

function renderError({ error, callback }: Authorization, style: Style): readonly string[] {
  if (error === null) return [];
  const said = callback.errorDescription ?? callback.errorMessage;
  const whose = isOfTesla(callback.raw) ? "Tesla's" : "Connect's";
  return [
    paragraph(style, `${printable(error.code)}: ${error.title}`, '  '),
    ...(said === null ? [] : [paragraph(style, `In ${whose} words: ${printable(said)}`, '  ')]),
    paragraph(style, `Cause: ${printable(error.cause)}`, '  '),
    paragraph(style, `Remedy (${error.who}): ${error.remedy}`, '  '),
  ];
}

const eras = {
  v2: "API v2, the owner's token",
  v3: "API v3, the application's token in the name of user_id",
} as const;

function renderCallback(
  { callback, era }: Authorization,
  style: Style,
  title: (text: string) => readonly string[],
): readonly string[] {
  const known: readonly (readonly [string, string | null | undefined])[] = [
    ['code', callback.code],
    ['state', callback.state],
    ['user_id', callback.userId],
    ['external_id', callback.externalId],
    ['vehicle_id', callback.vehicleId],
    ['virtual_key_url', callback.virtualKeyUrl],
    ['status_code', callback.statusCode],
    ['scoped key', callback.scopedKey === undefined ? null : 'in the credential store'],
    ['read with', era === null ? null : eras[era]],
  ];
  const present = known.filter((entry): entry is [string, string] => entry[1] !== null && entry[1] !== undefined);
  if (present.length === 0) return [];
  const width = Math.max(...present.map(([name]) => name.length));
  return [
    ...title('Callback'),
    ...present.map(([name, value]) => `  ${style.color.cyan(name.padEnd(width))}  ${printable(value)}`),
  ];
}

function renderPermissions({ permissions, error }: Authorization, style: Style): readonly string[] {
  const columns = [
    { title: '' },
    { title: 'Permission', paint: style.color.cyan },
    { title: 'Tesla box' },
    { title: 'Result' },
  ];
  const rows = permissions.map((permission) => [
    marker(permission, style),
    written(permission),
    boxesOf(permission),
    error === null ? reasonOf(permission) : refusalOf(permission),
  ]);
  const table = renderTable({ ...style, width: style.width - 2 }, columns, rows);
  return [table.replace(/^/gm, '  ')];
}

function written({ name, required }: PermissionVerdict): string {
  return required ? `required:${name}` : name;
}

function boxesOf({ boxes }: PermissionVerdict): string {
  return boxes.length === 0 ? 'no published box' : boxes.map((all) => all.join(' and ')).join(' or ');
}

function reasonOf({ granted, reason }: PermissionVerdict): string {
  return granted === null ? 'not verified' : reasons[reason];
}

/** Without a connection nothing is granted; only some permissions are the cause of that. */
function refusalOf({ reason }: PermissionVerdict): string {
  return reason === 'unknown' ? 'no connection' : reasons[reason];
}

function marker({ granted }: PermissionVerdict, { glyphs }: Style): string {
  if (granted === null) return glyphs.bullet;
  return granted ? glyphs.ok : glyphs.bad;
}

function renderMissing({ missingBoxes }: Authorization, style: Style): readonly string[] {
  if (missingBoxes.length === 0) return [];
  return [
    '',
    style.color.bold("Boxes missing on Tesla's consent screen"),
    ...missingBoxes.map((box) => item(style, `  ${style.color.red(style.glyphs.unticked)}`, box)),
  ];
}

function renderVehicle({ id, vin, make, model, year, virtualKey, role }: AuthorizedVehicle, style: Style): string {
  const name = [make, model, year].filter((part) => part !== null).join(' ') || 'a vehicle';
  const text = `${printable(name)}${vin === undefined ? '' : `, VIN ${printable(vin)}`} (${printable(id)}): ${keys[virtualKey]}${role === undefined ? '' : "; a driver's account"}`;
  const mark = virtualKey === 'missing' ? style.color.yellow(style.glyphs.warn) : style.glyphs.bullet;
  return item(style, `  ${mark}`, text);
}

function renderUser({ user }: Authorization, style: Style): readonly string[] {
  if (user === null) return [];
  const reference = user.reference === undefined ? '' : `${printable(user.reference)} ${style.glyphs.arrow} `;
  const state =
    user.changed === undefined || user.changed === null
      ? ''
      : user.changed
        ? ` (changed; before: ${user.previousId ?? ''})`
        : ' (unchanged)';
  return [`  ${reference}${printable(user.id ?? 'unknown')}${state}`];
}
