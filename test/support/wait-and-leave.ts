import { admitCallback } from '../../src/core/connect/admission.ts';
import { createNodeContext } from '../../src/io/node-context.ts';

/** Waits for one callback through the real edges, shows the outcome, closes, and leaves the rest to Node: no exit() here. */
const edges = createNodeContext(
  {
    host: process,
    interrupts: { signal: new AbortController().signal, during: (wait) => wait(), from: (start) => start() },
    trace: false,
    userAgent: 'connect-cli/test',
    onBrokenPipe: () => undefined,
  },
  // Only the edges are asked for: the rest stays empty.
  () => ({}) as never,
);

async function wait(): Promise<void> {
  const loopback = await edges.listenLoopback({
    redirectUris: ['http://localhost:0/exchange'],
    accept: (query) => admitCallback(query, 'right'),
  });
  edges.stdout.write(`${loopback.redirectUri}\n`);
  await loopback.callback(edges.signal);
  await loopback.finish({ tone: 'success', title: 'All granted', paragraphs: [] });
  await loopback.close();
}

void wait();
