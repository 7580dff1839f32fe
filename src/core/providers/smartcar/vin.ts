/**
 * Whether a text can be a VIN for Smartcar. A real one has no I, O or Q; the documented simulated ones begin with `0SC`
 * and have any letter. Source: https://smartcar.com/docs/getting-started/test-your-integration (2026-11).
 */
export function isVin(text: string): boolean {
  return /^(?:0SC[A-Z0-9]{14}|[A-HJ-NPR-Z0-9]{17})$/i.test(text);
}
