import type { Source } from '../source.ts';

/** Path under which a domain serves its public key to Tesla. */
export const publicKeyPath = '/.well-known/appspecific/com.tesla.3p.public-key.pem';

/** @returns the address from which Tesla fetches the public key of a domain. */
export function buildPublicKeyUrl(domain: string): string {
  return `https://${domain}${publicKeyPath}`;
}

/** A link that opens Tesla's pairing page. */
export interface VirtualKeyLink {
  /** The form to hand out. */
  readonly url: string;
  /** Every published form of the same link, the handed-out one included. */
  readonly forms: readonly string[];
}

/**
 * The link that an owner opens to add the key of a domain.
 * @param domain a bare host name as `parseKeyDomain` accepts it
 * @param vin picks the car; Tesla publishes that form without `www.`
 */
export function buildVirtualKeyLink(domain: string, vin?: string): VirtualKeyLink {
  const query = vin === undefined ? '' : `?vin=${encodeURIComponent(vin)}`;
  const short = `https://tesla.com/_ak/${domain}${query}`;
  const long = `https://www.tesla.com/_ak/${domain}`;
  return vin === undefined ? { url: long, forms: [long, short] } : { url: short, forms: [short] };
}

/** Oldest Tesla app that can add a key of another company. */
export const oldestTeslaApp = '4.27.3';

/** What has to be true before an owner can add the key. */
export type KeyPrecondition = 'connected' | 'tesla-app' | 'phone-key' | 'car-online';

/** What the owner does, one thing each. `phone` and `desktop` are two ways to do the same step. */
export type KeyStep = 'phone-key' | 'select-car' | 'open-link' | 'confirm' | 'each-car' | 'check-in-car';

/** What owners ask about the key. */
export type KeyNote = 'distance' | 'several-cars' | 'driver' | 'remove';

/** What an owner has ready, does and asks, in the order of one publisher. */
export interface KeyGuide {
  readonly before: readonly KeyPrecondition[];
  readonly steps: readonly KeyStep[];
  readonly notes: readonly KeyNote[];
}

const notes: readonly KeyNote[] = ['distance', 'several-cars', 'driver', 'remove'];

/** The two published orders: Smartcar names Phone as a Key as what comes first, Texture the choice of the car. */
export const keyGuides = {
  'phone-key-first': {
    before: ['connected', 'tesla-app', 'car-online'],
    steps: ['phone-key', 'select-car', 'open-link', 'confirm', 'each-car', 'check-in-car'],
    notes,
  },
  'car-first': {
    before: ['connected', 'tesla-app', 'phone-key', 'car-online'],
    steps: ['select-car', 'open-link', 'confirm', 'each-car', 'check-in-car'],
    notes,
  },
} as const satisfies Record<string, KeyGuide>;

/** What a provider publishes about the virtual key of its apps. */
export interface ProviderKeyInfo {
  readonly order: keyof typeof keyGuides;
  /** Who may use a domain of their own, and what they serve there. */
  readonly ownDomain?: string | undefined;
  /** The ways in which an app is handed the link: name as it stands in code, and where. */
  readonly handedOver: readonly { readonly name: string; readonly where: string }[];
}

/** Where steps, preconditions and notes come from. */
export const keyGuideSources: readonly Source[] = [
  {
    url: 'https://smartcar.com/docs/help/oem-integrations/tesla/virtual-key-tesla',
    asOf: '2026-02',
  },
  {
    url: 'https://developer.tesla.com/docs/fleet-api/virtual-keys/developer-guide',
    asOf: '2026-08-15',
  },
  { url: 'https://docs.texturehq.com/integrations/manufacturers/tesla', asOf: '2026-01' },
];
