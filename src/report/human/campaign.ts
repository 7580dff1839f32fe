import {
  ownerProgress,
  type CampaignDocument,
  type CampaignKeyDocument,
  type CampaignProgressDocument,
  type CampaignStateDocument,
} from '../../core/campaign/documents.ts';
import type { CampaignKind } from '../../core/campaign/kinds.ts';
import { count, plural } from '../../core/text/count.ts';
import { printable } from '../terminal/printable.ts';
import type { Style } from '../terminal/style.ts';
import { renderTable } from '../terminal/table.ts';
import { paragraph } from '../terminal/text.ts';
import { withFoot } from './connections.ts';

const meanings: Readonly<Record<CampaignKind, string>> = {
  reconnect: 'go through Connect again',
  revoke: 'remove the access at Tesla and tick the boxes again',
  'tick-boxes': 'leave everything ticked on the screen of Smartcar',
  'add-key': 'add the virtual key',
};

/** `campaign`. */
export function renderCampaign(document: CampaignDocument, style: Style): string {
  const { rows, owners, rejected, out, expiresAt, keyId } = document;
  const aside = rejected === 0 ? '' : `, ${count(rejected)} set aside`;
  const lead = `${plural(owners, 'owner has', 'owners have')} something to do, by ${plural(rows, 'row', 'rows')} of an audit${aside}.`;
  const table = renderTable(
    style,
    titles('Owners', 'Kind', 'SMS', 'What they are asked to do'),
    document.kinds.map((one) => [count(one.owners), one.kind, count(one.smsSegments), meanings[one.kind]]),
  );
  const where = `Written to ${printable(out)}. The states are valid until ${expiresAt.slice(0, 10)}; key ${keyId} signed them. Files and states name users, which is personal data.`;
  return withFoot([paragraph(style, lead), `\n${table}\n`, paragraph(style, where)], document, style);
}

/** `campaign verify`: the user alone, for scripts. A refused state is an error and has no text. */
export function renderCampaignState({ userId }: CampaignStateDocument): string {
  return `${printable(userId ?? '')}\n`;
}

/** `campaign progress`. */
export function renderCampaignProgress(document: CampaignProgressDocument, style: Style): string {
  const { owners, progress, kinds } = document;
  const share = owners === 0 ? '' : ` (${((100 * progress.mended) / owners).toFixed(1)} %)`;
  const lead = `${count(progress.mended)} of ${plural(owners, 'owner', 'owners')} have followed up${share}. ${plural(document.new, 'owner has', 'owners have')} something to do that had nothing before.`;
  const rows = kinds.map((progress) => [
    progress.kind,
    count(progress.before),
    ...ownerProgress.map((name) => count(progress[name])),
    count(progress.now),
  ]);
  const table = renderTable(style, titles('Kind', 'Before', ...ownerProgress, 'Now'), rows);
  return withFoot([paragraph(style, lead), `\n${table}`], document, style);
}

/** `campaign key`. */
export function renderCampaignKey({ path, keyId, keyIds, ...document }: CampaignKeyDocument, style: Style): string {
  const others = keyIds.length - 1;
  const older = others === 0 ? '' : ` ${plural(others, 'older key is', 'older keys are')} still accepted.`;
  return withFoot(
    [paragraph(style, `Key ${keyId} in ${printable(path)} signs from now on.${older}`)],
    { ...document, kind: 'campaign-key' },
    style,
  );
}

function titles(...names: readonly string[]): { title: string }[] {
  return names.map((title) => ({ title }));
}
