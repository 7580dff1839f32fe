/** A call of a method, as the usual languages write it. */
export interface MethodCall {
  readonly offset: number;
  /** `vehicle.lock()`, without what is handed over. */
  readonly text: string;
  /** What stands before the method: a name, the last one of several. */
  readonly receiver: string;
  readonly name: string;
}

/** In `this.vehicle.lock()` the middle name is a member first and a receiver then: the look-ahead leaves it for both. */
const methodCall = /(?<!\w)(\w{1,60})(?:\(\))?!?\s{0,99}(?:\?\.|&\.|\.|->)(?=\s*([A-Za-z_]{1,40})(!?)(\s{0,9}\()?)/g;

/** @returns every call of a method. Ruby alone calls without parentheses. */
export function* methodCalls(file: string, text: string): Generator<MethodCall> {
  const needsParenthesis = !file.endsWith('.rb');
  for (const match of text.matchAll(methodCall)) {
    const [before, receiver = '', name = '', bang = '', parenthesis] = match;
    if (parenthesis === undefined && needsParenthesis) continue;
    const end = parenthesis === undefined ? '' : '()';
    yield { offset: match.index, text: `${before}${name}${bang}${end}`, receiver, name };
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
