import { expect, it } from 'vitest';
import { isVin } from '../../../../src/core/providers/smartcar/vin.ts';

it.each([
  ['5YJ3E1EA7KF317000', true],
  ['0SCAUDI037A5ADB1C', true],
  ['0scaudi012fe3b132', true],
  ['5YJ3E1EI7KF317000', false],
  ['0SCAUDI037A5ADB1', false],
  ['0SCAUDI037A5ADB1CC', false],
  ['', false],
])('%s as a VIN for Smartcar: %s', (text, expected) => {
  expect(isVin(text)).toBe(expected);
});
