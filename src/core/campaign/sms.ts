/** How a short message travels, and how many of them are paid for. */
export interface SmsLength {
  readonly encoding: 'GSM-7' | 'UCS-2';
  /** Septets, or UTF-16 units. */
  readonly units: number;
  readonly segments: number;
}

/** The basic table of 3GPP TS 23.038, 6.2.1, without its escape. */
const basic =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';

/** Its extension, 6.2.1.1: an escape goes before each of them. */
const extended = '\f^{}\\[~]|€';

const septets: ReadonlyMap<string, number> = new Map([
  ...Array.from(basic, (character) => [character, 1] as const),
  ...Array.from(extended, (character) => [character, 2] as const),
]);

/** Units of a message that stands alone, and of a part of a longer one, whose header takes the rest. */
const sizes = { 'GSM-7': { whole: 160, part: 153 }, 'UCS-2': { whole: 70, part: 67 } } as const;

/**
 * Counts as a network does: one character outside of the GSM alphabet makes the whole message UCS-2, and neither an
 * escaped character nor a surrogate pair is torn between two parts.
 */
export function measureSms(text: string): SmsLength {
  const characters = Array.from(text);
  const encoding = characters.every((character) => septets.has(character)) ? 'GSM-7' : 'UCS-2';
  const costs = characters.map((character) =>
    encoding === 'GSM-7' ? (septets.get(character) ?? 1) : character.length,
  );
  const units = costs.reduce((sum, cost) => sum + cost, 0);
  const { whole, part } = sizes[encoding];
  return { encoding, units, segments: units <= whole ? Number(units > 0) : countParts(costs, part) };
}

function countParts(costs: readonly number[], size: number): number {
  let parts = 1;
  let used = 0;
  for (const cost of costs) {
    if (used + cost > size) {
      parts += 1;
      used = 0;
    }
    used += cost;
  }
  return parts;
}
