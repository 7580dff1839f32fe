import { asObject, parseJson, textField } from '../core/text/json.ts';
import { ConsentError } from './consent-error.ts';
import { quote } from './input.ts';

/**
 * What an error says, as text: of an Error its own fields and its message.
 * @throws ConsentError INVALID_VALUE for a value that says nothing
 */
export function readErrorText(error: unknown): string {
  if (typeof error === 'string') return error;
  if (typeof error !== 'object' || error === null) {
    throw new ConsentError('INVALID_VALUE', `error is ${quote(error)}: pass a text, an answer's body or an Error.`);
  }
  const fields = writeJson(error);
  const message = textField({ message: readMessage(error) }, 'message') ?? '';
  // An Error without fields of its own is written as {}.
  return Object.keys(asObject(parseJson(fields))).length === 0 && !fields.startsWith('[') ? message : fields;
}

function writeJson(error: object): string {
  try {
    return JSON.stringify(error) ?? '';
  } catch {
    return '';
  }
}

function readMessage(error: object): unknown {
  try {
    return (error as { readonly message?: unknown }).message;
  } catch {
    return undefined;
  }
}
