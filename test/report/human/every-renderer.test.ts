import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Diagnosis } from '../../../src/core/findings/connection/diagnosis.ts';
import { explainScope, type ScopeExplanation } from '../../../src/core/permissions/explain.ts';
import { findProvider } from '../../../src/core/providers/registry.ts';
import { keysOf } from '../../../src/core/text/keys.ts';
import { en } from '../../../src/report/guide/messages/en.ts';
import { buildConsentGuide } from '../../../src/report/guide/consent-guide.ts';
import { renderGuideText } from '../../../src/report/guide/render-text.ts';
import { kinds } from '../../../src/report/documents/kinds.ts';
import { renderConsentAdvice, renderPlayedAdvice, renderShortAdvice } from '../../../src/report/human/advice.ts';
import { renderProgress } from '../../../src/report/human/audit-progress.ts';
import { renderConsentScreen, renderShortScreen } from '../../../src/report/human/consent-screen.ts';
import { renderDiagnosisChange } from '../../../src/report/human/diagnosis.ts';
import { renderGrantComparison } from '../../../src/report/human/grant-comparison.ts';
import { renderLaunch } from '../../../src/report/human/launch.ts';
import { renderRevoke } from '../../../src/report/human/revoke.ts';
import { renderManage } from '../../../src/report/human/revoke-texture.ts';
import { renderRequest } from '../../../src/report/human/sandbox.ts';
import { renderScopeExplanation } from '../../../src/report/human/scope-explanation.ts';
import { renderScopeMatrix } from '../../../src/report/human/scope-matrix.ts';
import { renderScopeTree } from '../../../src/report/human/scope-tree.ts';
import { explanationContext } from '../../../src/report/human/scope-view.ts';
import { renderScopeSummary } from '../../../src/report/human/scope-summary.ts';
import { cellWidth } from '../../../src/report/terminal/cells.ts';
import { createStyle, type Style } from '../../../src/report/terminal/style.ts';
import { drawExample, readExample } from '../../support/seen.ts';

const url = readExample('url');
const diagnosis = readExample('diagnosis') as Diagnosis;

/** What is drawn beside the documents of `seen`. */
type Drawing = readonly [name: string, draw: (style: Style) => string];

function ofScope(id: 'smartcar' | 'texture', names: readonly string[]): readonly Drawing[] {
  const provider = findProvider(id)!;
  const edition = provider.editions.at(-1)!;
  const all = names.length === 0 ? Object.keys(provider.permissions) : names;
  const asked = all.map((name, index) => ({ name, required: index === 0 }));
  const explanation: ScopeExplanation = explainScope({ provider, edition, asked });
  const context = explanationContext(provider, edition, undefined);
  const guide = buildConsentGuide({ explanation, provider, app: 'An Application With a Long Name', messages: en });
  const what = `${id}, ${all.length} permissions`;
  return [
    [`advice (${what})`, (style) => renderConsentAdvice(explanation, style)],
    [`advice, short (${what})`, (style) => renderShortAdvice(explanation, style, ['read_location'])],
    [`advice, played (${what})`, (style) => renderPlayedAdvice(explanation, style)],
    [`consent screen (${what})`, (style) => renderConsentScreen(explanation, style)],
    [`consent screen, short (${what})`, (style) => renderShortScreen(explanation, style)],
    [`explain-scopes (${what})`, (style) => renderScopeSummary(explanation, context, style)],
    [`explain-scopes --details (${what})`, (style) => renderScopeExplanation(explanation, context, style)],
    [`explain-scopes --matrix (${what})`, (style) => renderScopeMatrix(explanation, style)],
    [`explain-scopes --tree (${what})`, (style) => renderScopeTree(explanation, style)],
    [`guide as text (${what})`, (style) => renderGuideText(guide, style, false)],
    [
      `revoke (${what})`,
      (style) => renderRevoke({ ...url, flow: 'revoke' }, { provider, edition, scope: { asked } }, style),
    ],
  ];
}

const others: readonly Drawing[] = [
  ...ofScope('smartcar', ['read_odometer', 'control_security']),
  ...ofScope('smartcar', []),
  ...ofScope('texture', []),
  ['revoke of texture', (style) => renderManage(url, style)],
  [
    'audit, progress',
    ({ width }) => renderProgress({ read: 12_300, total: 100_000, readNow: 12_300, elapsedMs: 3_000 }, width),
  ],
  [
    'diagnose --watch',
    (style) => renderDiagnosisChange({ healed: diagnosis.findings, appeared: diagnosis.findings }, diagnosis, style),
  ],
  [
    'explain-scopes --granted',
    (style) =>
      renderGrantComparison(
        {
          granted: ['read_vehicle_info', 'read_odometer'],
          missing: [
            { name: 'read_location', reason: 'box-not-ticked', boxes: [['Vehicle Location']] },
            { name: 'control_pin', reason: 'no-mapping', boxes: [] },
          ],
          extra: ['read_vin'],
          missingBoxes: ['Vehicle Location'],
          warnings: ['read_nothing is not a permission.'],
        },
        style,
      ),
  ],
  [
    'authorize, launch',
    (style) =>
      renderLaunch(
        {
          url: url.url,
          opening: 'browser',
          entryUrl: 'http://localhost:8000/abcdefghij',
          waiting: 'Waiting 5 minutes for the redirect to http://localhost:8000/exchange. Ctrl-C stops.',
          reading: 'This run uses API v3.',
          warnings: [
            'The redirect URI http://127.0.0.1:8000/exchange is reported to be refused, which is not documented.',
          ],
          hints: [
            'SSH session: on your own computer run `ssh -L 8000:localhost:8000 HOST`, then open the address there.',
          ],
        },
        style,
      ),
  ],
  [
    'sandbox, request',
    (style) =>
      renderRequest(
        { method: 'DELETE', path: '/v3/connections/1', status: 204, decision: 'the connection ends' },
        style,
      ),
  ],
];

/** Scripts and files of the user, which are not laid out, and records, each of which is a line for `grep`. */
const asTheyAre: readonly string[] = ['completion', 'guide', 'authorization-event', 'virtual-key-need-row'];

const drawings: readonly Drawing[] = [
  ...keysOf(kinds)
    .filter((kind) => !asTheyAre.includes(kind))
    .map((kind): Drawing => [kind, (style) => drawExample(kind, style)]),
  ...others,
];

const style = (columns: number, more: { unicode?: boolean; plain?: boolean } = {}) =>
  createStyle({ colorLevel: 0, columns, unicode: true, ...more });

/** Lines that must be copied whole: addresses, commands, variables for a shell. */
const whole = /^\s*(?:connect-cli |export |https?:)/;

/** Lines that are longer than the terminal, though they could be broken. */
function tooLong(text: string, width: number): readonly string[] {
  return text.split('\n').filter((line) => {
    if (cellWidth(line) <= width || whole.test(line)) return false;
    // A last word that fits on no line may stick out: an id, an address, a path.
    const words = line.trimEnd().split(' ');
    const last = words.at(-1) ?? '';
    return cellWidth(last) < width / 2;
  });
}

/** What is said: letters, digits and points, in whatever order the lines come. */
function said(text: string): string {
  return [...text.replace(/[^\p{L}\p{N}.,:;()]/gu, '')].toSorted().join('');
}

/** In a narrow matrix letters stand for the boxes. */
const saysOtherwise = /--matrix|audit, progress/;

describe.each(drawings)('%s', (_name, draw) => {
  it.each([60, 80, 200])('fits a terminal of %i columns', (columns) => {
    expect(tooLong(draw(style(columns)), columns)).toEqual([]);
    expect(tooLong(draw(style(columns, { unicode: false })), columns)).toEqual([]);
    expect(tooLong(draw(style(columns, { plain: true })), columns)).toEqual([]);
  });

  it('has ASCII alone of our own on a dumb terminal', () => {
    expect(draw(style(80, { unicode: false })).match(/[^\n\u0020-\u007e]/g) ?? []).toEqual([]);
  });

  it('draws nothing for a screen reader, and says the same', () => {
    const plain = draw(style(80, { plain: true }));
    expect(plain.match(/[^\n\u0020-\u007e]/g) ?? []).toEqual([]);
    // Rules, frames, boxes, arrows and signs that stand for words.
    expect(plain.match(/-{2,}(?![a-z])|[|`#_=~+]{3,}|\[[x ]?\]|->|\*|[✓✗]/g) ?? []).toEqual([]);
    expect(plain.split('\n').filter((line) => /^\s*(?:[x!+|]|ok)\s/.test(line))).toEqual([]);
  });
});

it.each(drawings.filter(([name]) => !saysOtherwise.test(name)))('%s cuts nothing off to fit', (_name, draw) => {
  expect(said(draw(style(60)))).toBe(said(draw(style(200))));
});

describe('the room of drawings for people', () => {
  const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');
  const folder = new URL('../../../src/report/human/', import.meta.url);
  const renderers = readdirSync(folder).flatMap((file) =>
    [...read(`../../../src/report/human/${file}`).matchAll(/^export function (render\w+)/gm)].map(([, name]) => name),
  );

  it('has no renderer that is not drawn here', () => {
    const here = read('../../support/seen.ts') + read('every-renderer.test.ts');
    // Parts of a text are drawn with the text; Markdown, and the letter to an owner, are not for a terminal.
    const parts = [
      'renderWarnings',
      'renderSteps',
      'renderFinding',
      'renderTicked',
      'renderNotes',
      'renderLinks',
      'renderSignalTable',
    ];
    const files = ['renderScopeMarkdown', 'renderOwnerText'];
    const missing = renderers.filter((name = '') => ![...parts, ...files].includes(name) && !here.includes(`${name}`));
    expect(missing).toEqual([]);
  });
});
