import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo, Server } from 'node:net';
import { onTestFinished } from 'vitest';
import type { Context } from '../../src/io/context.ts';
import { systemClock } from '../../src/io/clock.ts';
import { createHttpTransport } from '../../src/io/http/transport.ts';
import { createMachineTools } from '../../src/io/machine/node-machine-tools.ts';
import { createSmartcarClient } from '../../src/io/smartcar-api/api.ts';
import type { DoctorCheck, DoctorDocument } from '../../src/report/documents/doctor.ts';
import type { Home } from './home.ts';
import { rehearsal } from './rehearsal.ts';
import { runCli, type RunResult } from './run.ts';

/** The real edges over one home and these variables: what `doctor` looks at is there, and no browser is. */
export function patient(home: Home, env: Readonly<Record<string, string>> = {}): Partial<Context> {
  const parts = home.context(env);
  const { send } = createHttpTransport(parts.env);
  const host = {
    env: parts.env,
    platform: process.platform,
    pid: process.pid,
    execPath: process.execPath,
    version: process.version,
    kill: (pid: number, signal: 0) => process.kill(pid, signal),
    ...(process.getuid === undefined ? {} : { getuid: () => process.getuid?.() ?? 0 }),
  };
  return {
    ...rehearsal(),
    ...parts,
    http: send,
    smartcar: createSmartcarClient({ http: send, clock: systemClock }),
    machine: createMachineTools(host, '>=20.19'),
    openBrowser: async () => ({ opened: false, reason: 'BROWSER is "none"' }),
  };
}

/** What `doctor --json` said. */
export interface Diagnosed extends RunResult {
  readonly document: DoctorDocument;
  check(id: string): DoctorCheck;
}

export async function doctor(args: readonly string[], given: Partial<Context>): Promise<Diagnosed> {
  const result = await runCli(['doctor', '--json', ...args], given);
  const document = result.json<DoctorDocument & Record<string, unknown>>();
  return {
    ...result,
    document,
    check: (id) => {
      const found = document.checks.find((check) => check.id === id);
      if (found === undefined)
        throw new Error(`There is no check ${id} in ${document.checks.map((one) => one.id).join(', ')}`);
      return found;
    },
  };
}

/** @returns the port that a server got; it is closed when the test ends */
export async function listening(server: Server & { closeAllConnections?(): void }): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections?.();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

/** Every origin of Smartcar on one server of this machine. */
export async function originsAt(listener: RequestListener): Promise<Readonly<Record<string, string>>> {
  return originsOn(await listening(createServer(listener)));
}

export function originsOn(port: number): Readonly<Record<string, string>> {
  const origin = `http://127.0.0.1:${port}`;
  const names = ['CONNECT', 'AUTH', 'API', 'IAM', 'VEHICLE_API', 'MANAGEMENT_API'];
  return Object.fromEntries(names.map((name) => [`SMARTCAR_${name}_ORIGIN`, origin]));
}

/** @returns a port on which nobody listens */
export async function deadPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
