import { explainScope } from '../../core/permissions/explain.ts';
import type { AskedPermission } from '../../core/permissions/scope.ts';
import type { MappingEdition, Provider } from '../../core/providers/provider.ts';
import type { Style } from '../terminal/style.ts';
import { item, paragraph } from '../terminal/text.ts';
import type { UrlDocument } from '../documents/url.ts';
import { boxName } from './advice.ts';
import { renderSteps, renderWarnings } from './steps.ts';

/** What the renderer needs beside the document. */
export interface RevokeContext {
  readonly provider: Provider;
  readonly edition: MappingEdition;
  readonly scope?: { readonly asked: readonly AskedPermission[] } | undefined;
}

/** The revoke link for people: what the owner meets, the other way, what stays valid and whom it touches. */
export function renderRevoke(document: UrlDocument, context: RevokeContext, style: Style): string {
  const { color } = style;
  const title = (text: string) => `\n${color.bold(text)}`;
  const steps = document.flow === 'vehicle' ? vehicleSteps : makeSteps(document, context);
  const parts = [
    color.bold('The link for the owner'),
    color.cyan(document.url),
    title('What the owner will see'),
    ...steps.map((step, index) => item(style, `  ${index + 1}.`, step)),
    ...(document.flow === 'vehicle' ? [] : makeNotes(document.flow, style, title)),
    renderWarnings(document.warnings, style),
    renderSteps(document.next, style),
  ];
  return parts.filter((part) => part !== undefined).join('\n');
}

const vehicleSteps = [
  "Sign-in with the car maker's account.",
  'Smartcar renews access to this one vehicle; the owner is asked for nothing new.',
  'The redirect brings vehicle_id (and state) back to the redirect URI; without a redirect URI, Smartcar shows a closing page of its own.',
];

function makeSteps({ flow }: UrlDocument, { provider, edition, scope }: RevokeContext): readonly string[] {
  const asked = scope?.asked ?? [];
  const { boxes } = explainScope({ provider, edition, asked });
  const labels = boxes.filter(({ tick }) => tick).map((box) => boxName(box, edition.id));
  const names = asked.map(({ name }) => name).join(', ');
  return [
    `Smartcar's Missing Permissions screen, which names what is missing for ${names}.`,
    flow === 'revoke'
      ? "Tesla's page for third-party access: the owner removes Smartcar there."
      : "Tesla's sign-in, where Tesla offers to extend the existing access.",
    `Tesla's consent screen, with nothing ticked. These boxes are needed: ${labels.join(', ')}. Select All is the safest.`,
    'With the right boxes ticked, a success message: the owner may close the page, and your app gets no redirect. With a box missing, it starts over; the owner cannot leave until the boxes are ticked.',
  ];
}

function makeNotes(flow: UrlDocument['flow'], style: Style, title: (text: string) => string): readonly string[] {
  return [
    title('The other way: in the Tesla app'),
    paragraph(
      style,
      "Account (profile) > Security & Privacy > Third-Party Apps; older apps: Security and Privacy > Manage Third Party Apps. After signing in: Account Settings > Security > Third Party Apps > Manage beside Smartcar, then Revoke Access (in Tesla's newer pages: Remove Access). This only removes access: Connect has to be run again afterwards.",
      '  ',
    ),
    title('What stays, and who is affected'),
    item(
      style,
      `  ${style.glyphs.bullet}`,
      'The Smartcar token pair that you hold stays valid and can be refreshed as before.',
    ),
    item(
      style,
      `  ${style.glyphs.bullet}`,
      flow === 'update'
        ? 'Tesla knows Smartcar as one app: what the owner ticks now applies to every application that reaches this Tesla account through Smartcar (inferred, not documented).'
        : 'Tesla knows Smartcar as one app: every application that reaches this Tesla account through Smartcar loses access until the owner has granted again (inferred, not documented).',
    ),
  ];
}
