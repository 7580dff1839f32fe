import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

/** One rule that a page breaks, short enough for a test's message. */
export interface Violation {
  readonly rule: string;
  readonly targets: readonly string[];
}

/** Runs axe-core in the page. `addScriptTag` would be stopped by the page's CSP; an evaluated script is not. */
export async function findViolations(page: Page): Promise<readonly Violation[]> {
  const source = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  return page.evaluate(async (script) => {
    // oxlint-disable-next-line no-eval
    (0, eval)(script);
    const { axe } = globalThis as unknown as {
      axe: { run(): Promise<{ violations: { id: string; nodes: { target: string[] }[] }[] }> };
    };
    const { violations } = await axe.run();
    return violations.map((one) => ({ rule: one.id, targets: one.nodes.map((node) => node.target.join(' ')) }));
  }, source);
}
