import { providerIds, type ProviderId } from './ids.ts';
import type { MappingEdition, Provider } from './provider.ts';
import { smartcar } from './smartcar/provider.ts';
import { texture } from './texture/provider.ts';

const byId: Readonly<Record<ProviderId, Provider>> = { smartcar, texture };

/** All providers, in the order of their ids. */
export const providers: readonly Provider[] = providerIds.map((id) => byId[id]);

/** @returns the provider with that id (any case), or `undefined`. */
export function findProvider(id: string): Provider | undefined {
  return providers.find((provider) => provider.id === id.toLowerCase());
}

/** @returns the provider's name for people. */
export function providerName(id: string): string {
  return findProvider(id)?.name ?? id;
}

/**
 * @param id an edition id such as `2023-12`; without it the newest edition.
 * @returns the edition, or `undefined` if the provider has none of that name.
 */
export function findEdition(provider: Provider, id?: string): MappingEdition | undefined {
  return id === undefined ? provider.editions.at(-1) : provider.editions.find((edition) => edition.id === id);
}
