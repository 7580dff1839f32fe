import type { Source } from '../../source.ts';
import { finding } from '../finding.ts';
import { quote, type KeyCheck } from './check.ts';

/** A name under which many strangers have hosts. */
interface SharedSuffix {
  readonly suffix: string;
  readonly description: string;
  readonly source: Source;
}

const homeAssistant: Source = {
  url: 'https://github.com/home-assistant/core/issues/135318',
  asOf: '2025-01',
  confidence: 'field-report',
};
const portal: Source = {
  url: 'https://github.com/home-assistant/home-assistant.io/pull/39108',
  asOf: '2025-05',
  confidence: 'field-report',
};
const inferred: Source = { ...portal, confidence: 'inferred' };

/** Names that tunnels and home hosting give out. That a name changes with each start is their own word. */
const sharedSuffixes: readonly SharedSuffix[] = [
  {
    suffix: 'ui.nabu.casa',
    description: 'remote access of Nabu Casa, which serves no file at its root',
    source: homeAssistant,
  },
  { suffix: 'fleetkey.cc', description: 'a shared host for keys, reported as refused since May 2025', source: portal },
  ...'ngrok.io ngrok-free.app ngrok-free.dev ngrok.app trycloudflare.com loca.lt serveo.net lhr.life localhost.run ts.net devtunnels.ms pagekite.me bore.pub zrok.io pinggy.link tunnelmole.net app.github.dev gitpod.io replit.dev'
    .split(' ')
    .map((suffix) => ({
      suffix,
      description: 'a tunnel: the name may change at the next start',
      source: inferred,
    })),
  ...'duckdns.org ddns.net no-ip.org hopto.org dynu.net myds.me synology.me myqnapcloud.com myfritz.net zapto.org dyndns.org freeddns.org sytes.net mooo.com spdns.de selfhost.eu goip.de dnshome.de ipv64.net home64.de ddnss.de dedyn.io asuscomm.com tplinkdns.com keenetic.link'
    .split(' ')
    .map((suffix) => ({
      suffix,
      description: 'a dynamic name of home hosting, shared with strangers',
      source: inferred,
    })),
];

/** Domains of a right form that Tesla's portal is reported to refuse, or that will not stay. */
export const keyDomainPolicyCheck: KeyCheck = {
  id: 'K17',
  title: "the domain is one that Tesla's portal accepts and that remains yours",
  check: ({ domain }) => [
    ...(domain.includes('tesla') ? [finding('key-domain-tesla', [quote(domain), portal.url])] : []),
    ...sharedSuffixes
      .filter(({ suffix }) => domain === suffix || domain.endsWith(`.${suffix}`))
      .map(({ suffix, description, source }) =>
        finding('key-domain-shared', [
          `${quote(suffix)}: ${description}`,
          `${source.confidence ?? 'published'}: ${source.url}`,
        ]),
      ),
  ],
};
