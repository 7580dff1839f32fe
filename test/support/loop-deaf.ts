import { stat } from 'node:fs';
import { createInterrupts } from '../../src/io/interrupts.ts';

/** Waits as an edge does, hears signals meanwhile, and then loops as JavaScript does that has met a hostile text. */
const interrupts = createInterrupts(process);

async function main(): Promise<void> {
  await interrupts.during(() => new Promise((resolve) => setTimeout(resolve, 1)));
  process.stdout.write('looping\n', () => {
    for (;;);
  });
}

/** Waits for ever: `wait` as an edge, `serve` as a server. */
async function wait(): Promise<void> {
  const never = (): Promise<void> =>
    new Promise((_, reject) => {
      const alive = setInterval(() => undefined, 1000);
      interrupts.signal.addEventListener('abort', () => {
        clearInterval(alive);
        reject(interrupts.signal.reason as Error);
      });
      process.stdout.write('waiting\n');
    });
  await interrupts.during(never).catch((error: { code: string; exitCode: number }) => {
    process.stdout.write(`${error.code}\n`);
    process.exit(error.exitCode);
  });
}

/** A signal comes while the callback runs that ends the wait: the poll that called it has looked for signals already. */
async function late(): Promise<void> {
  await interrupts.during(
    () =>
      new Promise<void>((resolve) => {
        stat('.', () => {
          process.kill(process.pid, 'SIGTERM');
          resolve();
        });
      }),
  );
  process.stdout.write(interrupts.signal.aborted ? 'heard\n' : 'lost\n');
  process.exit();
}

const modes: Readonly<Record<string, () => Promise<void>>> = { wait, late };
void (modes[process.argv[2] ?? ''] ?? main)();
