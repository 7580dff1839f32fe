import type { ExplainedPermission, ScopeExplanation } from '../../core/permissions/explain.ts';
import { enumerate } from '../../core/text/enumerate.ts';
import type { Style } from '../terminal/style.ts';
import { item, paragraph } from '../terminal/text.ts';
import { renderShortAdvice } from './advice.ts';
import { renderShortScreen } from './consent-screen.ts';
import {
  boxesOf,
  footnotesOf,
  longList,
  renderLinks,
  renderNotes,
  renderPermissions,
  renderTicked,
  written,
  type ExplanationContext,
} from './scope-explanation.ts';
import { renderWarnings } from './steps.ts';

/**
 * The answer of `explain-scopes` at a glance: the screen with its boxes, a line a permission, the key, what next. Two
 * permissions fit a terminal of 24 lines; `--details` tells the rest.
 */
export function renderScopeSummary(document: ScopeExplanation, context: ExplanationContext, style: Style): string {
  const { permissions, provider, warnings } = document;
  const parts = [
    renderShortScreen(document, style),
    renderShortAdvice(document, style, context.changed),
    ...(permissions.length > longList
      ? renderPermissions(permissions, style)
      : permissions.map((permission) => permissionLine(permission, style))),
    ...requiredNote(document, style),
    ...(context.outcome === undefined ? [] : [...renderTicked(context.outcome, style), '']),
    ...(provider === 'smartcar' ? [] : [...renderNotes(context, style), ...renderLinks(context, style), '']),
    ...(warnings.length === 0 ? [] : [renderWarnings(warnings, style)?.trimStart(), '']),
    ...tableNote(document, context, style),
    keyNote(document, context, style),
    ...nextLine(document, style),
  ];
  return `${parts.filter((part) => part !== undefined).join('\n')}\n`;
}

function permissionLine(permission: ExplainedPermission, style: Style): string {
  const { color, glyphs } = style;
  const end = permission.unmapped ? 'Select All is the safe advice' : `missed: ${costs[permission.ifMissed]}`;
  const text = `${color.cyan(written(permission))} ${glyphs.needs} ${boxesOf(permission)}; ${end}`;
  return item(style, glyphs.bullet, text);
}

const costs = {
  'revoke-access': 'Revoke Access',
  'permission-null': 'PERMISSION:NULL',
  'device-unavailable': 'device not reachable, or not for this purpose',
  'not-applicable': 'nothing',
} as const;

function requiredNote({ permissions }: ScopeExplanation, style: Style): readonly string[] {
  if (!permissions.some(({ required }) => required)) return [];
  return [
    paragraph(
      style,
      "required: locked on Smartcar's screen since 2026-06-16 (its Revoke Access is unconfirmed since then), and no guarantee that the car supports it.",
    ),
  ];
}

function keyNote(document: ScopeExplanation, { missingKeyError }: ExplanationContext, style: Style): string {
  const { needed, because, cars } = document.virtualKey;
  const end = document.next.length === 0 ? 'See --details.' : 'See --details. Next:';
  if (!needed) return paragraph(style, `Virtual key: not needed, as no command is requested. ${end}`);
  const permissions = because.length > 3 ? `${because.length} permissions` : enumerate(because);
  const without =
    document.provider === 'smartcar'
      ? `Without it, since January 2024, lock, unlock and charge control fail with ${missingKeyError}, and reads of a streaming-capable car drop to one per 8 hours.`
      : `Until the owner adds it, commands to the vehicle fail with "${missingKeyError}".`;
  const footnotes = footnotesOf(document).map((footnote) => ` ${footnote}`);
  return paragraph(
    style,
    `Virtual key for ${permissions}, on each ${groupCars(cars)}. ${without}${footnotes.join('')} ${end}`,
  );
}

/** `Model S (2021 and later)` and its like, each condition once. */
function groupCars(cars: readonly string[]): string {
  const groups = new Map<string, string[]>();
  for (const car of cars) {
    const [, name = car, condition = 'all'] = /^(.*) \((.*)\)$/.exec(car) ?? [];
    groups.set(condition, [...(groups.get(condition) ?? []), name]);
  }
  return [...groups]
    .map(([condition, names]) => (condition === 'all' ? names.join(', ') : `${enumerate(names)} (${condition})`))
    .join(', ');
}

function tableNote({ edition }: ScopeExplanation, { source, citesTable }: ExplanationContext, style: Style): string[] {
  return citesTable ? [paragraph(style, `Edition ${edition}, from ${source.url} (${source.asOf}).`)] : [];
}

// The command is never wrapped, as everywhere.
function nextLine({ next: [step] }: ScopeExplanation, { color }: Style): readonly string[] {
  return step === undefined ? [] : [`    ${color.cyan(step.command ?? step.url)}`];
}
