import type { Actor } from '../../core/document.ts';
import type { ErrorExplanation, ErrorExplanationDocument } from '../../core/errors/explanation/explanation.ts';
import type { Issuer } from '../../core/errors/knowledge/entry.ts';
import type { Source } from '../../core/source.ts';
import { teslaBoxes } from '../../core/tesla/boxes.ts';
import type { Style } from '../terminal/style.ts';
import { item, paragraph } from '../terminal/text.ts';
import { renderSteps, renderWarnings } from './steps.ts';

const issuerNames: Readonly<Record<Issuer, string>> = {
  'smartcar-api': "an error from Smartcar's API",
  'smartcar-connect': 'an error from Smartcar Connect',
  'smartcar-oauth': "an error from Smartcar's token endpoint",
  'smartcar-webhooks': 'about a Smartcar webhook',
  'smartcar-sdk': "an error from Smartcar's SDK",
  'tesla-fleet-api': "an error from Tesla's Fleet API",
  'tesla-oauth': "an error from Tesla's sign-in",
  'tesla-portal': "an error from Tesla's registration",
  'tesla-vehicle': "an error from Tesla's command protocol",
  'tesla-app': 'a message from the Tesla app',
  texture: 'a message from Texture',
  'third-party': 'a message from someone else',
  'this-machine': 'this machine, not the API',
  'connect-cli': 'an error from connect-cli itself',
};

const actorNames: Readonly<Record<Actor, string>> = {
  owner: "the vehicle's owner",
  developer: 'you, the developer of the app',
  smartcar: 'Smartcar',
  tesla: 'Tesla',
  texture: 'Texture',
};

const confidenceTexts: Readonly<Record<NonNullable<Source['confidence']>, string>> = {
  unconfirmed: 'unconfirmed',
  'field-report': 'seen in the field, not published',
  inferred: 'inferred',
};

/** @returns who must act, in words. */
export function actorName(actor: Actor): string {
  return actorNames[actor];
}

/** Spelled as the documents of Smartcar do; on the wire the code is JSON null. */
function shownCode(code: string): string {
  return code.replace(/:null$/, ':NULL');
}

/** The answer of `explain-error` for people. */
export function renderErrorExplanation(document: ErrorExplanationDocument, style: Style): string {
  const parts = document.explanations.map((explanation) => renderExplanation(explanation, style));
  const rest = [renderWarnings(document.warnings, style), renderSteps(document.next, style)];
  return `${[parts.join('\n\n'), ...rest].filter((part) => part !== undefined).join('\n')}\n`;
}

function renderExplanation(explanation: ErrorExplanation, style: Style): string {
  const section = (title: string, text: string | null | undefined) =>
    text === null || text === undefined ? undefined : `${style.color.bold(title)}\n${paragraph(style, text, '  ')}`;
  return [
    renderHead(explanation, style),
    paragraph(style, explanation.cause, '  '),
    renderPermissions(explanation, style),
    section('Who must act', explanation.who === null ? undefined : actorName(explanation.who)),
    section('What to do', explanation.fix),
    section('Words for the owner', explanation.owner),
    renderDetails(explanation, style),
    renderNearest(explanation, style),
    section('Note', explanation.note),
    renderSource(explanation, style),
  ]
    .filter((part) => part !== undefined)
    .join('\n');
}

function renderHead(explanation: ErrorExplanation, style: Style): string {
  const { known, code, family, issuer, status, input } = explanation;
  const { color, glyphs } = style;
  if (!known || code === null || issuer === null) return color.bold.yellow(`${glyphs.warn} Unknown: "${input}"`);
  if (noErrors.has(code)) return color.bold.green(`${glyphs.ok} No error`);
  const isOver = explanation.details.resolved === true;
  const facts = [
    ...(isOver ? ['it is over'] : []),
    family === 'finding' ? 'a finding of connect-cli' : sayer(issuer, explanation.issuerCertain),
    ...(status === null ? [] : [`HTTP ${status}`]),
    ...(code.endsWith(':null') ? ['the code is JSON null'] : []),
  ];
  const [glyph, paint] = isOver ? [glyphs.ok, color.bold.green] : [glyphs.bad, color.bold.red];
  return item(style, paint(glyph), `${paint(shownCode(code))} ${color.dim(`(${facts.join(', ')})`)}`);
}

function sayer(issuer: Issuer, isCertain: boolean): string {
  return isCertain ? issuerNames[issuer] : `if it is from ${issuerNames[issuer]}`;
}

/** Rows that say of their input that it is not an error. */
const noErrors: ReadonlySet<string> = new Set(['none', 'sign_in_done', 'key_link']);

function renderPermissions({ permissions }: ErrorExplanation, style: Style): string | undefined {
  if (permissions.length === 0) return undefined;
  const lines = permissions.map(({ name, boxes, unmapped }) => {
    const needed = unmapped ? 'no published Tesla mapping' : boxes.map((all) => all.join(' and ')).join(' or ');
    return item(style, `  ${style.glyphs.bullet}`, `${style.color.cyan(name)} ${style.glyphs.needs} ${needed}`);
  });
  return [style.color.bold('Tesla box behind it'), ...lines].join('\n');
}

function renderDetails({ details }: ErrorExplanation, style: Style): string | undefined {
  const facts = [
    ['sent with', details.description],
    ['request', details.request],
    ['vehicle', details.vehicleId],
    ['request id', details.requestId],
    ['signals', details.signals?.join(', ')],
    ['permissions', details.permissions?.join(', ')],
    ['Tesla scopes', details.teslaScopes?.map((scope) => `${scope} (box: ${teslaBoxes[scope].label})`).join(', ')],
    ['domain', details.domain],
    ['redirect URI', details.redirectUri],
    ['base URL', details.baseUrl],
    ['host', details.host],
    ['port', details.port?.toString()],
    ['wait', details.retryAfterSeconds === undefined ? undefined : waitText(details.retryAfterSeconds)],
    ['makes', details.makes?.join(', ')],
    ['state', details.resolved === true ? 'resolved' : undefined],
    ...Object.entries(details.parameters ?? {}),
  ].flatMap(([name, value]) =>
    value === undefined ? [] : [item(style, `  ${style.glyphs.bullet}`, `${name}: ${value}`)],
  );
  return facts.length === 0 ? undefined : [style.color.bold('In the input'), ...facts].join('\n');
}

function waitText(seconds: number): string {
  const hours = seconds / 3600;
  return hours < 1 ? `${seconds} seconds` : `${seconds} seconds (about ${Math.round(hours)} h)`;
}

function renderNearest({ nearest }: ErrorExplanation, style: Style): string | undefined {
  if (nearest.length === 0) return undefined;
  return [style.color.bold('Nearest known'), ...nearest.map((name) => `  ${name}`)].join('\n');
}

function renderSource({ docs, source }: ErrorExplanation, style: Style): string | undefined {
  if (docs === null) return undefined;
  const confidence = source?.confidence === undefined ? '' : `, ${confidenceTexts[source.confidence]}`;
  const date = source === null ? '' : `\n  ${style.color.dim(`(as of ${source.asOf}${confidence})`)}`;
  const place = /^https?:/.test(docs) ? docs : `${docs} (in the package)`;
  return `${style.color.bold('Read more')}\n  ${place}${date}`;
}
