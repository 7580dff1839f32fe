import axe, { type AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

/** One rule that a page breaks, short enough for a test's message. */
export interface Violation {
  readonly rule: string;
  readonly targets: readonly string[];
}

/** Runs axe-core in the page. `addScriptTag` would be stopped by the page's CSP; an evaluated script is not. */
export async function findViolations(page: Page): Promise<readonly Violation[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate<AxeResults>('axe.run()');
  return violations.map((one) => ({ rule: one.id, targets: one.nodes.map((node) => node.target.join(' ')) }));
}
