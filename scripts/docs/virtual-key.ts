import { providers } from '../../src/core/providers/registry.ts';
import { smartcarVirtualKey } from '../../src/core/providers/smartcar/virtual-key.ts';
import { keyRules, keyRuleSources, publishedKeyRule } from '../../src/core/tesla/virtual-key-need.ts';
import { buildVirtualKeyLink, keyGuides, keyGuideSources, publicKeyPath } from '../../src/core/tesla/virtual-key.ts';
import { teslaModels, type TeslaModel } from '../../src/core/tesla/vin.ts';
import { en as english } from '../../src/report/guide/messages/en.ts';
import { code, list, page, sourceLink, table } from './markdown.ts';

const models = Object.keys(keyRules) as readonly TeslaModel[];

function ruleText(model: TeslaModel): string {
  const { from } = keyRules[model];
  return from === 'always'
    ? 'yes, every year'
    : from === 'unpublished'
      ? 'unknown: nothing is published'
      : `yes, from ${from} on`;
}

/** `docs/virtual-key.md` */
export function virtualKeyPage(): string {
  const words = english.virtualKey;
  const domain = 'smartcar.com';
  const context = { domain, url: buildVirtualKeyLink(domain).url, model: undefined };
  const guide = keyGuides[smartcarVirtualKey.order];
  return page(
    'Virtual key',
    `Commands such as lock, unlock and charge control need a virtual key of the app's company on each car, beside the box on Tesla's consent screen. ${code('connect-cli virtual-key show')} prints the link with its QR code and the owner's steps, ${code('connect-cli virtual-key needed')} tells by VIN or model, ${code('connect-cli virtual-key check')} examines a hosted key.`,
    '## Which cars need one',
    publishedKeyRule,
    table(
      ['Model', 'Needs a key for commands'],
      models.map((model) => [teslaModels[model].name, ruleText(model)]),
    ),
    '## The links',
    table(
      ['Provider', 'Link', 'What a command meets while the key is missing'],
      providers.map((provider) => [
        provider.name,
        `<${buildVirtualKeyLink(provider.virtualKeyDomain).url}>`,
        code(provider.missingKeyError),
      ]),
    ),
    'The app is handed the link in these ways:',
    list(smartcarVirtualKey.handedOver.map(({ name, where }) => `${code(name)}: ${where}`)),
    '## What the owner does',
    `### ${words.beforeHeading}`,
    list(guide.before.map((id) => words.before[id])),
    `### ${words.stepsHeading}`,
    guide.steps.map((id, index) => `${index + 1}. ${words.steps[id](context)}`).join('\n'),
    `### ${words.notesHeading}`,
    list(guide.notes.map((id) => words.notes[id])),
    '## A domain of your own',
    smartcarVirtualKey.ownDomain ?? '',
    `It is served at ${code(`https://$DOMAIN${publicKeyPath}`)} and must answer 200 directly; a redirect will not do. The domain is the name that the owner sees.`,
    '## Sources',
    list(
      [...keyRuleSources, ...keyGuideSources].map(sourceLink).filter((link, index, all) => all.indexOf(link) === index),
    ),
  );
}
