import { join } from 'node:path';
import { stateDirectory } from '../credentials/directories.ts';
import type { WebhookTools } from '../webhook.ts';
import { readWebhookBody } from './body.ts';
import { openDeliveries } from './deliveries.ts';
import { listenForWebhooks } from './receiver.ts';
import { sendDelivery } from './send.ts';
import { createSigner } from './signer.ts';
import { keepHeapSmall } from '../small-heap.ts';
import { resolveTarget } from './target.ts';

/** What is taken from `process`. */
export interface WebhookHost {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: string;
  readonly stdin: AsyncIterable<unknown>;
  getuid?(): number;
}

/** @returns the tools of this machine */
export function createWebhookTools(host: WebhookHost): WebhookTools {
  return {
    readBody: (path) => readWebhookBody(path, host.stdin),
    createSigner: async (managementToken) => createSigner(managementToken),
    listen: (options) => {
      keepHeapSmall('network');
      return listenForWebhooks(options);
    },
    resolveTarget,
    send: sendDelivery,
    openDeliveries: async () =>
      openDeliveries(join(stateDirectory(host.env, host.platform), 'webhook-deliveries'), host.getuid?.()),
  };
}
