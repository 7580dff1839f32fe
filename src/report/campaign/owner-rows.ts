import type { CampaignOwner } from '../../core/campaign/owner.ts';
import type { SmsLength } from '../../core/campaign/sms.ts';
import { csvLine } from '../../core/text/csv.ts';

/** What a mail tool needs for one owner. */
export interface OwnerRow {
  readonly owner: CampaignOwner;
  /** In which language the texts are. */
  readonly language: string;
  readonly subject: string;
  readonly text: string;
  readonly link: string;
  readonly state: string;
  readonly expiresAt: string;
  readonly sms: string;
  readonly smsLength: SmsLength;
}

/** One JSON object a line. */
export function ownerJsonLine(row: OwnerRow): string {
  return `${JSON.stringify(Object.fromEntries(fieldsOf(row)))}\n`;
}

/** Names of the columns, as the fields of the JSON form are called. */
export const ownerCsvHead = csvLine([
  'userId',
  'externalId',
  'kind',
  'language',
  'subject',
  'text',
  'link',
  'state',
  'expiresAt',
  'sms',
  'smsEncoding',
  'smsUnits',
  'smsSegments',
  'vehicleIds',
  'missingBoxes',
]);

/** A record of the same fields; vehicles are joined by spaces, boxes by semicolons. */
export function ownerCsvLine(row: OwnerRow): string {
  return csvLine(
    fieldsOf(row).map(([name, value]) => {
      if (Array.isArray(value)) return value.join(name === 'missingBoxes' ? ';' : ' ');
      return value === null ? '' : String(value);
    }),
  );
}

type Field = readonly [name: string, value: string | number | null | readonly string[]];

/** In the order of `ownerCsvHead`. */
function fieldsOf({
  owner,
  language,
  subject,
  text,
  link,
  state,
  expiresAt,
  sms,
  smsLength,
}: OwnerRow): readonly Field[] {
  return [
    ['userId', owner.userId],
    ['externalId', owner.externalId],
    ['kind', owner.kind],
    ['language', language],
    ['subject', subject],
    ['text', text],
    ['link', link],
    ['state', state],
    ['expiresAt', expiresAt],
    ['sms', sms],
    ['smsEncoding', smsLength.encoding],
    ['smsUnits', smsLength.units],
    ['smsSegments', smsLength.segments],
    ['vehicleIds', owner.vehicleIds],
    ['missingBoxes', owner.missingBoxes],
  ];
}
