import { bearerBefore } from './chained-calls.ts';

/** A call of a method, as the usual languages write it. */
export interface MethodCall {
  readonly offset: number;
  /** `vehicle.lock()`, without what is handed over. */
  readonly text: string;
  /** What the method is called on: a name, the last one of several. */
  readonly receiver: string;
  readonly name: string;
}

/** In `this.vehicle.lock()` the middle name is a member first and a receiver then: the look-ahead leaves it for both. */
const methodCall = /(?<!\w)(\w{1,60})(?:\(\))?!?\s{0,99}(?:\?\.|&\.|\.|->)(?=\s*([A-Za-z_]{1,40})(!?)(\s{0,9}\()?)/g;

/** A method of what a call, an element or an expression in parentheses gives. */
const chainedCall = /[)\]]!?\s{0,99}(?:\?\.|&\.|\.|->)\s{0,99}([A-Za-z_]{1,40})(!?)(\s{0,9}\()?/g;

/**
 * Ruby alone calls without parentheses.
 * @param isKnown tells the methods that are looked for
 * @returns every call of such a method
 */
export function* methodCalls(file: string, text: string, isKnown: (name: string) => boolean): Generator<MethodCall> {
  const needsParenthesis = !file.endsWith('.rb');
  for (const match of text.matchAll(methodCall)) {
    const [before, receiver = '', name = '', bang = '', parenthesis] = match;
    if ((parenthesis === undefined && needsParenthesis) || !isKnown(name)) continue;
    const end = parenthesis === undefined ? '' : '()';
    yield { offset: match.index, text: `${before}${name}${bang}${end}`, receiver, name };
  }
  for (const match of text.matchAll(chainedCall)) {
    const [written, name = '', bang = '', parenthesis] = match;
    if ((parenthesis === undefined && needsParenthesis) || !isKnown(name)) continue;
    const bearer = bearerBefore(text, match.index + 1);
    if (bearer === undefined) continue;
    const end = parenthesis === undefined ? '' : '()';
    const offset = match.index + written.lastIndexOf(name);
    yield { offset, text: `${bearer.text}.${name}${bang}${end}`, receiver: bearer.name, name };
  }
}

const vehicleName = /vehicle|batch|^(?:car|tesla)$|(?:_car|Car)$/i;
const vehicleVariable =
  /(?<!\w)(\w{1,60})\s{0,9}:?=\s{0,9}(?:await\s{1,9})?(?:new\s{1,9})?(?:\w{1,60}(?:\.|::))?(?:Vehicle|NewVehicle)(?:\.new)?\s*\(/g;

/** @returns what tells the vehicles of a text from other receivers: their name, or what they were made by. */
export function vehiclesOf(text: string): (receiver: string) => boolean {
  const variables = new Set([...text.matchAll(vehicleVariable)].map((match) => match[1]));
  return (receiver) => variables.has(receiver) || vehicleName.test(receiver);
}
