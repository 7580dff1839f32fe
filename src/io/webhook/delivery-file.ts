import { fileVersion, refuseNewer } from '../../core/errors/newer-file.ts';
import { asObject, numberField, parseJson, textField, textsField } from '../../core/text/json.ts';
import type { KeptDelivery } from '../webhook.ts';

/** The first line of every file. */
export const fileHead = `${JSON.stringify({ file: 'connect-cli webhook deliveries', version: fileVersion })}\n`;

/** One line; the body is base64, for it need not be text. */
export function formatDelivery({ body, ...rest }: KeptDelivery): string {
  return `${JSON.stringify({ ...rest, body: Buffer.from(body).toString('base64') })}\n`;
}

/**
 * Reads a file. A last line that was cut off by a crash is left out.
 * @throws CliError INVALID_VALUE for a file of a newer version
 */
export function parseDeliveries(path: string, text: string): readonly KeptDelivery[] {
  const [head = '', ...lines] = text.split('\n');
  const hint = 'Use the newer connect-cli that wrote it, or remove the file.';
  refuseNewer({ name: `The file "${path}"`, hint }, asObject(parseJson(head))['version']);
  return lines.flatMap(parseDelivery);
}

function parseDelivery(line: string): readonly KeptDelivery[] {
  const row = asObject(parseJson(line));
  const [id, receivedAt, body] = [textField(row, 'id'), numberField(row, 'receivedAt'), row['body']];
  const signature = signatures.find((one) => one === row['signature']);
  if (id === undefined || receivedAt === undefined || signature === undefined || typeof body !== 'string') return [];
  return [
    {
      id,
      receivedAt,
      signature,
      eventId: textField(row, 'eventId') ?? null,
      eventType: textField(row, 'eventType') ?? null,
      userId: textField(row, 'userId') ?? null,
      vehicleId: textField(row, 'vehicleId') ?? null,
      headers: textsField(row, 'headers'),
      body: Buffer.from(body, 'base64'),
      forwardTo: textField(row, 'forwardTo') ?? null,
    },
  ];
}

const signatures = ['valid', 'invalid', 'missing'] as const satisfies readonly KeptDelivery['signature'][];
