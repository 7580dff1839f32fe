import { expect, it } from 'vitest';
import { providers } from '../../../src/core/providers/registry.ts';
import { languages } from '../../../src/report/guide/messages/languages.ts';

const permissions = new Set(providers.flatMap((provider) => Object.keys(provider.permissions)));

it.each(Object.entries(languages))('%s has words for permissions that exist alone', (_language, { consent }) => {
  expect(Object.keys(consent.permissions).filter((name) => !permissions.has(name))).toEqual([]);
});
