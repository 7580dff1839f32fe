import type { Phrase } from './phrase-index.ts';
import type { Party } from './party.ts';

/** What points to the sender of a text, and how strongly: from 2 on it decides. */
export interface Evidence {
  readonly party: Party;
  readonly weight: number;
}

function sure(party: Party, ...phrases: readonly string[]): readonly Phrase<Evidence>[] {
  return phrases.map((phrase) => ({ phrase, value: { party, weight: 6 } }));
}

function likely(party: Party, ...phrases: readonly string[]): readonly Phrase<Evidence>[] {
  return phrases.map((phrase) => ({ phrase, value: { party, weight: 3 } }));
}

function hint(party: Party, ...phrases: readonly string[]): readonly Phrase<Evidence>[] {
  return phrases.map((phrase) => ({ phrase, value: { party, weight: 1 } }));
}

/** Says nothing: `https://www.tesla.com/_ak/smartcar.com` stands in answers of Smartcar, and a tool may name both. */
function nothing(...phrases: readonly string[]): readonly Phrase<Evidence>[] {
  return phrases.map((phrase) => ({ phrase, value: { party: 'other', weight: 0 } }));
}

/** Hosts, modules, headers and names by which the sender of a text is known. */
export const evidencePhrases: readonly Phrase<Evidence>[] = [
  ...sure(
    'tesla',
    'auth.tesla.com',
    'auth.tesla.cn',
    'fleet-auth.prd.vn.cloud.tesla.com',
    'cloud.tesla.com',
    'cloud.tesla.cn',
    'owner-api.teslamotors.com',
    'teslamotors.com',
    'owner-api.vn.cloud.tesla.cn',
    'referenceid',
    'com.tesla.3p.public-key.pem',
  ),
  ...likely(
    'tesla',
    'developer.tesla.com',
    'accounts.tesla.com',
    'fleetapi@tesla.com',
    'tesla_fleet',
    'tesla_fleet_api',
    'tesla-fleet-api',
    'teslafleet',
    'teslajsonpy',
    'teslaapi',
    'teslapy',
    'pypowerwall',
    'teslamotors/vehicle-command',
    'vehicle-command',
    'tesla-http-proxy',
    'tesla-command',
    'tesla-control',
    'teslactrlsendcommand',
    'teslamate',
    'tesla-motors',
    'fleet api',
    'tesla fleet',
    'fleetapi',
    'fleet-api',
    'owner api',
    'owner-api',
    'txid',
    'tesla app',
    'tesla api',
    'tesla oauth',
    'tesla token',
    'type tesla',
  ),
  ...hint(
    'tesla',
    'tesla',
    'vehicle_device_data',
    'vehicle_cmds',
    'vehicle_charging_cmds',
    'vehicle_location',
    'energy_device_data',
    'energy_cmds',
  ),
  ...sure(
    'smartcar',
    'api.smartcar.com',
    'auth.smartcar.com',
    'iam.smartcar.com',
    'connect.smartcar.com',
    'management.smartcar.com',
    'vehicle.api.smartcar.com',
    'management.api.smartcar.com',
    'com.smartcar.sdk',
    'node_modules/smartcar',
    'custom_components/smartcar',
    'custom_components.smartcar',
    'components.smartcar',
    'smartcarerror',
    'smartcarexception',
    'smartcarauth',
    'sc-request-id',
  ),
  ...likely('smartcar', 'smartcar', 'smartcar.com', 'smartcar.js', 'docurl', 'suggestedusermessage'),
  ...sure('texture', 'texturehq.com', 'cdn.texturehq.com', 'texture_scoped_key', 'texture-api-key'),
  ...likely('texture', 'texturehq', 'connect-sdk'),
  ...hint('texture', 'texture'),
  ...sure('third-party', 'api.tessie.com', 'api.teslemetry.com', 'api.myteslamate.com', 'teslemetry.com', 'tessie.com'),
  ...likely('third-party', 'teslemetry', 'tessie', 'myteslamate'),
  ...sure(
    'other',
    'accounts.google.com',
    'googleapis.com',
    'login.microsoftonline.com',
    'login.live.com',
    'graph.microsoft.com',
    'api.github.com',
    'github.com/login/oauth',
    'appleid.apple.com',
    'auth0.com',
    'okta.com',
    'amazoncognito.com',
    'graph.facebook.com',
    'api.stripe.com',
    'accounts.spotify.com',
    'discord.com/api',
    'slack.com/api',
    'api.enode.io',
    'enode.com',
    // Car makers that the same home automations talk to.
    'mercedes-benz.com',
    'bmwgroup.com',
    'skoda-auto.cz',
    'groupe-psa.com',
    'volkswagen.de',
    'volkswagenag.com',
    'vwgroup.io',
    'cariad.digital',
    'audi.de',
    'porsche.com',
    'ccs.hyundai.com',
    'hyundai.com',
    'kia.com',
    'renault.com',
    'volvocars.com',
    'polestar.com',
    'ford.com',
    'toyota-europe.com',
    // A page of Google's sign-in.
    'error 400: redirect_uri_mismatch',
  ),
  ...likely(
    'other',
    'keycloak',
    'auth0',
    'okta',
    // Integrations of other makes and services.
    'bmw_connected_drive',
    'bimmer_connected',
    'volkswagencarnet',
    'weconnect',
    'hyundai_kia_connect_api',
    'kia_uvo',
    'mbapi2020',
    'fordpass',
    'polestar_api',
    'renault_api',
    'toyota_na',
    'rivian',
    'psa_car_controller',
  ),
  ...nothing(
    'tesla.com/_ak',
    'www.tesla.com/_ak',
    'make=tesla',
    'make tesla',
    '_ak/smartcar.com',
    'www.tesla.com/_ak/smartcar.com',
    'tesla.com/_ak/smartcar.com',
    'www.tesla.com/_ak/cdn.texturehq.com',
    'tesla.com/_ak/cdn.texturehq.com',
    'vehicles/tesla',
  ),
];

/** Forms that words alone do not show. */
export const evidencePatterns: readonly { readonly pattern: RegExp; readonly evidence: Evidence }[] = [
  // The envelope of Tesla's answers, as JSON, Python, Ruby and Elixir print it. Clients call every answer "response".
  {
    pattern:
      /(?<![\w.])["']?response["']?\s{0,4}(?::|=>|=)\s{0,4}(?:(?:null|None|nil)\b|\{\s{0,20}["':]{0,2}(?:result|reason|queued|(?:updated|skipped)_vehicles)\b)/g,
    evidence: { party: 'tesla', weight: 3 },
  },
  // Paths without a host, as servers log them.
  {
    pattern: /(?<![\w.:-])\/api\/1\/(?:vehicles|products|partner_accounts|energy_sites|users)\b/g,
    evidence: { party: 'tesla', weight: 2 },
  },
  { pattern: /(?<![\w.:-])\/v[12]\.0\/vehicles\b/g, evidence: { party: 'smartcar', weight: 2 } },
  // Microsoft's sign-in.
  { pattern: /\bAADSTS\d{4,7}\b/g, evidence: { party: 'other', weight: 6 } },
  // Tesla's codes and refresh tokens begin with their region.
  { pattern: /\b(?:NA|EU|CN)_[0-9A-Za-z*]{6,}/g, evidence: { party: 'tesla', weight: 4 } },
  // Go's oauth2 package: in the field most of its users are clients of Tesla's sign-in, but not all.
  { pattern: /\boauth2: "[a-z_]{3,40}" "/g, evidence: { party: 'tesla', weight: 1 } },
  // What the operating system, databases and clouds say about files, users and buckets, whatever these are called. A host
  // of ours in the same line weighs more: whoever answered there is known.
  {
    pattern:
      /\[(?:Errno|WinError) \d|\bauthentication failed for user\b|\b(?:redis|psycopg2?|botocore|pymongo|mysql)\.|\b[sS]3\b|\bSecrets Manager\b|\bnginx\b/g,
    evidence: { party: 'other', weight: 4 },
  },
  // The redirect URI of Smartcar's mobile SDKs.
  {
    pattern: /\bsc[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}:\/\//gi,
    evidence: { party: 'smartcar', weight: 6 },
  },
  // An id of API credentials.
  { pattern: /\bclient_[0-9A-HJKMNP-TV-Z]{20,}/g, evidence: { party: 'smartcar', weight: 3 } },
];
