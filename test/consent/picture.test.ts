import { describe, expect, it } from 'vitest';
import { ConsentError, drawConsentScreen } from '../../src/consent/library.ts';

/** Labels beside which a tick is drawn: a marked row is set in semibold. */
function markedRows(svg: string): readonly string[] {
  return [...svg.matchAll(/font-size="15"[^>]*font-weight="600"[^>]*>([^<]*)</g)].map(([, label = '']) => label);
}

describe("the picture of Tesla's screen", () => {
  it('marks the boxes of the scope', () => {
    const svg = drawConsentScreen('read_odometer control_security');
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" viewBox="0 0 400 \d+"/);
    expect(svg).toMatch(/<\/svg>$/);
    expect(markedRows(svg)).toEqual(['Vehicle Information', 'Vehicle Commands']);
    expect(svg).toContain('Vehicle Charging Management');
    expect(svg).toContain(
      '<title>Drawing of the consent screen of Tesla. Marked to be ticked: Vehicle Information, Vehicle Commands.</title>',
    );
  });

  it('marks the boxes that were missed, where told', () => {
    expect(markedRows(drawConsentScreen('read_odometer control_security', { mark: ['Vehicle Commands'] }))).toEqual([
      'Vehicle Commands',
    ]);
  });

  it('speaks German', () => {
    const svg = drawConsentScreen('read_vin', { language: 'de' });
    expect(svg).toContain('lang="de"');
    expect(svg).toContain('>Tesla-Konto für Smartcar<');
    expect(svg).toContain('Anzukreuzen sind: Vehicle Information.');
  });

  it('carries its colours itself, and a style sheet for dark mode alone', () => {
    const light = drawConsentScreen('read_vin', { theme: 'light', color: '#00f' });
    expect(light).not.toContain('<style>');
    expect(light).toContain('class="guide-accent" fill="#0000ff"');
    const auto = drawConsentScreen('read_vin');
    expect(auto).toContain(
      '<style>@media (prefers-color-scheme:dark){.consent-screen-auto-0b6e4f .guide-line{fill:#4a525f}',
    );
    expect(drawConsentScreen('read_vin', { theme: 'dark' })).toContain('class="guide-frame" fill="#14171c"');
  });

  it('is refused with a colour, theme or box that is none', () => {
    for (const options of [
      { color: 'red"/><script>' },
      { color: '' },
      { theme: 'blue' },
      { mark: ['All'] },
      { mark: [4] },
    ]) {
      expect(() => drawConsentScreen('read_vin', options as never)).toThrowError(ConsentError);
    }
  });

  it('is escaped, whatever a permission is called', () => {
    expect(() => drawConsentScreen('<script>', { allowUnknown: true })).toThrowError(ConsentError);
    expect(drawConsentScreen('read_script', { allowUnknown: true })).not.toContain('<script');
  });
});
