import type { SandboxDocument, ScenarioRow } from '../documents/sandbox.ts';
import { exportLine } from '../../core/text/export-line.ts';
import type { Style } from '../terminal/style.ts';
import { item, paragraph } from '../terminal/text.ts';

/** One answered request. */
interface RequestLine {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly decision: string;
}

/** The first screen of a running sandbox: where it is, its values, lines to paste into a shell. */
export function renderSandbox(sandbox: SandboxDocument, style: Style): string {
  const { color } = style;
  const rows: readonly (readonly [string, string])[] = [
    ['Sandbox', color.cyan(sandbox.url)],
    ['Inspector', color.cyan(sandbox.inspector)],
    ['Scenario', `${sandbox.scenario} ${color.dim(`(permission table ${sandbox.edition})`)}`],
    ['Application id', `${sandbox.applicationId} ${color.dim('(client id as well)')}`],
    ['Client secret', sandbox.clientSecret],
    ['API client id', `${sandbox.apiClientId} ${color.dim('(API v3)')}`],
    ['API client secret', sandbox.apiClientSecret],
    ['Management token', sandbox.managementToken],
    ['Webhook id', sandbox.webhookId],
    ['Texture API key', sandbox.textureApiKey],
    ['Redirect URI', sandbox.redirectUris.join(', ')],
  ];
  return [
    ...sandbox.warnings.map((warning) => color.yellow(paragraph(style, `${style.glyphs.warn} ${warning}`))),
    ...rows.map(([name, value]) => item(style, color.bold(name.padEnd(17)), value)),
    '',
    ...Object.entries(sandbox.env).map(([name, value]) => exportLine('posix', name, value)),
    '',
    color.dim('Runs until Ctrl-C. Nothing here reaches Smartcar or Tesla.'),
  ].join('\n');
}

/** The list of situations. */
export function renderScenarios(scenarios: readonly ScenarioRow[], style: Style): string {
  return scenarios.map(({ name, story }) => `${style.color.bold(name)}\n${paragraph(style, story, '  ')}`).join('\n');
}

/** One request in the live log. */
export function renderRequest(line: RequestLine, style: Style): string {
  const { color } = style;
  const status = line.status >= 500 ? color.red : line.status >= 400 ? color.yellow : color.green;
  const path = line.path.split('?')[0] ?? '';
  return `${color.dim(line.method.padEnd(6))} ${status(String(line.status))} ${path}${line.decision === '' ? '' : color.dim(`  ${line.decision}`)}`;
}
