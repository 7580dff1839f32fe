import { describe, expect, it, onTestFinished } from 'vitest';
import { explainScope } from '../../../src/core/permissions/explain.ts';
import type { ProviderId } from '../../../src/core/providers/ids.ts';
import type { Provider } from '../../../src/core/providers/provider.ts';
import { providers } from '../../../src/core/providers/registry.ts';
import { texture } from '../../../src/core/providers/texture/provider.ts';
import { refuseDataOnly } from '../../../src/flags/provider.ts';
import { buildConsentGuide } from '../../../src/report/guide/consent-guide.ts';
import { en } from '../../../src/report/guide/messages/en.ts';
import { renderGuideText } from '../../../src/report/guide/render-text.ts';
import { renderOwnerText } from '../../../src/report/human/owner-text.ts';
import { loadScopeView, explanationContext } from '../../../src/report/human/scope-view.ts';
import { createStyle } from '../../../src/report/terminal/style.ts';
import { runCli } from '../../support/run.ts';

const style = createStyle({ colorLevel: 0, columns: 80, unicode: true });
const source = { url: 'https://docs.example.com/tesla', asOf: '2026-01' };

/** A provider as docs/providers.md describes it, with words of its own. */
const third: Provider = {
  ...texture,
  // A newcomer adds its id to the list; here it comes in at run time.
  id: 'volta' as string as ProviderId,
  name: 'Volta',
  about: 'Volta connects through an application of its own.',
  permissions: {
    'car:see': { access: 'read', methods: ['GET'], description: 'See the car', needsVirtualKey: false, source },
    'car:act': { access: 'control', methods: ['POST'], description: 'Command the car', needsVirtualKey: true, source },
  },
  editions: [
    {
      id: '2026-01',
      asks: ['vehicle_device_data', 'vehicle_cmds'],
      labels: {},
      rows: { 'car:see': [['vehicle_device_data']], 'car:act': [['vehicle_cmds']] },
      source,
      changes: [],
    },
  ],
  alsoNeeds: { 'car:act': 'car:see' },
  virtualKeyDomain: 'keys.volta.example',
  missingKeyError: 'KEY_MISSING',
  links: [],
  notes: [],
};

const [edition] = third.editions;
if (edition === undefined) throw new Error('The provider of the test has no table.');
const explanation = explainScope({ provider: third, edition, asked: [{ name: 'car:act', required: false }] });

describe('a third provider, which is a folder of data', () => {
  it('is explained without a word of the other two', async () => {
    for (const flags of [{}, { tree: true }, { matrix: true }, { markdown: true }]) {
      const view = await loadScopeView(flags, explanationContext(third, edition, undefined));
      const text = view(explanation, style);
      expect(text).toContain('car:act');
      expect(text).not.toMatch(/smartcar(?!:)|texture/i);
    }
    const view = await loadScopeView({ details: true }, explanationContext(third, edition, undefined));
    expect(view(explanation, style)).toContain('commands to the vehicle fail with "KEY_MISSING"');
  });

  it('has guides and a text for owners, in which what acts is told from what is read', () => {
    const built = buildConsentGuide({ explanation, provider: third, app: 'Ladeheld', messages: en });
    const guide = renderGuideText(built, style, false);
    expect(guide).toContain('Volta');
    expect(guide).toContain(en.consent.controls('car:act'));
    expect(renderOwnerText(explanation, third)).toContain('our app can car:act');
    expect(guide + renderOwnerText(explanation, third)).not.toMatch(/smartcar|texture/i);
  });

  it('is not run as if it were Smartcar', () => {
    expect(() => refuseDataOnly(texture)).not.toThrow();
    expect(() => refuseDataOnly(third)).toThrow(/Volta but cannot run it/);
  });

  it('is refused by every command that would run it', async () => {
    // What step 3 of docs/providers.md adds by hand.
    const registry = providers as Provider[];
    registry.push(third);
    onTestFinished(() => void registry.pop());
    for (const args of [['init', '--application-id', 'a'], ['authorize'], ['revoke', '--make', 'TESLA']]) {
      const { message, exitCode } = (await runCli([...args, '--provider', 'volta', '--json'], {})).error();
      expect([exitCode, message]).toEqual([2, 'connect-cli can explain the consent of Volta but cannot run it.']);
    }
  });
});
