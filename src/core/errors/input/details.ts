import { smartcarSignals } from '../../providers/smartcar/signals.ts';
import { boxIds, type BoxId } from '../../tesla/boxes.ts';
import { parseKeyDomain } from '../../tesla/key-domain.ts';
import { requestPermission } from '../knowledge/request-permission.ts';
import { cleanText } from './clean.ts';
import type { ErrorDetails } from './reading.ts';

/** Characters that details are looked for in. */
const longestContext = 4000;

/** @returns what a line names beside its error. Nothing that could be a secret. */
export function readDetails(context: string): ErrorDetails {
  const text = context.slice(0, longestContext);
  const permissions = named(text, /\b(?:read|control)_[a-z_]{2,40}\b/g);
  return {
    permission: requestPermission(text),
    permissions: permissions.length === 0 ? undefined : permissions,
    vehicleId: /\/vehicles\/([0-9a-f-]{36})\b/i.exec(text)?.[1],
    requestId: /\brequest[-_ ]?id["']?\s{0,3}[:=]\s{0,3}["']?([\w-]{8,64})/i.exec(text)?.[1],
    signals: signalsOf(text),
    teslaScopes: teslaScopes(text),
    baseUrl: /https:\/\/fleet-api\.prd\.(?:na|eu|cn)\.vn\.cloud\.tesla\.c(?:om|n)\b/i.exec(text)?.[0].toLowerCase(),
    domain: keyDomain(text),
    redirectUri: redirectUri(text),
    host: /\b(?:ENOTFOUND|EAI_AGAIN|lookup|resolve host:?)\s{1,3}([a-z0-9.-]{3,80})/i.exec(text)?.[1]?.toLowerCase(),
    port: portOf(text),
    retryAfterSeconds: secondsOf(text),
    makes: makesOf(text),
  };
}

function named(text: string, pattern: RegExp): readonly string[] {
  return [...new Set(Array.from(text.matchAll(pattern), ([word]) => word))].slice(0, 10);
}

function teslaScopes(text: string): readonly BoxId[] | undefined {
  const matches = boxIds.filter((id) => new RegExp(`(?<![A-Za-z_])${id}(?![A-Za-z_])`).test(text));
  return matches.length === 0 ? undefined : matches;
}

const domainPlaces: readonly RegExp[] = [
  /https?:\/\/([a-z0-9.-]{3,253})\/\.well-known\/appspecific\//i,
  /\btesla\.com\/_ak\/([a-z0-9.-]{3,253})/i,
  /\bvirtual key for\W{1,3}([a-z0-9.-]{3,253})/i,
  /\bvirtuellen Schlüssels für\W{1,4}([a-z0-9.-]{3,253})/i,
  /\b(?:clé virtuelle pour|virtuele sleutel voor|virtuell nøkkel for|(?:llave|clave) virtual para)\W{1,5}([a-z0-9.-]{3,253})/i,
  /\binvalid domain:?\s{1,3}(?:https?:\/\/)?([a-z0-9.-]{3,253})/i,
  /\broot domain\s{1,3}(?:https?:\/\/)?([a-z0-9.-]{3,253})/i,
  /["']?domain["']?\s{0,3}[:=]\s{0,3}["']([a-z0-9.-]{3,253})["']/i,
];

/** @returns the domain as Tesla wants it written, if the text names one that could be hosting a key. */
function keyDomain(text: string): string | undefined {
  for (const place of domainPlaces) {
    const written = place.exec(text)?.[1]?.toLowerCase().replace(/\.+$/, '');
    if (written !== undefined && parseKeyDomain(written).ok) return written;
  }
  return undefined;
}

function redirectUri(text: string): string | undefined {
  const written = /\bredirect[_ ]ur[il]\W{1,6}([a-z][a-z0-9+.-]{1,40}:\/\/[^\s"'<>?#,)\\]{1,300})/i.exec(text)?.[1];
  return written === undefined ? undefined : cleanText(written.replace(/[.;]+$/, ''), 300);
}

function portOf(text: string): number | undefined {
  const written = /\b(?:EADDRINUSE|EACCES|ECONNREFUSED|address already in use|port)\b[^\n]{0,60}?[: ](\d{2,5})\b/i.exec(
    text,
  )?.[1];
  const port = written === undefined ? undefined : Number(written);
  return port !== undefined && port < 65_536 ? port : undefined;
}

function secondsOf(text: string): number | undefined {
  const written =
    /\bretry (?:in|after) (\d{1,7}) s/i.exec(text)?.[1] ??
    /\bretry[-_]?after["']?\s{0,3}[:=]\s{0,3}["']?(\d{1,7})\b/i.exec(text)?.[1];
  return written === undefined ? undefined : Number(written);
}

function makesOf(text: string): readonly string[] | undefined {
  const list = /\brequested make\(?s?\)?:?\s{1,3}([A-Z][A-Z_ ,-]{1,200})/.exec(text)?.[1];
  const makes = list?.split(/[ ,]+/).filter((make) => /^[A-Z][A-Z_-]+$/.test(make));
  return makes === undefined || makes.length === 0 ? undefined : makes;
}

/** `charge-chargelimits`, or `Charge.ChargeLimits` as the Dashboard writes it. */
const signal = /\b([A-Za-z]{3,40})[-.]([A-Za-z]{2,60})\b/g;

/** @returns signals of Smartcar that the text names, as it writes them. */
function signalsOf(text: string): readonly string[] | undefined {
  const matches = Array.from(text.matchAll(signal), ([name]) => name).filter((name) => signalCode(name) !== undefined);
  return matches.length === 0 ? undefined : [...new Set(matches)].slice(0, 20);
}

/** @returns the code of a signal that is written as a code or as `Group.Name`. */
export function signalCode(name: string): keyof typeof smartcarSignals | undefined {
  const code = name.toLowerCase().replace('.', '-');
  return isSignal(code) ? code : undefined;
}

function isSignal(code: string): code is keyof typeof smartcarSignals {
  return Object.hasOwn(smartcarSignals, code);
}
