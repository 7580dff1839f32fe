import type {
  ConnectedVehicle,
  DisconnectionDocument,
  PermissionsDocument,
  UsersDocument,
  VehiclesDocument,
} from '../../core/connections/documents.ts';
import type { Document } from '../../core/document.ts';
import { printable } from '../terminal/printable.ts';
import type { Style } from '../terminal/style.ts';
import { renderTable } from '../terminal/table.ts';
import { item, paragraph } from '../terminal/text.ts';
import { renderSteps, renderWarnings } from './steps.ts';

/** Body, warnings and next steps of a document, one text. */
export function withFoot(body: readonly (string | undefined)[], document: Document, style: Style): string {
  const parts = [...body, renderWarnings(document.warnings, style), renderSteps(document.next, style)];
  return `${parts.filter((part) => part !== undefined).join('\n')}\n`;
}

/** `vehicles`: a table for each user, so that ids stay whole on 80 columns. */
export function renderVehicles(document: VehiclesDocument, style: Style): string {
  const byUser = new Map<string, ConnectedVehicle[]>();
  for (const vehicle of document.vehicles) {
    const own = byUser.get(vehicle.userId);
    if (own === undefined) byUser.set(vehicle.userId, [vehicle]);
    else own.push(vehicle);
  }
  const tables = [...byUser].map(([userId, own]) => {
    const external = own.find(({ externalId }) => externalId !== null)?.externalId ?? null;
    const title = style.color.bold(`User ${printable(userId)}${external === null ? '' : ` (${printable(external)})`}`);
    return `${title}\n${renderTable(style, vehicleColumns, own.map(vehicleRow))}`;
  });
  return withFoot([tables.length === 0 ? 'No vehicle is connected.' : tables.join('\n\n')], document, style);
}

const vehicleColumns = ['Vehicle', 'Make', 'Model', 'Year', 'API'].map((title) => ({ title }));

function vehicleRow({ id, make, model, year, era }: ConnectedVehicle): readonly string[] {
  return [printable(id), printable(make ?? '?'), printable(model ?? '?'), year === null ? '?' : String(year), era];
}

/** `permissions`: a table for each vehicle. */
export function renderPermissions(document: PermissionsDocument, style: Style): string {
  const columns = ['Permission', 'Tesla box', 'Allows'].map((title) => ({ title }));
  const tables = document.vehicles.map(({ id, permissions }) => {
    const rows = permissions.map(({ name, boxes, description }) => [
      printable(name),
      boxes.length === 0 ? 'none published' : boxes.map((all) => all.join(' and ')).join(' or '),
      description,
    ]);
    const body = rows.length === 0 ? '  Nothing is granted.' : renderTable(style, columns, rows);
    return `${style.color.bold(`Vehicle ${printable(id)}`)}\n${body}`;
  });
  return withFoot([tables.length === 0 ? 'No vehicle is connected.' : tables.join('\n\n')], document, style);
}

/** `user`. */
export function renderUsers(document: UsersDocument, style: Style): string {
  const columns = ['User', 'Your id', 'API', 'Vehicles'].map((title) => ({ title }));
  const rows = document.users.map(({ id, externalId, era, vehicleIds }) => [
    printable(id),
    externalId === null ? '' : printable(externalId),
    era,
    String(vehicleIds.length),
  ]);
  return withFoot([rows.length === 0 ? 'No owner is connected.' : renderTable(style, columns, rows)], document, style);
}

/** `disconnect`. */
export function renderDisconnection(document: DisconnectionDocument, style: Style): string {
  const { color, glyphs } = style;
  const id = printable(document.vehicleId);
  const line = document.disconnected
    ? item(style, color.green(glyphs.ok), `Disconnected: your application no longer reaches vehicle ${id}.`)
    : paragraph(style, `Nothing was changed: vehicle ${id} stays connected.`);
  return withFoot([line], document, style);
}
