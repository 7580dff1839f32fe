import { describe, expect, it } from 'vitest';
import type { Authorization } from '../../src/core/connect/authorization.ts';
import { callbackPage } from '../../src/commands/authorize/callback-page.ts';
import { renderAuthorization } from '../../src/report/human/authorization.ts';
import { createStyle } from '../../src/report/terminal/style.ts';
import example from '../examples/authorization.json' with { type: 'json' };

/** An authorization as the command prints it: one box missing, a key wanted. */
const incomplete = example as unknown as Authorization;
const keyLink = 'https://www.tesla.com/_ak/smartcar.com';
const place = {
  link: {
    url: 'https://connect.smartcar.com/oauth/authorize?application_id=8229df9f-91a0-4ff0-a1ae-a1f38ee24d07&state=S',
    parameters: { application_id: '8229df9f-91a0-4ff0-a1ae-a1f38ee24d07', state: 'S' },
  },
  flags: {},
};
const [repairStep, keyStep] = incomplete.next;

describe('the page after Connect', () => {
  it('begins with the missing box, by the link that mends it, everything asked in it', () => {
    const { repair } = callbackPage(incomplete, place);
    expect(repair).toEqual({
      boxes: ['Vehicle Commands'],
      link: {
        url: 'https://connect.smartcar.com/oauth/reauthenticate?response_type=none&make=TESLA&revoke_access=true&client_id=8229df9f-91a0-4ff0-a1ae-a1f38ee24d07&scope=read_odometer%20control_security',
        label: 'Tick Vehicle Commands at Tesla',
      },
      command: 'connect-cli revoke --make TESLA --scope "read_odometer control_security" --sandbox',
    });
  });

  it('names the command alone where the sandbox ends with it, and where nothing is connected', () => {
    expect(callbackPage(incomplete, { ...place, flags: { sandbox: true } }).repair).toEqual({
      boxes: ['Vehicle Commands'],
      link: undefined,
      command: repairStep?.command,
    });
    const denied: Authorization = {
      ...incomplete,
      verdict: 'denied',
      next: [
        { command: 'connect-cli guide virtual-key', why: '' },
        { command: 'connect-cli authorize --scope read_vin', why: '' },
      ],
    };
    expect(callbackPage(denied, place).repair).toMatchObject({
      link: undefined,
      command: 'connect-cli authorize --scope read_vin',
    });
  });

  it('leads a rehearsal to its own sandbox, and puts its key page beside the published link', () => {
    const origin = 'http://localhost:4010';
    const rehearsed: Authorization = {
      ...incomplete,
      next: [...incomplete.next, { url: `${origin}/_ak/smartcar.com`, why: '' }],
    };
    const page = callbackPage(rehearsed, {
      link: { ...place.link, url: `${origin}/oauth/authorize?x=1` },
      flags: { sandbox: origin },
    });
    expect(page.repair?.link?.url).toContain(`${origin}/oauth/reauthenticate?`);
    expect(page.links).toEqual([
      { url: `${origin}/_ak/smartcar.com`, label: 'Add the virtual key in the sandbox' },
      { url: keyLink, label: 'The link for real owners, at tesla.com' },
    ]);
  });

  it('asks nobody for a key that no step asks for', () => {
    expect(callbackPage(incomplete, place).links).toEqual([{ url: keyLink, label: 'Add the virtual key' }]);
    expect(callbackPage({ ...incomplete, next: [repairStep!] }, place).links).toEqual([]);
    const foreign = {
      ...incomplete,
      callback: { ...incomplete.callback, virtualKeyUrl: 'https://tesla.com.evil.example/_ak/x' },
    };
    expect(callbackPage({ ...foreign, next: [keyStep!] }, place).links).toEqual([]);
  });

  it('asks for nothing where everything is granted', () => {
    const complete: Authorization = { ...incomplete, verdict: 'complete', missingBoxes: [], next: [] };
    expect(callbackPage(complete, place)).toMatchObject({ tone: 'success', repair: undefined, links: [] });
  });

  it('says of a grant that was read what is not known of it, and of one that was not that it was not', () => {
    const [car] = incomplete.vehicles;
    const unverified: Authorization = { ...incomplete, verdict: 'unverified', era: 'v3', vehicles: [car!] };
    expect(callbackPage(unverified, place)).toMatchObject({
      title: 'Connected; what was asked is not known here',
      paragraphs: [
        "The link named no permissions, so the Dashboard's Vehicle Access decided what was asked. Whether something is missing cannot be told from here.",
      ],
    });
    const head = (document: Authorization) =>
      renderAuthorization(document, createStyle({ colorLevel: 0, columns: 100, unicode: true })).split('\n')[0];
    expect(head(unverified)).toBe('⚠ Connected. What was granted was read; what was asked is not known here.');
    expect(head({ ...unverified, era: null, vehicles: [] })).toBe(
      '⚠ Connected, but what was granted has not been verified.',
    );
    expect(callbackPage({ ...unverified, era: null, vehicles: [] }, place)).toMatchObject({
      title: 'Connected, but what was granted has not been verified',
      paragraphs: ['What was granted has not been read back. The terminal says how to do that.'],
    });
  });

  it('says which cars wait for the key', () => {
    const car = { id: 'v', make: 'TESLA', model: 'Model Y', year: 2024, virtualKey: 'missing' as const };
    const { paragraphs } = callbackPage({ ...incomplete, vehicles: [car, { ...car, virtualKey: 'paired' }] }, place);
    expect(paragraphs).toContain('Commands fail until the virtual key is on the TESLA Model Y 2024.');
  });
});
