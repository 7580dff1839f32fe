import { json, redirect, segments, type SandboxRequest, type SandboxResponse } from '../../http/message.ts';
import { sessionUrl } from '../../state/session-url.ts';
import { newSession } from '../../flows/start.ts';
import { keepRun } from '../../state/runs.ts';
import type { SandboxState } from '../../state/state.ts';
import type { TextureCommand } from '../../state/texture.ts';
import { parseBody, type JsonBody } from '../call/body.ts';
import { throughFaults } from '../call/faults.ts';
import { ownValue } from '../../../core/text/keys.ts';
import { describeDevice, devicesOf, type Caller } from './devices.ts';
import { failureOf, prepareCommand } from './commands.ts';

/**
 * Answers Texture's API. Paths, header, devices, commands and a command's `reason` are published; the envelope of
 * lists, the answer that holds the link and the form of errors are the sandbox's own.
 */
export function answerTexture(state: SandboxState, request: SandboxRequest): SandboxResponse {
  const call = { state, request, requestId: state.ids.uuid(), at: state.now() };
  return throughFaults(
    call,
    () => undefined,
    (ordered) =>
      ordered === undefined ? answer(state, request) : refuse(ordered.error.status, ordered.error.description),
  );
}

function answer(state: SandboxState, request: SandboxRequest): SandboxResponse {
  const caller = findCaller(state, request.headers['texture-api-key'] ?? '');
  if (caller === undefined) return refuse(401, 'The Texture-Api-Key is missing or unknown.');
  const parts = segments(request.path);
  const [first, ...rest] = parts[0] === 'v1' ? parts.slice(1) : parts;
  const route = `${request.method} ${first ?? ''}`;
  if (route === 'POST connections' && rest.length === 0) return createLink(state, request, caller);
  if (caller.kind === 'connect') return refuse(403, 'A Connect key only makes links.');
  if (route === 'GET devices') return answerDevices(state, caller, rest);
  if (route === 'POST commands') return sendCommand(state, caller, { name: rest.join('/'), text: request.body });
  if (route === 'GET commands' && rest.length === 1) return answerCommand(state, caller, rest[0] ?? '');
  return refuse(404, 'There is no such path.');
}

function refuse(status: number, message: string): SandboxResponse {
  return json(status, { statusCode: status, message }, { decision: `${status}: ${message}` });
}

function findCaller(state: SandboxState, key: string): Caller | undefined {
  if (key === '') return undefined;
  const scoped = state.scopedKeys.get(key);
  const owner = scoped && state.applications.get(scoped.applicationId);
  if (scoped !== undefined && owner !== undefined)
    return { application: owner, kind: 'scoped', accountId: scoped.accountId };
  for (const application of state.applications.values()) {
    if (application.provider !== 'texture') continue;
    if (application.textureServerKey === key) return { application, kind: 'server' };
    if (application.textureConnectKey === key) return { application, kind: 'connect' };
  }
  return undefined;
}

/** `POST /v1/connections`: makes the link that the owner opens. It is the only address in the answer. */
function createLink(state: SandboxState, request: SandboxRequest, caller: Caller): SandboxResponse {
  if (caller.kind === 'scoped') return refuse(403, "A scoped key reaches one customer's devices only.");
  const body = parseBody(request.body);
  const redirectUrl = body?.['redirectUrl'];
  if (body === undefined || typeof redirectUrl !== 'string' || !URL.canParse(redirectUrl))
    return refuse(400, 'redirectUrl must be an address.');
  const id = state.ids.uuid();
  const customerId = text(body, 'customerId') ?? state.ids.uuid();
  const referenceId = text(body, 'referenceId');
  state.textureLinks.set(id, {
    id,
    applicationId: caller.application.id,
    customerId,
    redirectUrl,
    referenceId,
  });
  return json(
    201,
    {
      id,
      link: `${state.settings.origin}/texture/connect/${id}`,
      customerId,
      referenceId,
    },
    { decision: '201: link made' },
  );
}

function text(body: JsonBody, field: string): string | undefined {
  const value = ownValue(body, field);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** `GET /texture/connect/{link}`: the owner opens the link and stands on Tesla's sign-in page. */
export function openTextureLink(state: SandboxState, request: SandboxRequest): SandboxResponse {
  const link = state.textureLinks.get(segments(request.path)[2] ?? '');
  const application = link && state.applications.get(link.applicationId);
  if (link === undefined || application === undefined) return refuse(404, 'This link is not known here.');
  const session = newSession(state, application, {
    kind: 'texture',
    responseType: 'none',
    redirectUri: link.redirectUrl,
    asked: [],
    make: 'TESLA',
    customerId: link.customerId,
    externalId: link.referenceId,
    page: 'tesla-sign-in',
  });
  keepRun(state, session);
  return redirect(sessionUrl(session), { decision: 'Texture link opened' });
}

function answerDevices(state: SandboxState, caller: Caller, rest: readonly string[]): SandboxResponse {
  const devices = devicesOf(state, caller);
  const [id, sub] = rest;
  if (id === undefined)
    return json(
      200,
      { data: devices.map((one) => describeDevice(state, one)) },
      { decision: `200: ${devices.length} devices` },
    );
  const device = devices.find((one) => one.id === id);
  if (device === undefined) return refuse(404, 'There is no such device, or its owner did not allow it.');
  if (sub === undefined) return json(200, describeDevice(state, device), { decision: '200: device' });
  if (sub !== 'commands' || rest.length > 2) return refuse(404, 'There is no such path.');
  const commands = [...state.textureCommands.values()].filter((one) => one.deviceId === id);
  return json(200, { data: commands.map(describeCommand) }, { decision: `200: ${commands.length} commands` });
}

/** `POST /v1/commands/{type}/…`: taken at once, its end is told by `GET /v1/commands/{id}`. */
function sendCommand(
  state: SandboxState,
  caller: Caller,
  { name, text }: { readonly name: string; readonly text: string },
): SandboxResponse {
  const body = parseBody(text);
  const device = devicesOf(state, caller).find(({ id }) => id === body?.['deviceId']);
  const prepared = prepareCommand(name, body?.['input']);
  if (!prepared.ok) return refuse(prepared.status, prepared.message);
  if (device === undefined) return refuse(404, 'There is no such device, or its owner did not allow it.');
  if (device.type !== prepared.type) return refuse(400, `The command "${name}" is not for a ${device.type}.`);
  const reason = failureOf(state, { device, command: prepared, keyDomain: caller.application.virtualKeyDomain });
  const command: TextureCommand = {
    id: state.ids.uuid(),
    applicationId: caller.application.id,
    deviceId: device.id,
    name,
    status: reason === undefined ? 'success' : 'failed',
    reason,
    createdAt: state.now(),
  };
  state.textureCommands.set(command.id, command);
  return json(202, { ...describeFields(command), status: 'pending' }, { decision: `202: ${reason ?? 'will succeed'}` });
}

function answerCommand(state: SandboxState, caller: Caller, id: string): SandboxResponse {
  const command = state.textureCommands.get(id);
  const isTheirs =
    command !== undefined && devicesOf(state, caller).some(({ id: deviceId }) => deviceId === command.deviceId);
  return isTheirs
    ? json(200, describeCommand(command), { decision: `200: command ${command.status}` })
    : refuse(404, 'There is no such command.');
}

function describeFields({ id, deviceId, name, createdAt }: TextureCommand): Readonly<Record<string, unknown>> {
  return { id, deviceId, command: name, createdAt: new Date(createdAt).toISOString() };
}

function describeCommand(command: TextureCommand): unknown {
  const { status, reason } = command;
  return { ...describeFields(command), status, reason };
}
