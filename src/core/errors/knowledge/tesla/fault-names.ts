/** Names of faults, separated by blanks and without the name of their enumeration, by that enumeration. */
export interface FaultNames {
  /** `MessageFault_E` of Tesla's protocol. */
  readonly message?: string | undefined;
  /** `SignedMessage_information_E`, its faults. */
  readonly signed?: string | undefined;
  /** `WhitelistOperation_information_E`: a change of the list of keys. */
  readonly whitelist?: string | undefined;
  /** `GenericError_E` of the car. */
  readonly generic?: string | undefined;
}

/** Shorter sentences are too common in prose. */
const tellingWords = 5;

/**
 * @returns the phrases by which these faults are known: as the protocol names them, and as python-tesla-fleet-api names
 *   its exceptions and words their messages after them.
 */
export function faultPhrases({
  message = '',
  signed = '',
  whitelist = '',
  generic = '',
}: FaultNames): readonly string[] {
  return [
    ...names(message).flatMap((name) => [`messagefault_error_${name}`, `teslafleetmessagefault${joined(name)}`]),
    ...names(signed).flatMap((name) => [
      `signedmessage_information_fault_${name}`,
      `signedmessageinformationfault${joined(name)}`,
      `${joined(name)}fault`,
      `${spoken(name)} fault on signed command`,
    ]),
    ...names(whitelist).flatMap((name) => [
      `whitelistoperation_information_${name}`,
      `whitelistoperation${joined(name)}`,
      ...(name.split('_').length < tellingWords ? [] : [spoken(name)]),
    ]),
    ...names(generic).map((name) => `genericerror_${name}`),
  ];
}

function names(list: string): readonly string[] {
  return list === '' ? [] : list.split(' ');
}

function joined(name: string): string {
  return name.replaceAll('_', '');
}

function spoken(name: string): string {
  return name.replaceAll('_', ' ');
}
