import type { Context, Output } from '../../src/io/context.ts';

/** A stream that keeps what was written. */
export interface Captured extends Output {
  text(): string;
}

/** @returns a captured stream; a pipe of 80 columns without colours unless told otherwise. */
export function captureOutput(
  as: Partial<Pick<Output, 'isTTY' | 'columns' | 'colorLevel' | 'unicode' | 'plain'>> = {},
): Captured {
  const chunks: string[] = [];
  return {
    isTTY: false,
    columns: 80,
    colorLevel: 0,
    unicode: true,
    plain: false,
    ...as,
    write: (text) => void chunks.push(text),
    async writeSoon(text) {
      this.write(text);
    },
    text: () => chunks.join(''),
  };
}

function refuse(effect: string): never {
  throw new Error(`The test did not provide the effect "${effect}".`);
}

/** Every effect that is not given throws, so that a test sees what it did not expect. */
export function createTestContext(
  given: Partial<Context> = {},
): Context & { readonly stdout: Captured; readonly stderr: Captured } {
  const stdout = captureOutput();
  const stderr = captureOutput();
  const effects: Context = {
    env: {},
    cwd: '/nowhere',
    platform: 'linux',
    stdin: { isTTY: false, readAll: () => refuse('stdin.readAll'), lines: () => refuse('stdin.lines') },
    stdout,
    stderr,
    http: () => refuse('http'),
    openBrowser: () => refuse('openBrowser'),
    runProgram: () => refuse('runProgram'),
    prompts: {
      input: () => refuse('prompts.input'),
      password: () => refuse('prompts.password'),
      confirm: () => refuse('prompts.confirm'),
      select: () => refuse('prompts.select'),
      checkbox: () => refuse('prompts.checkbox'),
      paste: () => refuse('prompts.paste'),
    },
    clock: { now: () => refuse('clock.now'), sleep: () => refuse('clock.sleep') },
    random: { token: () => refuse('random.token'), uuid: () => refuse('random.uuid') },
    files: {
      readText: () => refuse('files.readText'),
      writeAtomic: () => refuse('files.writeAtomic'),
      exists: () => refuse('files.exists'),
      remove: () => refuse('files.remove'),
      claim: () => refuse('files.claim'),
    },
    rows: {
      expectMany: () => refuse('rows.expectMany'),
      read: () => refuse('rows.read'),
      create: () => refuse('rows.create'),
      identify: () => refuse('rows.identify'),
      reopen: () => refuse('rows.reopen'),
      createFolder: () => refuse('rows.createFolder'),
      group: () => refuse('rows.group'),
    },
    stateKeys: { readFile: () => refuse('stateKeys.readFile'), create: () => refuse('stateKeys.create') },
    sourceTree: { walk: () => refuse('sourceTree.walk') },
    keys: {
      probeHost: () => refuse('keys.probeHost'),
      readPublicKey: () => refuse('keys.readPublicKey'),
      createPair: () => refuse('keys.createPair'),
    },
    images: { rasterize: () => refuse('images.rasterize') },
    listenLoopback: () => refuse('listenLoopback'),
    sandbox: {
      start: () => refuse('sandbox.start'),
      attach: () => refuse('sandbox.attach'),
      scenarios: () => refuse('sandbox.scenarios'),
    },
    credentials: {
      describe: () => refuse('credentials.describe'),
      readSecret: () => refuse('credentials.readSecret'),
      writeSecret: () => refuse('credentials.writeSecret'),
      removeSecret: () => refuse('credentials.removeSecret'),
      readTokens: () => refuse('credentials.readTokens'),
      writeTokens: () => refuse('credentials.writeTokens'),
      removeTokens: () => refuse('credentials.removeTokens'),
      listTokens: () => refuse('credentials.listTokens'),
      exclusively: () => refuse('credentials.exclusively'),
      prepare: () => refuse('credentials.prepare'),
    },
    smartcar: () => refuse('smartcar'),
    attempts: {
      save: () => refuse('attempts.save'),
      read: () => refuse('attempts.read'),
      take: () => refuse('attempts.take'),
    },
    profiles: {
      path: '/nowhere/profiles.json',
      // An empty HOME is what most tests mean: no profile is active.
      active: async () => undefined,
      project: async () => undefined,
      newProjectPath: () => refuse('profiles.newProjectPath'),
      list: async () => [],
      save: () => refuse('profiles.save'),
      use: () => refuse('profiles.use'),
      remove: () => refuse('profiles.remove'),
    },
    webhooks: {
      readBody: () => refuse('webhooks.readBody'),
      createSigner: () => refuse('webhooks.createSigner'),
      listen: () => refuse('webhooks.listen'),
      resolveTarget: () => refuse('webhooks.resolveTarget'),
      send: () => refuse('webhooks.send'),
      openDeliveries: () => refuse('webhooks.openDeliveries'),
    },
    schemas: { read: () => refuse('schemas.read') },
    machine: {
      node: () => refuse('machine.node'),
      // A plain machine is what most tests mean.
      signs: async () => ({ isContainer: false, kernel: '' }),
      lookUpLocalhost: () => refuse('machine.lookUpLocalhost'),
      portOwner: () => refuse('machine.portOwner'),
      probeKeychain: () => refuse('machine.probeKeychain'),
      inspectStore: () => refuse('machine.inspectStore'),
      closeToOthers: () => refuse('machine.closeToOthers'),
      removeLeftovers: () => refuse('machine.removeLeftovers'),
      proxyFor: () => refuse('machine.proxyFor'),
      askProxy: () => refuse('machine.askProxy'),
      readAuthorities: () => refuse('machine.readAuthorities'),
      copyText: () => refuse('machine.copyText'),
    },
    signal: new AbortController().signal,
    allowGrace: () => {},
  };
  return { ...effects, stdout, stderr, ...given } as Context & { readonly stdout: Captured; readonly stderr: Captured };
}
