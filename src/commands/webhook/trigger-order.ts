import { CliError } from '../../core/errors/cli-error.ts';
import { smartcarApiErrors } from '../../core/errors/knowledge/smartcar-api.ts';
import { findApiError } from '../../core/errors/knowledge/api-lookup.ts';
import { signalCodes, type SignalCode } from '../../core/providers/smartcar/signals.ts';
import type { ApiErrorName } from '../../core/webhook/payloads.ts';
import { didYouMean } from '../../flags/nearest.ts';

/** Events by the word on the command line. */
const triggerTypes = ['verify', 'vehicle-state', 'vehicle-error'] as const;

/** One of the three. */
export type TriggerType = (typeof triggerTypes)[number];

/** The flags that say what an event tells, as given. */
export interface TriggerFlags {
  readonly error?: string;
  readonly signal?: readonly string[];
  readonly resolved?: boolean;
  readonly vehicle?: string;
  readonly unsigned?: boolean;
}

/** The same, read. */
export interface TriggerOrder {
  readonly type: TriggerType;
  readonly error: ApiErrorName | undefined;
  readonly signals: readonly SignalCode[];
  readonly isResolved: boolean;
}

/** @throws CliError INVALID_VALUE for an unknown type, error or signal; USAGE for flags of another type */
export function readTriggerOrder(text: string, flags: TriggerFlags): TriggerOrder {
  const type = readType(text);
  refuseForeignFlags(type, flags);
  return {
    type,
    error: flags.error === undefined ? undefined : readError(flags.error),
    signals: [...new Set((flags.signal ?? []).map(readSignal))],
    isResolved: flags.resolved === true,
  };
}

function readType(text: string): TriggerType {
  const wanted = text.toLowerCase().replaceAll('_', '-');
  const type = triggerTypes.find((one) => one === wanted);
  if (type !== undefined) return type;
  throw new CliError('INVALID_VALUE', `There is no event "${text}".${didYouMean(text, triggerTypes)}`, {
    hint: `Pass one of ${triggerTypes.join(', ')}.`,
  });
}

function refuseForeignFlags(type: TriggerType, { error, signal, resolved, vehicle, unsigned }: TriggerFlags): void {
  const isVerify = type === 'verify';
  const foreign = [
    ...(isVerify && error !== undefined ? ['--error'] : []),
    ...(isVerify && signal !== undefined ? ['--signal'] : []),
    ...(isVerify && vehicle !== undefined ? ['--vehicle'] : []),
    ...(type !== 'vehicle-error' && resolved === true ? ['--resolved'] : []),
    ...(!isVerify && unsigned === true ? ['--unsigned'] : []),
  ];
  if (foreign[0] === undefined) return;
  throw new CliError('USAGE', `"${foreign[0]}" does not belong to the event ${type}.`, {
    hint: `Leave it out, or trigger ${foreign[0] === '--unsigned' ? 'verify' : 'vehicle-error'}.`,
  });
}

function readError(text: string): ApiErrorName {
  const [type = '', code = null] = text.split(':', 2);
  const ref = findApiError(type.trim(), code === null ? null : code.trim());
  const name = names.find((one) => one === ref?.code) ?? onlyNameWith(text);
  if (name !== undefined) return name;
  throw new CliError('INVALID_VALUE', `There is no documented error "${text}".${didYouMean(text, names)}`, {
    hint: 'Write it as TYPE:CODE, such as PERMISSION:null or CONNECTED_SERVICES_ACCOUNT:VIRTUAL_KEY_REQUIRED; https://smartcar.com/docs/api-reference/api-errors lists all.',
  });
}

/** The documents often name the code alone, as in `VEHICLE_NOT_CAPABLE`. */
function onlyNameWith(code: string): ApiErrorName | undefined {
  const [name, another] = names.filter((one) => one.endsWith(`:${code.trim().toUpperCase()}`));
  return another === undefined ? name : undefined;
}

// Object.keys forgets the names; these are exactly the keys of the table.
const names = Object.keys(smartcarApiErrors) as ApiErrorName[];

function readSignal(text: string): SignalCode {
  const wanted = text.trim().toLowerCase();
  const code = signalCodes.find((one) => one === wanted);
  if (code !== undefined) return code;
  throw new CliError('INVALID_VALUE', `There is no signal "${text}".${didYouMean(text, signalCodes)}`, {
    hint: '`connect-cli scopes --list` lists them.',
  });
}
