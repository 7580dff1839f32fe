import type { PhraseEntry } from '../entry.ts';
import { faultPhrases } from './fault-names.ts';
import { commandCode, commandRepository, keyPage, ownerAddsKey, report } from './sources.ts';

/** One fault of the command protocol, without what all of them share. */
interface Fault {
  readonly phrases: readonly string[];
  readonly weak?: readonly string[] | undefined;
  readonly cause: string;
  readonly fix: string;
  readonly owner?: string | undefined;
}

const code = { docs: commandRepository, source: commandCode } as const;

/** A fault that concerns whoever wrote the client: the session, the signature, the form of the message. */
function clientFault({ phrases, weak, cause, fix }: Fault): PhraseEntry {
  return { phrases, weak, cause, who: 'developer', fix, next: [], ...code };
}

/** A fault of the key on the car: the owner's to mend, with the key of whoever signs. */
function keyFault({ phrases, cause, fix, owner = ownerAddsKey }: Fault): PhraseEntry {
  return {
    phrases,
    cause,
    who: 'owner',
    owner,
    fix,
    next: ['virtual-key-show-domain', 'virtual-key-check'],
    docs: keyPage,
    source: commandCode,
  };
}

const retry = 'Try again; Tesla’s own SDK does so by itself.';
const renew =
  'Take the session information of the answer and send the command again; Tesla’s own SDK does so by itself. Check that the clock of the machine is right.';

/** `MessageFault_E` and the faults of the keychain in Tesla's vehicle command protocol, with the words that clients print for them. */
export const teslaProtocolErrors = {
  public_key_not_paired: {
    ...keyFault({
      phrases: [
        ...faultPhrases({
          message: 'unknown_key_id',
          signed: 'not_on_whitelist',
          whitelist: 'public_key_not_on_whitelist',
        }),
        'session_info_status_key_not_on_whitelist',
        'your public key has not been paired with the vehicle',
        'public key has not been paired',
        'unknown key id',
        'unknown_key_id',
        'key_not_on_whitelist',
        'not on whitelist fault',
        'not_on_whitelist',
        'public_key_not_on_whitelist',
        'vehicle did not recognize the key used to authorize command',
      ],
      cause:
        'The command was signed, but the car does not know the key that signed it: the key was never added to this car, it was deleted on its Locks screen, or the app signs with another private key than the one whose public half was added.',
      fix: 'Add the key of whoever signs the commands (your own Tesla app, or your provider) to this car. If it is there already, compare the private key of the signing proxy with the hosted public key.',
    }),
    status: 500,
  },
  inactive_key: keyFault({
    phrases: [
      ...faultPhrases({ message: 'inactive_key' }),
      'inactive_key',
      'key used to authorize command has been disabled',
    ],
    cause: 'The key is on the car, but it is inactive: it was disabled there.',
    fix: "Have the owner remove the key on the car's Locks screen and add it again by its link.",
    owner:
      "On the car's screen open Controls > Locks, remove the key of the app, then open its virtual key link again and approve it.",
  }),
  insufficient_privileges: {
    ...keyFault({
      phrases: [
        ...faultPhrases({ message: 'insufficient_privileges', generic: 'unauthorized' }),
        'insufficient_privileges',
        'user is not authorized to execute command',
      ],
      cause:
        'The car knows the key, but its role may not do this (a driver’s or a charging manager’s key, for example), or the state of the car forbids it to this key.',
      fix: 'Add the key by its virtual key link, which gives it the role of an app; a role that was chosen at pairing by Bluetooth may be too small for the command.',
    }),
  },
  keychain_full: keyFault({
    phrases: [
      ...faultPhrases({
        message: 'keychain_is_full',
        whitelist: 'whitelist_full keyfob_slots_full keychain_while_fs_full',
      }),
      'whitelist is full',
      'keyfob slots are full',
      'keychain_is_full',
      'keychain is full',
      'keychain full',
      'whitelist_full',
      'keyfob_slots_full',
      'keychain_while_fs_full',
    ],
    cause: 'The car holds as many keys as it can (20).',
    fix: 'Ask the owner to delete an unused key, then to add yours.',
    owner: "Delete a key that you no longer use on the car's Locks screen, then add the new one.",
  }),
  key_already_on_car: {
    phrases: [
      ...faultPhrases({ whitelist: 'attempting_to_add_key_that_is_already_on_the_whitelist' }),
      'whitelistoperationattemptingtoaddexistingkey',
      'attempting_to_add_key_that_is_already_on_the_whitelist',
    ],
    cause: 'The key is on the car already.',
    who: 'developer',
    fix: 'Treat it as done.',
    next: [],
    ...code,
  },
  key_not_allowed: keyFault({
    phrases: [
      ...faultPhrases({
        whitelist:
          'no_permission_to_add no_permission_to_remove no_permission_to_change_permissions not_allowed_to_add_unless_on_reader fm_attempting_to_add_permanent_key local_entity_auth_failed_ui_denied local_entity_auth_failed_timed_out_waiting_for_tap local_entity_auth_failed_timed_out_waiting_for_ui_ack local_entity_auth_failed_cancelled local_entity_auth_failed_valet_mode no_permission_to_remove_oneself attempting_to_elevate_other_above_oneself attempting_to_demote_superior_to_oneself attempting_to_remove_own_permissions fm_modifying_outside_of_f_mode fm_attempting_to_remove_permanent_key attempting_to_add_key_without_role attempting_to_add_key_with_service_role non_service_key_attempting_to_add_service_tech service_key_attempting_to_add_service_tech_outside_service_mode could_not_start_local_entity_auth undocumented_error',
      }),
      'no permission to add to whitelist',
      'no permission to remove from whitelist',
      'attempting to elevate others above oneself',
      'local entity authentication failed',
      'could not start local entity authentication',
      'undocumented whitelist operation error',
      'whitelist operation failed',
      'no_permission_to_add',
      'not_allowed_to_add_unless_on_reader',
      'fm_attempting_to_add_permanent_key',
    ],
    cause:
      'The car refused to change its list of keys: whoever asked may not do it, or nobody confirmed it in the car with a key card.',
    fix: 'Have the owner add the key by its virtual key link with the owner account, or confirm in the car with a key card.',
  }),
  invalid_public_key: {
    phrases: [
      ...faultPhrases({ whitelist: 'invalid_public_key' }),
      'badparameter: invalid public key',
      'session info error: badparameter',
      'session info error * invalid public key',
    ],
    weak: ['invalid public key'],
    cause:
      'The handshake for signed commands failed over the public key: the key that the proxy signs with is not in the form that cars take (EC, prime256v1), or it is not the half that belongs to the hosted key.',
    who: 'developer',
    fix: 'Compare the private key of the proxy with the hosted public key, and check the hosted one.',
    docs: keyPage,
    next: ['virtual-key-check'],
    note: 'The cause is not established in the report.',
    source: report('https://github.com/llamafilm/tesla-http-proxy-addon/issues/135', '2024-07'),
  },
  vehicle_busy: clientFault({
    phrases: [
      ...faultPhrases({ message: 'busy internal' }),
      'most commonly encountered when the vehicle has not finished booting',
      'vehicle busy or finishing wake-up',
      'required vehicle subsystem is busy',
    ],
    cause: 'A system of the car is busy or has not finished waking up.',
    fix: retry,
  }),
  command_timeout: clientFault({
    phrases: [...faultPhrases({ message: 'timeout' }), 'vehicle subsystem did not respond'],
    weak: ['context deadline exceeded'],
    cause: 'A system of the car did not answer in time; the command may have been carried out all the same.',
    fix: 'Read the state of the car, then try again.',
  }),
  invalid_signature: clientFault({
    phrases: [
      ...faultPhrases({
        message: 'invalid_signature',
        signed: 'ecdsa_signature ecdsa_input aes_decrypt_auth signature_too_short',
      }),
      'command signature/mac is incorrect',
      'fault_ecdsa_signature',
    ],
    cause:
      'The car could not verify the signature of the command: the session of the client is out of date, or it signs wrongly.',
    fix: renew,
  }),
  session_out_of_date: clientFault({
    phrases: [
      ...faultPhrases({
        message:
          'invalid_token_or_counter incorrect_epoch time_expired time_to_live_too_long repeated_counter invalid_key_handle',
        signed: 'invalid_token token_and_counter_invalid incorrect_epoch time_expired',
      }),
      'session id mismatch use included session info',
      'command expired use included session info',
      'expiration time was too far in the future',
      'the vehicle has seen this counter value before',
      'the key handle is not valid',
      'session info reply failed authentication',
      'reused an already-seen counter',
      'remote public key changed unexpectedly',
      'command anti-replay counter has been used before',
      'received vehicle response with duplicate counter',
      'could not decrypt vehicle response without a session',
      'cannot send authenticated command before establishing a vehicle session',
    ],
    cause: 'The session between client and car is out of date: its counter, its epoch or its clock no longer fit.',
    fix: renew,
  }),
  malformed_command: clientFault({
    phrases: [
      ...faultPhrases({
        message:
          'invalid_domains invalid_command decoding bad_parameter iv_incorrect_length request_mtu_exceeded response_mtu_exceeded requires_response_encryption',
        signed: 'iv_incorrect_length iv_smaller_than_expected token_is_incorrect_length',
      }),
      'unrecognized command may indicate client error',
      'command was malformed or used a deprecated parameter',
      'initialization value length is incorrect',
      'a field that exceeds mtu',
      'response size exceeded mtu',
      'response requires encryption but encryption was not requested',
      'teslafleetmessagefaultfieldexceedsmtu',
      'teslafleetmessagefaultresponsesizeexceedsmtu',
      'should not be sent in plaintext',
      'command was malformed or addressed to an unrecognized vehicle system',
      'could not parse command',
    ],
    cause:
      'The car could not make sense of the command: the client sent it malformed, or the software of the car does not know it yet.',
    fix: 'Update the client (Tesla’s proxy or SDK); if it stays on one car, that car needs a software update.',
  }),
  wrong_vehicle: clientFault({
    phrases: [...faultPhrases({ message: 'wrong_personalization' }), 'command sent to wrong vin'],
    cause: 'The command was signed for another VIN than the car that received it.',
    fix: 'Use the VIN of the car in path and session.',
  }),
  vehicle_needs_service: {
    phrases: [
      ...faultPhrases({
        message: 'not_provisioned_with_identity could_not_hash_metadata',
        signed:
          'not_provisioned_with_identity could_not_hash_metadata could_not_retrieve_key could_not_retrieve_token local_entity_start local_entity_result unknown',
      }),
      'has not been provisioned with a vin',
      'vehicle responded with an unrecognized status code',
      'vehicle has responded with an error when sending a signed command',
    ],
    cause: 'The car reports a fault of its own; it may need service.',
    who: 'owner',
    owner:
      'Restart the screen of your car. If the app still cannot reach it, book a service appointment in the Tesla app.',
    fix: 'Ask the owner to restart the car; nothing that the app sends changes it.',
    next: [],
    ...code,
  },
  remote_access_disabled: {
    phrases: [...faultPhrases({ message: 'remote_access_disabled' }), 'vehicle owner has disabled mobile access'],
    cause: 'Mobile access is switched off in the car, so nothing reaches it from outside.',
    who: 'owner',
    owner: "On the car's screen open Controls > Safety and switch on Allow Mobile Access.",
    fix: 'Ask the owner to switch mobile access on in the car.',
    next: [],
    ...code,
  },
  service_access_disabled: clientFault({
    phrases: [
      ...faultPhrases({ message: 'remote_service_access_disabled' }),
      'command was authorized with a service key',
    ],
    cause: 'The command was signed with a service key, and this car does not allow remote service commands.',
    fix: 'Sign with the key of an app instead.',
  }),
  requires_account_credentials: clientFault({
    phrases: [
      ...faultPhrases({ message: 'command_requires_account_credentials' }),
      'not connected to fleet api',
      'command requires proof of tesla account credentials',
      'command requires a fleetapi oauth token',
    ],
    cause: 'This command needs proof of a Tesla account, which Bluetooth does not give.',
    fix: 'Send it through the Fleet API.',
  }),
  vehicle_not_connected: clientFault({
    phrases: [
      'vehicle not connected',
      'could_not_wake_buses',
      'could not wake buses',
      'could not determine vehicle state',
    ],
    cause: 'The car did not wake up for the command.',
    fix: 'Send wake_up first, wait until the car is online (up to a minute), then repeat the command.',
  }),
  no_private_key: clientFault({
    phrases: [
      'you must provide a private key',
      'client does not have a private key',
      'no private key available',
      'command requires a private key',
      'private key location not provided',
    ],
    cause: "Tesla's tool was started without the private key that signs the commands.",
    fix: 'Give the proxy or tesla-control its key file (-key-file or TESLA_KEY_FILE).',
  }),
  vin_expected: clientFault({
    phrases: ['expected 17-character vin in path', 'data must not be an empty byte string'],
    cause: 'The signing client was given an id, or nothing, in place of the VIN or of the car’s answer.',
    fix: 'Use the VIN in the path of signed commands, and update the client.',
  }),
} as const satisfies Record<string, PhraseEntry>;
