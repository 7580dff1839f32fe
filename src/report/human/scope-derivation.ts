import type { Finding } from '../../core/findings/finding.ts';
import type { DerivationDiff, ScopeDerivation } from '../../core/findings/code/scope-derivation.ts';
import { printable } from '../terminal/printable.ts';
import type { Style } from '../terminal/style.ts';
import { item, paragraph } from '../terminal/text.ts';
import { boxName } from './advice.ts';
import { boxText, commandRows, renderSignalTable, signalRows } from './signal-table.ts';
import { renderSteps, renderWarnings } from './steps.ts';

/** The answer of `scopes` for people: signals, permissions, boxes, and what follows from them. */
export function renderScopeDerivation(document: ScopeDerivation, style: Style): string {
  const { color } = style;
  const parts = [
    ...renderScope(document, style),
    ...renderWanted(document, style),
    ...renderBoxes(document, style),
    ...(document.diff === undefined ? [] : renderDiff(document.diff, style)),
    ...(document.code === undefined ? [] : renderCode(document.code, style)),
    ...renderFindings(document.findings, style),
    `\n${color.bold('Good to know')}`,
    ...document.notes.map((note) => item(style, `  ${style.glyphs.bullet}`, note)),
    ...(document.saved === undefined
      ? []
      : [`\nSaved in the profile "${document.saved.profile}"; later commands use it.`]),
    renderWarnings(document.warnings, style),
    renderSteps(document.next, style),
  ];
  const text = parts.filter((part) => part !== undefined).join('\n');
  return `${text.replace(/\n{3,}/g, '\n\n').trim()}\n`;
}

function renderScope(document: ScopeDerivation, style: Style): string[] {
  const { color } = style;
  if (document.permissions.length === 0) return [color.bold('No permission can be derived from this.')];
  return [color.bold('Minimum set of permissions:'), `  ${color.cyan(document.scope)}`];
}

function renderWanted(document: ScopeDerivation, style: Style): string[] {
  const calls = document.permissions.flatMap(({ name, boxes, because }) =>
    because
      .filter((by) => ![...document.signals, ...document.commands].some(({ code }) => code === by))
      .map((by) => [by, name, 'call', boxText(boxes)]),
  );
  const rows = [...signalRows(document.signals), ...commandRows(document.commands), ...calls];
  return rows.length === 0 ? [] : ['', renderSignalTable(rows, style)];
}

function renderBoxes(document: ScopeDerivation, style: Style): string[] {
  const { color, glyphs } = style;
  if (document.permissions.length === 0) return [];
  const ticked = document.boxes.filter(({ tick }) => tick);
  return [
    `\n${color.bold("Boxes on Tesla's consent screen")}`,
    ...ticked.map((box) => {
      const why = box.because
        .map((name) => (name === 'connection-minimum' ? 'nothing connects without it' : name))
        .join(', ');
      return item(style, `  ${color.green(glyphs.ticked)}`, `${boxName(box, document.edition)}: ${why}`);
    }),
    paragraph(style, 'Or Select All: it gives your app nothing more and avoids a later revoke.', '  '),
    `\n${color.bold('Virtual key')}`,
    paragraph(style, keyText(document), '  '),
  ];
}

function keyText({ virtualKey, findings }: ScopeDerivation): string {
  if (virtualKey.needed) return `Needed on each car, for ${virtualKey.because.join(', ')}.`;
  return findings.some(({ kind }) => kind === 'scope-key-undecided')
    ? 'Cannot be determined: the code builds a path at run time that may be a command.'
    : 'Not needed: no command is requested.';
}

function renderDiff(diff: DerivationDiff, style: Style): string[] {
  const { color, glyphs } = style;
  const rows = [
    ['too much', diff.excess, color.yellow('-')],
    ['missing: the owner would have to consent again', diff.missing, color.green('+')],
    ['becomes required', diff.nowRequired, '!'],
    ['need not be required', diff.noLongerRequired, '~'],
    ['unchanged', diff.unchanged, '='],
  ] as const;
  const boxes = [
    ...(diff.newBoxes.length === 0 ? [] : [`Additional boxes to tick: ${diff.newBoxes.join(', ')}.`]),
    ...(diff.spareBoxes.length === 0 ? [] : [`Boxes no longer needed: ${diff.spareBoxes.join(', ')}.`]),
    ...(diff.virtualKeyNewlyNeeded ? ['A virtual key will be needed.'] : []),
    ...(diff.excess.length === 0
      ? []
      : ['Leave out what you do not need: every unnecessary permission costs privacy and consents.']),
  ];
  return [
    `\n${color.bold(`Against the scope in use: ${diff.current}`)}`,
    ...rows
      .filter(([, names]) => names.length > 0)
      .map(([title, names, mark]) =>
        item(style, `  ${style.plain ? glyphs.bullet : mark}`, `${title}: ${names.join(', ')}`),
      ),
    ...boxes.map((text) => item(style, `  ${glyphs.pointer}`, text)),
  ];
}

function renderCode(code: NonNullable<ScopeDerivation['code']>, style: Style): string[] {
  const list = (names: readonly string[]) => (names.length === 0 ? 'nothing' : names.join(', '));
  const skipped = code.skipped === 0 ? '' : `, ${code.skipped} could not be read or are too large`;
  return [
    `\n${style.color.bold(`Code in ${printable(code.directory)}`)} (${code.files} ${code.files === 1 ? 'file' : 'files'}${skipped})`,
    item(
      style,
      `  ${style.glyphs.bullet}`,
      `asks for: ${list(code.asked.map(({ name, required }) => (required ? `required:${name}` : name)))}`,
    ),
    item(style, `  ${style.glyphs.bullet}`, `uses: ${list(code.used.map(({ name }) => name))}`),
    ...(code.readsAll.length === 0
      ? []
      : [
          item(
            style,
            `  ${style.glyphs.bullet}`,
            `reads all signals, takes them from a webhook or builds a path at ${code.readsAll
              .slice(0, 3)
              .map(({ file, line }) => `${printable(file)}:${line}`)
              .join(', ')}: which of them it uses cannot be determined`,
          ),
        ]),
  ];
}

function renderFindings(findings: readonly Finding[], style: Style): string[] {
  const { color, glyphs } = style;
  const marks = {
    info: color.dim(glyphs.bullet),
    warning: color.yellow(glyphs.warn),
    error: color.red(glyphs.bad),
    critical: color.red(glyphs.bad),
  };
  if (findings.length === 0) return [];
  return [
    `\n${color.bold('Findings')}`,
    ...findings.flatMap((finding) => [
      item(style, `  ${marks[finding.severity]}`, printable(finding.title)),
      ...finding.evidence.map((place) => `      ${color.dim(printable(place))}`),
      paragraph(style, finding.fix, '      '),
    ]),
  ];
}
