import type { Sentence } from '../../core/formats.ts';
import type { Document, NextStep } from '../../core/document.ts';
import type { ProviderId } from '../../core/providers/ids.ts';
import type { Provider } from '../../core/providers/provider.ts';
import type { VinKeyNeed } from '../../core/tesla/virtual-key-need.ts';
import type { Source } from '../../core/source.ts';
import { buildVirtualKeyLink, keyGuides, keyGuideSources, oldestTeslaApp } from '../../core/tesla/virtual-key.ts';
import type { TeslaModel } from '../../core/tesla/vin.ts';
import { teslaModels } from '../../core/tesla/vin.ts';
import { languages } from '../guide/messages/languages.ts';
import type { KeyTextContext } from '../guide/messages/messages.ts';

interface Told {
  /** Stable name. */
  readonly id: string;
  readonly text: Sentence;
}

/** The document of `virtual-key show`. */
export interface VirtualKeyLinkDocument extends Document {
  readonly kind: 'virtual-key-link';
  readonly provider: ProviderId;
  /** The domain that owners see, in quotes, in the Tesla app. */
  readonly domain: string;
  /** @pattern ^https://(?:www\.)?tesla\.com/_ak/ */
  readonly url: string;
  /**
   * Every published form of the link.
   * @minItems 1
   */
  readonly forms: readonly string[];
  readonly vin: string | null;
  readonly model: string | null;
  /** What the Tesla app asks. */
  readonly dialog: string;
  /** Oldest Tesla app that can add the key. */
  readonly teslaApp: string;
  /** What a domain of one's own takes; null where the provider publishes nothing. */
  readonly ownDomain: string | null;
  /** How an app is handed the link. */
  readonly handedOver: readonly { readonly name: string; readonly where: string }[];
  readonly before: readonly Told[];
  /** @minItems 1 */
  readonly steps: readonly Told[];
  /** The two ways of the step that opens the link. */
  readonly ways: { readonly phone: string; readonly desktop: string };
  readonly notes: readonly Told[];
  /** Where steps and notes are published. */
  readonly sources: readonly Source[];
  /** Pictures of the QR code that were written. */
  readonly files: readonly { readonly format: 'svg' | 'png'; readonly path: string }[];
}

export interface KeyLinkInput {
  readonly provider: Provider;
  readonly domain: string;
  readonly need: VinKeyNeed | undefined;
  readonly model: TeslaModel | undefined;
  readonly files: VirtualKeyLinkDocument['files'];
}

export function buildKeyLinkDocument({ provider, domain, need, model, files }: KeyLinkInput): VirtualKeyLinkDocument {
  const link = buildVirtualKeyLink(domain, need?.vin);
  const context: KeyTextContext = {
    url: link.url,
    domain,
    model: model === undefined ? undefined : teslaModels[model].name,
  };
  const words = languages.en.virtualKey;
  const { before, steps, notes } = keyGuides[provider.virtualKey.order];
  return {
    schemaVersion: 1,
    kind: 'virtual-key-link',
    provider: provider.id,
    domain,
    ...link,
    vin: need?.vin ?? null,
    model: context.model ?? null,
    dialog: words.dialog(context),
    teslaApp: oldestTeslaApp,
    ownDomain: provider.virtualKey.ownDomain ?? null,
    handedOver: provider.virtualKey.handedOver,
    before: before.map((id) => ({ id, text: words.before[id] })),
    steps: steps.map((id) => ({ id, text: words.steps[id](context) })),
    ways: { phone: words.phone, desktop: words.desktop },
    notes: notes.map((id) => ({ id, text: words.notes[id] })),
    sources: keyGuideSources,
    files,
    warnings: [...(need?.warnings ?? []), ...needWarning(need), ...domainWarning(provider, domain)],
    next: nextSteps(provider, domain),
  };
}

function needWarning(need: VinKeyNeed | undefined): readonly string[] {
  return need === undefined || need.needed === 'yes' ? [] : [`${need.vin}: ${need.reason}`];
}

function domainWarning(provider: Provider, domain: string): readonly string[] {
  if (domain === provider.virtualKeyDomain || provider.virtualKey.ownDomain !== undefined) return [];
  return [
    `${provider.name} publishes nothing about domains of one's own; its key is that of ${provider.virtualKeyDomain}.`,
  ];
}

function nextSteps(provider: Provider, domain: string): readonly NextStep[] {
  const own = domain !== provider.virtualKeyDomain;
  const flags = `${provider.id === 'smartcar' ? '' : ` --provider ${provider.id}`}${own ? ` --domain ${domain}` : ''}`;
  return [
    ...(own
      ? [
          {
            command: `connect-cli virtual-key check ${domain}`,
            why: 'Check that Tesla can fetch the key of your domain.',
          },
        ]
      : []),
    {
      command: `connect-cli guide virtual-key${flags} --format html --output virtual-key.html`,
      why: 'A page with pictures to put before the owner.',
    },
  ];
}
