import { enumerate } from '../text/enumerate.ts';
import type { NextStep } from '../document.ts';
import { formatScope, type AskedPermission } from '../permissions/scope.ts';
import { commandLine } from '../text/shell.ts';
import type { AuthorizedVehicle } from './authorization.ts';
import type { Callback } from './callback.ts';
import type { Verdict } from '../permissions/verdict.ts';

/** What the next command must repeat to speak of the same application. */
export interface NextContext {
  /** Flags such as `--client-id ID` or `--sandbox`, as words. */
  readonly flags: readonly string[];
  /** Flags that `authorize` alone takes, such as `--redirect-uri URI`. */
  readonly connectFlags: readonly string[];
  readonly asked?: readonly AskedPermission[] | undefined;
  /** Nobody could read the grant for want of credentials. */
  readonly lacksCredentials: boolean;
  /** The owner passed every screen up to the one that wants the virtual key, and left there. */
  readonly isLeftAtKeyPage?: boolean | undefined;
}

/** How an attempt to connect ended. */
interface Concluded {
  readonly verdict: Verdict;
  readonly callback: Callback;
  readonly vehicles: readonly AuthorizedVehicle[];
}

/** The way on from a verdict: the next command ready to paste, the link for the owner. */
export function nextSteps({ verdict, callback, vehicles }: Concluded, context: NextContext): readonly NextStep[] {
  return [
    ...repairSteps(verdict, context),
    ...keySteps(callback, vehicles),
    ...(verdict.verdict === 'unverified' && context.lacksCredentials ? [verifyStep(context)] : []),
  ];
}

function keySteps({ virtualKeyUrl }: Callback, vehicles: readonly AuthorizedVehicle[]): readonly NextStep[] {
  const isDone =
    vehicles.length > 0 && vehicles.every(({ virtualKey }) => virtualKey === 'paired' || virtualKey === 'not-needed');
  if (virtualKeyUrl === null || isDone || !isKeyLink(virtualKeyUrl)) return [];
  const open = vehicles.filter(({ virtualKey }) => virtualKey === 'missing');
  const cars = open.length === 0 ? 'every car that needs one' : enumerate(open.map(describeCar));
  const isDriver = vehicles.some(({ role }) => role === 'driver');
  const who = isDriver ? "The connected account is a driver's. Let the owner of the car" : 'Let the owner';
  return [
    {
      url: virtualKeyUrl,
      why: `${who} open this link on the phone that is their key, and add the virtual key to ${cars}. Commands fail until then.`,
    },
  ];
}

/** The key is added on an https page of tesla.com; any other link is shown with a warning, and handed to no owner. */
export function isKeyLink(virtualKeyUrl: string): boolean {
  if (!URL.canParse(virtualKeyUrl)) return false;
  const { protocol, hostname, username, password } = new URL(virtualKeyUrl);
  const isTesla = hostname === 'tesla.com' || hostname.endsWith('.tesla.com');
  return protocol === 'https:' && isTesla && username === '' && password === '';
}

function describeCar({ make, model, year, id }: AuthorizedVehicle): string {
  const name = [make, model, year].filter((part) => part !== null).join(' ');
  return name === '' ? `the car ${id}` : `the ${name}`;
}

/** A repair names everything that is asked: nothing is ticked in a new round, and what it does not name can get lost. */
function repairSteps(verdict: Verdict, context: NextContext): readonly NextStep[] {
  const { permissions } = verdict;
  const isLacking = permissions.some(({ granted, reason }) => granted === false && reason === 'box-not-ticked');
  const isUnticked = permissions.some(({ reason }) => reason === 'owner-unticked');
  const boxes = enumerate(verdict.missingBoxes);
  const steps: NextStep[] = [];
  if (verdict.verdict === 'incomplete' && isLacking) {
    steps.push({
      command: command(['revoke', '--make', 'TESLA'], permissions, context),
      why: `Send the owner back to Tesla to tick ${boxes} as well.`,
    });
  }
  if (verdict.verdict === 'incomplete' && isUnticked) {
    const required = permissions.map(({ name, required: isRequired, reason }) => ({
      name,
      required: isRequired || reason === 'owner-unticked',
    }));
    steps.push({
      command: authorizeAgain(['--approval-prompt', 'force'], required, context),
      why: "The owner unticked some on Smartcar's own screen: explain why they are needed, or require them.",
    });
  }
  if (verdict.verdict === 'denied') {
    steps.push({ command: authorizeAgain([], context.asked ?? [], context), why: whyAgain(boxes, context) });
  }
  return steps;
}

function whyAgain(boxes: string, { isLeftAtKeyPage }: NextContext): string {
  if (isLeftAtKeyPage === true) return 'Once the key can be added: let the owner go through Connect again.';
  return boxes === ''
    ? 'Explain what the permissions are for, and let the owner start again.'
    : `Start again; ask the owner to press Select All, or at least to tick ${boxes}.`;
}

function verifyStep(context: NextContext): NextStep {
  return {
    command: 'connect-cli init',
    why: `Store the application's secret; then \`${authorizeAgain([], context.asked ?? [], context)}\` reads back what was granted.`,
  };
}

function authorizeAgain(options: readonly string[], asked: readonly AskedPermission[], context: NextContext): string {
  return command(['authorize', ...options, ...context.connectFlags], asked, context);
}

function command(words: readonly string[], asked: readonly AskedPermission[], context: NextContext): string {
  const scope = asked.length === 0 ? [] : ['--scope', formatScope(asked)];
  return commandLine(['connect-cli', ...words, ...scope, ...context.flags]);
}
