/** A part of v2 that is no read or command of a vehicle, how code bears it, and what API v3 has in its place. */
export interface V2Use {
  /** The task of `migrate plan` that it belongs to. */
  readonly task: 'ids' | 'tokens' | 'calls' | 'webhooks';
  /** Methods of the official SDKs, spelled without `_`, `!`, a leading `get` and capitals. */
  readonly methods?: readonly string[] | undefined;
  /** What bears the methods: the SDK itself, a vehicle, or `any` where nobody else has methods of these names. */
  readonly on?: 'sdk' | 'vehicle' | 'any' | undefined;
  /** Paths of the API, from its base; `{id}` is the id of a vehicle. */
  readonly paths?: readonly string[] | undefined;
  /** How it stands in a file that speaks of Smartcar. */
  readonly text?: RegExp | undefined;
  /** Parameters of a hand-written Connect link, found around it alone. */
  readonly linkParameter?: RegExp | undefined;
  /** Told only where its line shows nothing else. */
  readonly isGeneral?: true | undefined;
  /** What to do instead, or that nothing is published. */
  readonly instead: string;
  /** It stays as it is. */
  readonly unchanged?: true | undefined;
}

const link =
  'the same link with application_id (the UUID that was the client id); the redirect brings user_id, which goes into sc-user-id';
const token = 'POST https://iam.smartcar.com/oauth2/token with client_credentials: one token an hour for all owners';
const connections = 'GET /connections';
/** For a call whose path is put together at run time. */
export const byGivenPath =
  'by the path that it is given: GET /vehicles/{vehicleId}/signals/{code} or POST …/commands/…';

/**
 * Everything of v2 but the reads and commands of vehicles, which `endpoints.ts` and `v3-successors.ts` have.
 * Source: the pages redirect-to-connect, handle-the-response, authorization/request-access-token, list-connections,
 * create-subscription, compatible-vehicles and m2m/migration-guide of https://smartcar.com/docs (2026), and the SDKs for
 * Node, Python, Java, Ruby, Go and browsers (2025-2026).
 */
export const v2Uses: readonly V2Use[] = [
  // Connect
  {
    task: 'ids',
    text: /\bAuthClient(?:\.Builder|\.new)?\s*\(|\.NewAuth\s*\(/g,
    instead: 'the application id on Connect links, the client_… id and its secret at the token endpoint',
  },
  {
    task: 'ids',
    text: /\bnew\s+(?:window\.)?Smartcar\s*\(|\bSmartcarAuth\s*\(/g,
    instead: 'the application id in the place of the client id; Connect brings user_id',
  },
  {
    task: 'ids',
    methods: ['authurl', 'authurlbuilder'],
    on: 'any',
    text: /\bconnect\.smartcar\.com\/oauth\/authorize\b/g,
    instead: link,
  },
  {
    task: 'ids',
    text: /\bconnect\.smartcar\.com\/oauth\/reauthenticate\b/g,
    instead: 'the same link with application_id; response_type is vehicle_id or none',
  },
  { task: 'ids', linkParameter: /\bclient_id\b/g, instead: 'application_id, with the same UUID' },
  {
    task: 'ids',
    linkParameter: /\bresponse_type["'\s]*[=:,]>?\s*["']?code\b["']?/g,
    instead: 'the redirect is documented with user_id and without a code; what is sent for it is not published',
  },
  {
    task: 'ids',
    linkParameter: /\bredirect_uri\b/g,
    instead: 'unchanged; where it is left out, the first one that is registered',
    unchanged: true,
  },
  {
    task: 'ids',
    linkParameter: /\bmode["'\s]*[=:,]>?\s*["']?test\b["']?/g,
    instead: 'mode=simulated; test is deprecated',
  },
  { task: 'ids', linkParameter: /(?<=[?&]|["'])user(?==|["']\s*[:,])/g, instead: 'external_id' },
  // Tokens
  {
    task: 'tokens',
    methods: ['exchangecode'],
    on: 'any',
    text: /\bgrant_type["'\s]*[=:,]>?\s*["']?authorization_code\b["']?/g,
    instead: `nothing: keep the user_id of the redirect. ${token}`,
  },
  {
    task: 'tokens',
    methods: ['exchangerefreshtoken'],
    on: 'any',
    text: /\bgrant_type["'\s]*[=:,]>?\s*["']?refresh_token\b["']?/g,
    instead: `nothing to refresh. ${token}`,
  },
  {
    task: 'tokens',
    methods: ['isexpired', 'istokenexpired'],
    on: 'sdk',
    instead: 'expires_in of the application token, 3600 seconds; no refresh token is given',
  },
  { task: 'tokens', text: /(?<![\w.])auth\.smartcar\.com\b|\bconnect\.smartcar\.com\/oauth\/token\b/g, instead: token },
  // Owners and vehicles
  {
    task: 'calls',
    methods: ['vehicles', 'vehicleids'],
    on: 'sdk',
    paths: ['/vehicles'],
    instead: `${connections}, with filter[userId] for one owner`,
  },
  {
    task: 'calls',
    methods: ['user', 'userid'],
    on: 'sdk',
    paths: ['/user'],
    instead: `nothing: the redirect brings user_id, and ${connections} names it`,
  },
  { task: 'calls', paths: ['/vehicles/{id}'], instead: 'GET /vehicles/{vehicleId}' },
  {
    task: 'calls',
    methods: ['permissions', 'haspermissions'],
    on: 'vehicle',
    paths: ['/vehicles/{id}/permissions'],
    instead: `${connections}?filter[vehicleId]=…, attributes.permissions`,
  },
  {
    task: 'calls',
    methods: ['disconnect'],
    on: 'vehicle',
    paths: ['/vehicles/{id}/application'],
    instead: 'DELETE /connections/{connectionId}, or DELETE /users/{userId} for all cars of an owner',
  },
  {
    task: 'calls',
    methods: ['batch'],
    on: 'vehicle',
    paths: ['/vehicles/{id}/batch'],
    instead: 'GET /vehicles/{vehicleId}/signals: all signals of the car in one answer',
  },
  {
    task: 'calls',
    methods: ['request'],
    on: 'vehicle',
    isGeneral: true,
    instead: byGivenPath,
  },
  // Management
  {
    task: 'calls',
    methods: ['connections'],
    on: 'sdk',
    paths: ['/management/connections'],
    text: /(?<![\w.])management\.smartcar\.com\b/g,
    instead: `${connections} and DELETE /connections/{connectionId} with the application token; the management token is left for webhooks`,
  },
  {
    task: 'calls',
    methods: ['deleteconnections'],
    on: 'any',
    instead: 'DELETE /connections/{connectionId}, or DELETE /users/{userId} for all cars of an owner',
  },
  // Compatibility
  {
    task: 'calls',
    methods: ['compatibility', 'iscompatible', 'isvincompatible'],
    on: 'sdk',
    paths: ['/compatibility'],
    instead:
      'GET https://compatibility.api.smartcar.com/v3/compatible-vehicles by make, region and powertrain; no check of a single VIN is published',
  },
  {
    task: 'calls',
    methods: ['compatibilitymatrix'],
    on: 'sdk',
    paths: ['/compatibility/matrix'],
    instead: 'GET https://compatibility.api.smartcar.com/v3/compatible-vehicles, which needs no token',
  },
  // Webhooks
  {
    task: 'webhooks',
    methods: ['subscribe'],
    on: 'vehicle',
    paths: ['/vehicles/{id}/webhooks'],
    instead:
      'POST https://management.api.smartcar.com/v3/subscriptions (webhookId, userId, vehicleId); DELETE /subscriptions/{subscriptionId}',
  },
  {
    task: 'webhooks',
    methods: ['unsubscribe'],
    on: 'vehicle',
    instead: 'DELETE https://management.api.smartcar.com/v3/subscriptions/{subscriptionId}',
  },
  {
    task: 'webhooks',
    methods: ['hashchallenge'],
    on: 'any',
    instead: 'unchanged: hex HMAC-SHA256 of data.challenge under the management token, within 15 seconds',
    unchanged: true,
  },
  {
    task: 'webhooks',
    methods: ['verifypayload'],
    on: 'any',
    instead: 'unchanged: hex HMAC-SHA256 of the raw body under the management token',
    unchanged: true,
  },
  {
    task: 'webhooks',
    text: /(?<=[.{"'`]\s?)eventName\b/g,
    instead: 'eventType (VERIFY, VEHICLE_STATE, VEHICLE_ERROR), with data in the place of payload',
  },
  // What goes along with calls
  {
    task: 'calls',
    methods: ['setunitsystem'],
    on: 'vehicle',
    text: /(?<![\w-])sc-unit-system(?![\w-])|(?<=\bVehicle(?:\.new)?\s?\([^()\n]{0,200})\b(?:unitSystem|unit_system)\b/gi,
    instead: 'no such header is published for v3: each signal names its unit in body.unit',
  },
  {
    task: 'calls',
    text: /(?<![\w-])sc-(?:data-age|fetched-at)(?![\w-])|\bmeta\??\.(?:dataAge|data_age|fetchedAt|fetched_at)\b/gi,
    instead: 'meta.oemUpdatedAt and meta.retrievedAt of each signal',
  },
  {
    task: 'calls',
    text: /(?<![\w-])sc-request-id(?![\w-])/gi,
    instead: 'no such header is published for v3',
  },
  {
    task: 'calls',
    methods: ['setapiversion'],
    on: 'any',
    instead: 'nothing: the version stands in the address, https://vehicle.api.smartcar.com/v3',
  },
  {
    task: 'calls',
    text: /(?<![\w.])api\.smartcar\.com(?:\/v[12]\.\d)?\/?(?=["'`\s])/g,
    instead:
      'https://vehicle.api.smartcar.com/v3; https://management.api.smartcar.com/v3 for subscriptions and webhooks',
  },
  {
    task: 'calls',
    text: /["']smartcar["']\s*:\s*["'][\^~<>=\d*][^"'\n]{0,30}["']|^smartcar\s*[=~<>!]=|\bgem\s+["']smartcar["']|\bcom\.smartcar\.sdk(?::java-sdk|<)|\bgithub\.com\/smartcar\/go-sdk\s+v/gm,
    instead: 'plain HTTP, as the Ruby SDK advises: it is patched until 2026-12-01, and the other SDKs name no day',
  },
];
