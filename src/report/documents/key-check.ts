import type { Document, NextStep } from '../../core/document.ts';
import type { CurvePoint, Sha256 } from '../../core/formats.ts';
import { isFailure, type Finding } from '../../core/findings/finding.ts';
import type { KeyHostFacts } from '../../core/findings/key/facts.ts';
import type { KeyCheckResult, KeyHostJudgement } from '../../core/findings/key/judge.ts';
import { smartcarVirtualKey } from '../../core/providers/smartcar/virtual-key.ts';
import { buildVirtualKeyLink } from '../../core/tesla/virtual-key.ts';
import type { TeslaModel } from '../../core/tesla/vin.ts';
import { teslaModels } from '../../core/tesla/vin.ts';
import { languages } from '../guide/messages/languages.ts';

/** The document of `virtual-key check`. */
export interface KeyCheckDocument extends Document {
  readonly kind: 'virtual-key-check';
  readonly domain: string;
  /** The exact address that was fetched. */
  readonly url: string;
  /** True when nothing from severity `error` up was found. */
  readonly passed: boolean;
  /** What the owner reads in the Tesla app. */
  readonly dialog: string;
  readonly link: { readonly url: string; readonly forms: readonly string[] };
  readonly key: {
    readonly type: string;
    readonly curve: string | null;
    readonly fingerprint: Sha256;
    readonly point: CurvePoint | null;
  } | null;
  /** Whose key belongs there. */
  readonly whoseKey: string;
  /** @minItems 1 */
  readonly checks: readonly KeyCheckResult[];
  readonly findings: readonly Finding[];
}

export function buildKeyCheckDocument(
  facts: KeyHostFacts,
  judgement: KeyHostJudgement,
  model: TeslaModel | undefined,
): KeyCheckDocument {
  const { domain, url, key } = facts;
  const link = buildVirtualKeyLink(domain);
  const passed = !judgement.findings.some(isFailure);
  return {
    schemaVersion: 1,
    kind: 'virtual-key-check',
    domain,
    url,
    passed,
    dialog: languages.en.virtualKey.dialog({
      url: link.url,
      domain,
      model: model === undefined ? undefined : teslaModels[model].name,
    }),
    link,
    key:
      key?.readable === true
        ? { type: key.type, curve: key.curve, fingerprint: key.fingerprint, point: key.point }
        : null,
    whoseKey: `With Smartcar: ${smartcarVirtualKey.ownDomain} With an application of your own at Tesla: serve the public half of your own pair.`,
    checks: judgement.checks,
    findings: judgement.findings,
    warnings: routeWarnings(facts),
    next: passed ? showLink(domain) : judgement.findings.flatMap(({ next }) => (next === undefined ? [] : [next])),
  };
}

function routeWarnings({ route }: KeyHostFacts): readonly string[] {
  const { connectTo, extraAuthority } = route;
  return [
    ...(connectTo === null
      ? []
      : [`Connected to ${connectTo}: whether the public can look up and reach the domain was not checked.`]),
    ...(extraAuthority ? ['The authority in --ca was trusted too; Tesla trusts public ones only.'] : []),
  ];
}

function showLink(domain: string): readonly NextStep[] {
  return [{ command: `connect-cli virtual-key show --domain ${domain}`, why: 'The link and the steps for the owner.' }];
}
