import type { ConnectionFinding } from '../../core/findings/connection/diagnosis.ts';
import type { VehicleKey } from '../../core/tesla/vehicle-key.ts';
import {
  leftForOwner,
  type DiagnosedConnection,
  type Diagnosis,
  type DiagnosisChange,
} from '../../core/findings/connection/diagnosis.ts';
import { printable } from '../terminal/printable.ts';
import type { Style } from '../terminal/style.ts';
import { item } from '../terminal/text.ts';
import { renderFinding } from './findings.ts';
import { renderSteps, renderWarnings } from './steps.ts';

const keyTexts: Readonly<Record<VehicleKey, string>> = {
  paired: 'paired',
  missing: 'missing',
  'not-needed': 'not needed',
  unknown: 'unknown',
};

/** The answer of `diagnose` for people: each connection with its findings, then the repairs. */
export function renderDiagnosis(diagnosis: Diagnosis, style: Style): string {
  const shown = new Set<ConnectionFinding>();
  const connections = diagnosis.connections.map((connection) => {
    const own = diagnosis.findings.filter(
      (finding) => finding.vehicleId === connection.vehicle.id && finding.userId === (connection.userId ?? undefined),
    );
    for (const finding of own) shown.add(finding);
    return renderConnection(connection, own, style);
  });
  const others = diagnosis.findings
    .filter((finding) => !shown.has(finding))
    .map((finding) => renderFinding(finding, style));
  const parts = [
    ...connections,
    others.length === 0 ? undefined : others.join('\n'),
    verdict(diagnosis, style),
    renderWarnings(diagnosis.warnings, style)?.trimStart(),
    renderSteps(diagnosis.next, style)?.trimStart(),
  ];
  return `${parts.filter((part) => part !== undefined).join('\n\n')}\n`;
}

function verdict({ healthy, findings, connections }: Diagnosis, style: Style): string {
  const { color, glyphs } = style;
  const count = `${connections.length} connection${connections.length === 1 ? '' : 's'}`;
  const warnings = findings.filter(({ severity }) => severity === 'warning').length;
  const beside = warnings === 0 ? '' : `, ${warnings} warning${warnings === 1 ? '' : 's'}`;
  if (healthy) return item(style, color.green(glyphs.ok), `Nothing is wrong${beside} (${count} read).`);
  const wrong = findings.filter(({ severity }) => severity === 'error' || severity === 'critical').length;
  return item(style, color.red(glyphs.bad), `${wrong} thing${wrong === 1 ? '' : 's'} to fix (${count} read).`);
}

/** Why the watch goes on although nothing is wrong. */
function waiting(diagnosis: Diagnosis, style: Style): readonly string[] {
  const titles = new Set(leftForOwner(diagnosis).map(({ title }) => title));
  return [...titles].map((title) => item(style, style.glyphs.bullet, `Still waiting for the owner: ${title}`));
}

function renderConnection(
  connection: DiagnosedConnection,
  findings: readonly ConnectionFinding[],
  style: Style,
): string {
  const { vehicle, userId, externalId, era, role, granted, tickedBoxes } = connection;
  const facts: readonly (readonly [string, string | null])[] = [
    ['user', userId === null ? null : `${userId}${externalId === null ? '' : ` (${externalId})`}`],
    ['API', era],
    ['Tesla role', role],
    ['granted', granted === null ? 'unknown' : granted.length === 0 ? 'nothing' : granted.join(', ')],
    ['Tesla boxes', tickedBoxes === null ? null : tickedBoxes.length === 0 ? 'none' : tickedBoxes.join(', ')],
    ['virtual key', keyTexts[vehicle.virtualKey]],
  ];
  const lines = facts.flatMap(([name, value]) =>
    value === null ? [] : [item(style, `  ${name.padEnd(11)}`, printable(value))],
  );
  const clean = item(style, `  ${style.color.green(style.glyphs.ok)}`, 'nothing found');
  return [
    style.color.bold(printable(`${vehicleName(connection)}  ${vehicle.id}`)),
    ...lines,
    ...(findings.length === 0 ? [clean] : findings.map((finding) => renderFinding(finding, style, '  '))),
  ].join('\n');
}

/** @returns such as `TESLA Model 3 2021`. */
function vehicleName({
  vehicle,
}: {
  readonly vehicle: { make: string | null; model: string | null; year: number | null };
}): string {
  const words = [vehicle.make, vehicle.model, vehicle.year].filter((word) => word !== null);
  return words.length === 0 ? 'Vehicle' : words.join(' ');
}

/** What `--watch` prints when something changed. */
export function renderDiagnosisChange(
  { healed, appeared }: DiagnosisChange,
  diagnosis: Diagnosis,
  style: Style,
): string {
  const { color, glyphs } = style;
  const lines = [
    ...healed.map((finding) =>
      item(
        style,
        color.green(glyphs.ok),
        `mended: ${finding.title} ${color.dim(printable(finding.evidence.join('; ')))}`,
      ),
    ),
    ...appeared.map((finding) => renderFinding(finding, style)),
    ...(diagnosis.healthy ? [verdict(diagnosis, style)] : []),
    ...(diagnosis.healthy ? waiting(diagnosis, style) : []),
  ];
  return `${lines.join('\n')}\n`;
}
