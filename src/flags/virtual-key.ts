import { CliError } from '../core/errors/cli-error.ts';
import { parseKeyDomain } from '../core/tesla/key-domain.ts';
import { parseModel, parseVin, teslaModels, type TeslaModel, type TeslaVin } from '../core/tesla/vin.ts';
import { didYouMean } from './nearest.ts';

/** Reads `--model`. */
export function resolveModel(text: string | undefined): TeslaModel | undefined {
  if (text === undefined) return undefined;
  const model = parseModel(text);
  if (model !== undefined) return model;
  const names = Object.values(teslaModels).map(({ name }) => name);
  throw new CliError('INVALID_VALUE', `"${text}" is not a Tesla model.${didYouMean(text, names)}`, {
    hint: 'Pass --model 3, Y, S, X or Cybertruck.',
  });
}

/** Reads `--year`. */
export function resolveYear(text: string | undefined): number | null {
  if (text === undefined) return null;
  const year = Number(text);
  if (/^\d{4}$/.test(text) && year >= 2008 && year <= 2099) return year;
  throw new CliError('INVALID_VALUE', `"${text}" is not a model year.`, { hint: 'Pass four digits: --year 2021.' });
}

/** Reads `--vin` where one car is meant. */
export function resolveVin(text: string | undefined): TeslaVin | undefined {
  if (text === undefined) return undefined;
  const reading = parseVin(text);
  if (reading.ok) return reading.vin;
  throw new CliError('INVALID_VALUE', `"${text}" is not the VIN of a Tesla that connect-cli knows.`, {
    hint: reading.reason,
  });
}

/** Reads `--domain`, in the form that Tesla takes. */
export function resolveKeyDomain(text: string): string {
  const reading = parseKeyDomain(text);
  if (reading.ok) return reading.domain;
  const suggestion = reading.suggestion === null ? '' : ` Did you mean "${reading.suggestion}"?`;
  throw new CliError('INVALID_VALUE', `"${text}" is not a domain for a virtual key.${suggestion}`, {
    hint: reading.reason,
  });
}

/** Reads `--connect-to HOST:PORT`; an IPv6 address stands in brackets. */
export function resolveConnectTo(text: string | undefined): { host: string; port: number } | undefined {
  if (text === undefined) return undefined;
  const match = /^(?:\[([0-9a-fA-F:.]+)\]|([^\s:[\]/]+)):(\d{1,5})$/.exec(text);
  const host = match?.[1] ?? match?.[2];
  const port = Number(match?.[3] ?? 0);
  if (host !== undefined && port >= 1 && port <= 65_535) return { host, port };
  throw new CliError('INVALID_VALUE', `"${text}" is not a host and port.`, {
    hint: 'Write --connect-to 127.0.0.1:8443 or --connect-to "[::1]:8443".',
  });
}
