import type { NextStep } from '../../document.ts';
import { formatScope, type AskedPermission } from '../../permissions/scope.ts';
import { quoteWord } from '../../text/shell.ts';
import type { Repair } from '../knowledge/entry.ts';

/** What is known of the case at hand; it goes into the commands. */
export interface RepairCase {
  /** The permissions that are concerned. */
  readonly permissions: readonly AskedPermission[];
  readonly vehicleId?: string | undefined;
  /** Domain of the virtual key that the text names. */
  readonly domain?: string | undefined;
  /** Base URL of the Fleet API that the text names. */
  readonly baseUrl?: string | undefined;
  /** Set when another table than the default one is in use. */
  readonly edition?: string | undefined;
}

/** Repairs that lead to Tesla, its boxes or its key. */
export const teslaRepairs: ReadonlySet<Repair> = new Set([
  'explain-scopes',
  'revoke',
  'guide-consent',
  'guide-key',
  'virtual-key-needed',
  'virtual-key-show',
]);

type Build = (repairCase: RepairCase) => NextStep;

function scopeFlag(permissions: readonly AskedPermission[]): string {
  return permissions.length === 0 ? '' : ` --scope "${formatScope(permissions)}"`;
}

function names(permissions: readonly AskedPermission[]): string {
  return permissions.map(({ name }) => ` ${name}`).join('');
}

/** Only the permissions at hand are known here, and a link replaces what was granted before. */
function restOfScope(permissions: readonly AskedPermission[]): string {
  return permissions.length === 0 ? '' : ' Add whatever else the app needs to the scope.';
}

function fixed(step: NextStep): Build {
  return () => step;
}

const builders: Readonly<Record<Repair, Build>> = {
  authorize: ({ permissions }) => ({
    command: `connect-cli authorize${scopeFlag(permissions)}`,
    why: 'Run Connect again.',
  }),
  'authorize-required': ({ permissions }) => ({
    command: `connect-cli authorize${scopeFlag(permissions.map(({ name }) => ({ name, required: true })))}`,
    why: `Then run Connect again; a required permission cannot be unticked on the screen of Smartcar.${restOfScope(permissions)}`,
  }),
  'authorize-texture': fixed({
    command: 'connect-cli authorize --provider texture',
    why: 'Run Texture Connect again.',
  }),
  'base-url': ({ baseUrl }) => ({
    url: baseUrl ?? 'https://developer.tesla.com/docs/fleet-api/getting-started/base-urls',
    why: baseUrl === undefined ? 'The base URL of each region.' : 'The base URL that the message names.',
  }),
  dashboard: fixed({ url: 'https://dashboard.smartcar.com', why: 'The settings and the plan of the application.' }),
  diagnose: ({ vehicleId }) => ({
    command: `connect-cli diagnose ${vehicleId === undefined ? '--all' : `--vehicle ${quoteWord(vehicleId)}`}`,
    why: 'Read the live connection and see what is wrong with it.',
  }),
  'explain-scopes': ({ permissions, edition }) => ({
    command: `connect-cli explain-scopes${names(permissions)}${edition === undefined ? '' : ` --edition ${edition}`}`,
    why: 'See which Tesla boxes must be ticked.',
  }),
  'guide-consent': fixed({
    command: 'connect-cli guide consent',
    why: 'A page for the owner with the boxes to tick.',
  }),
  'guide-key': ({ domain }) => ({
    command: `connect-cli virtual-key show --domain ${domain === undefined ? '<domain of the key>' : quoteWord(domain)}`,
    why: 'The link, the QR code and the steps for the owner; the domain is that of whoever owns the key.',
  }),
  init: fixed({ command: 'connect-cli init', why: 'Set the ids and secrets of the application.' }),
  'migration-status': ({ vehicleId }) => ({
    command: `connect-cli migration-status${vehicleId === undefined ? '' : ` ${quoteWord(vehicleId)}`}`,
    why: 'See which cars still have to be connected anew.',
  }),
  revoke: ({ permissions }) => ({
    command: `connect-cli revoke --make TESLA${scopeFlag(permissions)}`,
    why: `Give the owner the link that revokes the access at Tesla and asks for the boxes again.${restOfScope(permissions)}`,
  }),
  'revoke-texture': fixed({
    command: 'connect-cli revoke --provider texture',
    why: "How the owner changes Texture's access at Tesla.",
  }),
  support: fixed({ url: 'mailto:support@smartcar.com', why: 'Write to the support of Smartcar, with the request id.' }),
  'tesla-portal': fixed({
    url: 'https://developer.tesla.com/dashboard',
    why: "The app's settings in the developer portal of Tesla.",
  }),
  'token-refresh': fixed({ command: 'connect-cli token refresh', why: 'Get a new access token.' }),
  'url-lint': fixed({
    command: 'connect-cli url lint "<the Connect URL>"',
    why: 'Check the Connect URL that was used.',
  }),
  vehicles: fixed({ command: 'connect-cli vehicles', why: 'List the vehicles that are connected.' }),
  'virtual-key-check': ({ domain }) => ({
    command: `connect-cli virtual-key check ${domain === undefined ? '<domain>' : quoteWord(domain)}`,
    why: 'Check that the hosted public key can be fetched and is the right one.',
  }),
  'virtual-key-keygen': fixed({
    command: 'connect-cli virtual-key keygen',
    why: 'Make a key pair of its own for this app.',
  }),
  'virtual-key-needed': fixed({
    command: 'connect-cli virtual-key needed <VIN>',
    why: 'Find out whether this car needs a virtual key.',
  }),
  'virtual-key-show': fixed({
    command: 'connect-cli virtual-key show',
    why: 'The link, the QR code and the steps for the owner.',
  }),
  'virtual-key-show-domain': ({ domain }) => ({
    command: `connect-cli virtual-key show --domain ${domain === undefined ? '<domain of the key>' : quoteWord(domain)}`,
    why: 'The link, the QR code and the steps for the owner; the domain is that of whoever signs the commands.',
  }),
  'virtual-key-show-texture': fixed({
    command: 'connect-cli virtual-key show --provider texture',
    why: "Where the command went through Texture: the link, the QR code and the steps for the owner to add Texture's key.",
  }),
  'webhook-verify': fixed({
    command: 'connect-cli webhook verify <file of the body> --headers <file of the headers>',
    why: 'Tell which of the usual faults a signature has.',
  }),
};

/** @returns the step as a command or address, with what is known of the case in it. */
export function buildRepair(repair: Repair, repairCase: RepairCase): NextStep {
  return builders[repair](repairCase);
}
