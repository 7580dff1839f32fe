import type { Style } from '../terminal/style.ts';
import { item, paragraph } from '../terminal/text.ts';
import type { UrlDocument } from '../documents/url.ts';
import { renderSteps, renderWarnings } from './steps.ts';

const steps = [
  'Tesla asks the owner to sign in.',
  'The owner finds Texture among the third-party apps and presses Manage.',
  'Update changes the boxes; Remove Access ends the access altogether.',
  'After either, the owner goes through Connect again and ticks the boxes that are needed; Select All is the safest.',
] as const;

/** The way to Tesla's page where an owner changes Texture's access. */
export function renderManage(document: UrlDocument, style: Style): string {
  const { color } = style;
  const parts = [
    color.bold("Tesla's page for the access of Texture"),
    color.cyan(document.url),
    `\n${color.bold('What the owner does there')}`,
    ...steps.map((step, index) => item(style, `  ${index + 1}.`, step)),
    `\n${color.bold('The other way: in the Tesla app')}`,
    paragraph(style, 'Account (profile) > Security & Privacy > Third-Party Apps > Texture.', '  '),
    renderWarnings(document.warnings, style),
    renderSteps(document.next, style),
  ];
  return parts.filter((part) => part !== undefined).join('\n');
}
