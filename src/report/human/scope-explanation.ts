import type { Source } from '../../core/source.ts';
import type { ExplainedPermission, ScopeExplanation } from '../../core/permissions/explain.ts';
import type { BoxOutcome } from '../../core/permissions/loss.ts';
import type { ProviderLink } from '../../core/providers/provider.ts';
import type { Style } from '../terminal/style.ts';
import { item, paragraph } from '../terminal/text.ts';
import { renderConsentAdvice } from './advice.ts';
import { renderConsentScreen } from './consent-screen.ts';
import { renderSteps, renderWarnings } from './steps.ts';

/** What the renderer needs beside the document. */
export interface ExplanationContext {
  /** What differs from the edition before, or in the later ones where there are such. */
  readonly changes: readonly string[];
  /** The edition before the newest one, where that is told. */
  readonly before?: string | undefined;
  /** The edition was asked for by name, so its source belongs to the answer. */
  readonly citesTable?: boolean | undefined;
  /** Permissions that these changes concern. */
  readonly changed: readonly string[];
  /** Where the edition's own table stands. */
  readonly source: Source;
  readonly links: readonly ProviderLink[];
  /** The provider's name for people. */
  readonly provider: string;
  readonly notes: readonly string[];
  readonly missingKeyError: string;
  readonly outcome?: BoxOutcome | undefined;
}

function title({ color }: Style, text: string): string {
  return `\n${color.bold(text)}`;
}

/** Everything that `explain-scopes` knows, for people: `--details`. */
export function renderScopeExplanation(document: ScopeExplanation, context: ExplanationContext, style: Style): string {
  const parts = [
    renderConsentScreen(document, style),
    paragraph(style, 'Which boxes Tesla shows, and their order, may differ.', '  '),
    '',
    renderConsentAdvice(document, style),
    title(style, 'Permissions'),
    ...renderPermissions(document.permissions, style),
    ...renderRequired(document, style),
    ...renderUnmapped(document, style),
    ...renderKey(document, context, style),
    ...(context.outcome === undefined ? [] : renderTicked(context.outcome, style)),
    ...renderNotes(context, style),
    title(style, 'Table'),
    ...renderEdition(document, context, style),
    renderWarnings(document.warnings, style),
    renderSteps(document.next, style),
  ];
  return `${parts
    .filter((part) => part !== undefined)
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trimEnd()}\n`;
}

// A long list says what a missed box costs once, by a mark; a short one says it in words at each permission.
export const longList = 8;

/** The permissions, each with its box and the cost of a missed one. */
export function renderPermissions(permissions: readonly ExplainedPermission[], style: Style): string[] {
  if (permissions.length <= longList) return permissions.map((permission) => renderPermission(permission, style));
  const { color, glyphs } = style;
  return [
    paragraph(
      style,
      'If its box is missed: [R] Revoke Access, no connection; [N] connected, but PERMISSION:NULL at the request; [D] device not reachable, or not for this purpose; [?] no box is known to decide it.',
      '  ',
    ),
    ...permissions.map((permission) => {
      const head = `${color.cyan(written(permission))} ${glyphs.needs} ${boxesOf(permission)} [${costMarks[permission.ifMissed]}]`;
      return `${item(style, `  ${glyphs.bullet}`, head)}\n${paragraph(style, color.dim(permission.description), '      ')}`;
    }),
  ];
}

const costMarks = {
  'revoke-access': 'R',
  'permission-null': 'N',
  'device-unavailable': 'D',
  'not-applicable': '?',
} as const;

/** @returns a permission as it stands in a scope */
export function written(permission: ExplainedPermission): string {
  return permission.required ? `required:${permission.name}` : permission.name;
}

/** @returns the boxes that a permission needs, in words */
export function boxesOf(permission: ExplainedPermission): string {
  return permission.unmapped
    ? 'no published Tesla mapping'
    : permission.boxes.map((all) => all.join(' and ')).join(' or ');
}

function renderPermission(permission: ExplainedPermission, style: Style): string {
  const { color, glyphs } = style;
  const head = `${color.cyan(written(permission))} ${glyphs.needs} ${boxesOf(permission)}`;
  return `${item(style, `  ${glyphs.bullet}`, head)}\n${paragraph(style, `${permission.description}. ${missedText(permission)}`, '      ')}`;
}

function missedText(permission: ExplainedPermission): string {
  switch (permission.ifMissed) {
    case 'revoke-access':
      return permission.required
        ? 'If the box is missed: Revoke Access. No connection; the owner must revoke and consent again.'
        : 'If the box is missed: Revoke Access, because nothing connects without Vehicle Information.';
    case 'permission-null':
      return 'If the box is missed: the connection works, this permission does not (PERMISSION:NULL at the request).';
    case 'device-unavailable':
      return 'If the box is missed: the devices cannot be reached, or not for this purpose.';
    case 'not-applicable':
      return 'No box is known to decide it.';
  }
}

function renderRequired(document: ScopeExplanation, style: Style): string[] {
  if (!document.permissions.some((permission) => permission.required)) return [];
  return [
    paragraph(
      style,
      "required: says that your app cannot do without it. Since 2026-06-16 the owner sees it ticked and locked on Smartcar's grant screen; it does not guarantee that the car supports it (if not, requests fail with COMPATIBILITY:VEHICLE_NOT_CAPABLE). That a missed Tesla box still leads to Revoke Access is stated on Smartcar's Tesla page and has not been confirmed since that day.",
      '  ',
    ),
  ];
}

function renderUnmapped(document: ScopeExplanation, style: Style): string[] {
  const names = document.permissions.filter((permission) => permission.unmapped).map((permission) => permission.name);
  if (names.length === 0) return [];
  return [
    title(style, 'No published Tesla mapping'),
    paragraph(style, `${names.join(', ')}: no table says which box they need. Select All is the safe advice.`, '  '),
  ];
}

function renderKey(document: ScopeExplanation, context: ExplanationContext, style: Style): string[] {
  const { needed, because, cars } = document.virtualKey;
  if (!needed) return [title(style, 'Virtual key'), paragraph(style, 'Not needed: no command is requested.', '  ')];
  return [
    title(style, 'Virtual key'),
    paragraph(style, `Needed for ${because.join(', ')}, on every one of these cars: ${cars.join(', ')}.`, '  '),
    paragraph(
      style,
      document.provider !== 'smartcar'
        ? `Until the owner adds it, commands to the vehicle fail with "${context.missingKeyError}".`
        : `Until the owner adds it, commands such as lock, unlock and charge control fail with ${context.missingKeyError}. Tesla has demanded it since January 2024. Reads of a streaming-capable car without a key drop to one per 8 hours.`,
      '  ',
    ),
    ...footnotesOf(document).map((footnote) => paragraph(style, footnote, '  ')),
  ];
}

/** @returns what is to be known of single permissions and their key */
export function footnotesOf({ permissions }: ScopeExplanation): readonly string[] {
  return permissions.flatMap(({ name, footnote }) => (footnote === undefined ? [] : [`${name}: ${footnote}`]));
}

/** What the boxes that were named come to. */
export function renderTicked(outcome: BoxOutcome, style: Style): string[] {
  const { color, glyphs } = style;
  const list = (names: readonly string[]) => (names.length === 0 ? 'none' : names.join(', '));
  return [
    title(style, 'With the boxes you named'),
    paragraph(style, sentenceOf(outcome), '  '),
    item(style, `  ${color.green(glyphs.ok)}`, `granted: ${list(outcome.granted)}`),
    item(
      style,
      `  ${outcome.lost.length === 0 ? glyphs.bullet : color.red(glyphs.bad)}`,
      `lost: ${list(outcome.lost)}`,
    ),
    ...(outcome.unmapped.length === 0
      ? []
      : [item(style, `  ${glyphs.bullet}`, `no published mapping, so no box decides: ${list(outcome.unmapped)}`)]),
    ...(outcome.missingBoxes.length === 0
      ? []
      : [item(style, `  ${glyphs.pointer}`, `still to tick: ${list(outcome.missingBoxes)}`)]),
    ...(outcome.devices ?? []).map(({ kind, reachable }) => degreeOfLoss({ kind, reachable }, outcome, style)),
  ];
}

function sentenceOf({ outcome, devices }: BoxOutcome): string {
  if (outcome === 'revoke-access') return 'No connection: the owner is sent to Revoke Access and must consent again.';
  if (devices?.every(({ reachable }) => !reachable) === true) return 'No device can be reached.';
  return 'The connection succeeds.';
}

function degreeOfLoss(
  { kind, reachable }: { readonly kind: string; readonly reachable: boolean },
  outcome: BoxOutcome,
  style: Style,
): string {
  const lost = outcome.lost.filter((name) => name.startsWith(kind));
  const devices = kind === 'energy' ? 'energy devices' : 'vehicles';
  if (!reachable) return item(style, `  ${style.glyphs.bad}`, `${devices}: not reachable at all`);
  const text = lost.length === 0 ? 'reachable, nothing lost' : `reachable, but part is lost: ${lost.join(', ')}`;
  return item(style, `  ${lost.length === 0 ? style.glyphs.ok : style.glyphs.warn}`, `${devices}: ${text}`);
}

/** What else the provider wants to be known. */
export function renderNotes(context: ExplanationContext, style: Style): string[] {
  if (context.notes.length === 0) return [];
  return [title(style, context.provider), ...context.notes.map((note) => paragraph(style, note, '  '))];
}

function renderEdition(document: ScopeExplanation, context: ExplanationContext, style: Style): string[] {
  return [
    paragraph(style, `Edition ${document.edition}, from ${context.source.url} (${context.source.asOf}).`, '  '),
    ...(context.changes.length === 0
      ? []
      : [
          paragraph(
            style,
            context.before === undefined
              ? 'A later edition differs:'
              : `The mapping has changed before and may change again. Against the edition ${context.before}:`,
            '  ',
          ),
          ...context.changes.map((change) => item(style, `    ${style.glyphs.bullet}`, change)),
        ]),
    ...renderLinks(context, style),
  ];
}

/** Pages to read on. */
export function renderLinks({ links }: ExplanationContext, style: Style): string[] {
  return links.map((link) => item(style, `  ${style.glyphs.bullet}`, `${link.title}: ${link.url}`));
}
