import { json, type SandboxRoute } from '../http/message.ts';
import type { SandboxCore } from './sandbox-core.ts';
import type { createControlRoute } from './routes.ts';

let create: typeof createControlRoute | undefined;

/** Loads the control API with its schemas: most runs of a sandbox never ask for it. */
export async function loadControl(): Promise<typeof createControlRoute> {
  const routes = await import('./routes.ts');
  create = routes.createControlRoute;
  return create;
}

/** @returns the control API of a sandbox, loaded with the first request to it */
export function createLazyControl(core: SandboxCore): SandboxRoute {
  let route: SandboxRoute | undefined;
  return (request) => {
    if (create !== undefined) return (route ??= create(core))(request);
    const later = loadControl().then((loaded) => {
      const answer = (route ??= loaded(core))(request);
      return answer.later ?? answer;
    });
    return { ...json(202, {}), later };
  };
}
