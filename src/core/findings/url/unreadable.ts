/** Why a value stands for nothing. */
export type UnreadableReason = 'unset' | 'placeholder' | 'printed' | 'encoded-twice';

/** What languages print for a variable without a value. */
const unset = /^(?:undefined|null|none|nil|nan|\(null\)|<nil>|<null>|\[object \w+\])$/i;
/** An address that was put together with such a variable. */
const unsetAddress = /^(?:sc)?(?:undefined|null|None|nil)[:/]|\/\/(?:undefined|null|None|nil)(?:[:/]|$)/;

const placeholders: readonly RegExp[] = [
  /\$\{[^}]{0,200}(?:\}|$)|\{\{[^}]{0,200}\}|#\{[^}]{0,200}\}|<[%?]/,
  /^[:$]?\{[\w.-]{1,100}\}$|^:[A-Za-z_]\w*$/,
  /<[A-Za-z][\w .-]{0,100}>/,
  /^\$[A-Za-z_]\w*$|^%[A-Z_]{2,100}%$|^(?:process\.env\.|import\.meta\.env\.|ENV\[)/,
  /^(?:your|insert|replace|enter|change)[_ -]?(?:\w|$)/i,
  /^\[?(?:your|insert|replace)[_ -]/i,
  /(?:^|[/.:_])YOUR_[A-Z]/,
  /^(?:x{4,}|\.{3,}|…|todo|tbd)$/i,
  // Names in brackets, underscores or capitals, of resources and of settings; formats; ids of one digit throughout.
  /^\[[A-Za-z][\w .-]{1,60}\]$|^__\w{2,60}__$|^@string\/|^(?:BuildConfig|Config|settings|env)\.[A-Za-z]/,
  /^%(?:\d\$)?[sd@]$|^%![a-z]?\(/,
  /^(?:x{8}-(?:x{4}-){3}x{12}|0{8}-(?:0{4}-){3}0{12})$/i,
  /^(?:smartcar[_-]?|my[_-]?)?(?:client|application|app)[_-]?id$|^[a-z]{2,20}[_-]?redirect[_-]?ur[il]$/i,
];

/** What a language prints in place of the text that it wraps: Swift and Java, Rust and Scala, Python. */
const printed = /^(?:Optional[([]|Some\(|b["'])/;

/** Values that may hold anything: text that Connect hands back, and addresses with a query of their own. */
const freeText: ReadonlySet<string> = new Set(['state', 'external_id', 'user']);

/** @returns why a decoded value stands for nothing, or `undefined` for one that can be judged. */
export function unreadableReason(name: string, value: string): UnreadableReason | undefined {
  if (isUnset(name, value)) return 'unset';
  if (placeholders.some((pattern) => pattern.test(value))) return 'placeholder';
  if (printed.test(value)) return 'printed';
  return isEncodedTwice(name, value) ? 'encoded-twice' : undefined;
}

function isUnset(name: string, value: string): boolean {
  // The response type "none" is one of Connect's own.
  if (unset.test(value)) return name !== 'response_type' || !/^none$/i.test(value);
  if (/_(?:uri|url)$/.test(name)) return unsetAddress.test(value);
  return name === 'scope' && value.split(/[\s,]+/).some((word) => /^(?:undefined|null)$/.test(word));
}

/** An encoding that is left after decoding once. An address may carry a query whose own values are encoded. */
function isEncodedTwice(name: string, value: string): boolean {
  if (freeText.has(name)) return false;
  return /_(?:uri|url)$/.test(name) ? /^[a-z][a-z0-9+.-]{0,40}%3A/i.test(value) : /%[0-9A-F]{2}/i.test(value);
}

/** @returns true for a parameter that Connect hands back as it is, whatever stands in it. */
export function isPassedThrough(name: string): boolean {
  return freeText.has(name);
}
