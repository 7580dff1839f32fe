import { boxAliases, boxRule, labelRule } from '../../src/core/permissions/explain.ts';
import type { MappingEdition } from '../../src/core/providers/provider.ts';
import { findEdition, providers } from '../../src/core/providers/registry.ts';
import { smartcar } from '../../src/core/providers/smartcar/provider.ts';
import { texture } from '../../src/core/providers/texture/provider.ts';
import { boxIds, teslaBoxes, type BoxId } from '../../src/core/tesla/boxes.ts';
import { code, codes, list, page, sourceLink, table } from './markdown.ts';

function rule(edition: MappingEdition, permission: string): string {
  const labels = labelRule(edition, boxRule(edition, permission));
  return labels.length === 0 ? 'no published mapping' : labels.map((all) => all.join(' and ')).join(' or ');
}

function newest(provider: typeof smartcar): MappingEdition {
  const edition = findEdition(provider);
  if (edition === undefined) throw new Error(`${provider.id} has no edition`);
  return edition;
}

/** `docs/permissions.md` */
export function permissionsPage(): string {
  const editions = smartcar.editions;
  const names = Object.keys(smartcar.permissions);
  const reads = names.filter((name) => smartcar.permissions[name]?.access === 'read').length;
  const footnotes = Object.entries(smartcar.permissions).flatMap(([name, { footnote }]) =>
    footnote === undefined ? [] : [`${code(name)}: ${footnote}`],
  );
  return page(
    'Permissions',
    `Smartcar publishes ${names.length} permissions: ${reads} to read data by GET, ${names.length - reads} to send commands or change settings by POST or PUT. Each works on a Tesla only if the owner ticks the box behind it on Tesla's consent screen. ${code('connect-cli explain-scopes')} prints this table; with permissions behind it, it says what each one costs when its box is missed.`,
    table(
      ['Permission', 'What it allows', ...editions.toReversed().map(({ id }) => `Tesla box (${id})`), 'Virtual key'],
      Object.entries(smartcar.permissions).map(([name, info]) => [
        code(name),
        info.description,
        ...editions.toReversed().map((edition) => rule(edition, name)),
        info.needsVirtualKey ? 'needed' : '',
      ]),
    ),
    ...(footnotes.length === 0 ? [] : [list(footnotes)]),
    '## What changed between the tables',
    list(editions.flatMap(({ id, changes }) => changes.map((change) => `${id}: ${change}`))),
    'Vehicle Information is the minimum for any connection: it must be ticked whatever is asked.',
    '## Sources',
    list([
      ...new Set([
        ...Object.values(smartcar.permissions).map(({ source }) => sourceLink(source)),
        ...editions.map(({ source }) => sourceLink(source)),
      ]),
    ]),
    `## ${texture.name}`,
    `${texture.about} It publishes kinds of access, not permission names: these names are ours.`,
    table(
      ['Kind of access', 'What it allows', 'Tesla box', 'In addition', 'Virtual key'],
      Object.entries(texture.permissions).map(([name, info]) => {
        const also = texture.alsoNeeds?.[name];
        return [
          code(name),
          info.description,
          rule(newest(texture), name),
          also === undefined ? '' : rule(newest(texture), also),
          info.needsVirtualKey ? 'needed' : '',
        ];
      }),
    ),
    list(texture.links.map(({ url, title }) => `[${title}](${url})`)),
  );
}

/** `docs/boxes.md` */
export function boxesPage(): string {
  return page(
    "Boxes of Tesla's consent screen",
    `After signing in at Tesla the owner meets this screen. Nothing on it is ticked beforehand; a link says Select All. Which boxes it shows, and their order, depends on what the asking company requests. Labels, other spellings and scope ids are all understood by ${code('--boxes')} and ${code('--owner')}, in any case.`,
    table(
      ['Box', "Tesla's scope", 'Other spellings', 'What the owner shares'],
      boxIds.map((id) => [teslaBoxes[id].label, code(id), teslaBoxes[id].aliases.join(', '), teslaBoxes[id].covers]),
    ),
    '## What each box unlocks',
    ...providers.flatMap((provider) => {
      const edition = newest(provider);
      return [
        `### ${provider.name} (${edition.id})`,
        table(
          ['Box', 'Unlocks'],
          boxIds.filter((id) => edition.asks.includes(id)).map((id) => [boxTitle(edition, id), unlocked(edition, id)]),
        ),
      ];
    }),
    `## Sources`,
    list([...new Set(boxIds.map((id) => sourceLink(teslaBoxes[id].source)))]),
  );
}

function boxTitle(edition: MappingEdition, id: BoxId): string {
  const alias = boxAliases(edition, id)[0];
  return alias === undefined ? teslaBoxes[id].label : `${teslaBoxes[id].label} (${alias})`;
}

function unlocked(edition: MappingEdition, id: BoxId): string {
  const names = Object.keys(edition.rows).filter((name) => boxRule(edition, name).some((all) => all.includes(id)));
  return names.length === 0 ? 'nothing of its own' : codes(names);
}
