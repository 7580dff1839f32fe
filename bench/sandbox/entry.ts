// What the benchmark bundles: the sandbox behind its own server, nothing of the command line.
export { createSandboxCore } from '../../src/sandbox/sandbox.ts';
export { serveSandbox } from '../../src/sandbox/http/serve.ts';
