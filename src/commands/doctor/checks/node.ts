import { failure, ok, type Check } from '../check.ts';

/** The Node that runs, against the range that the package names. */
export const nodeCheck: Check = {
  id: 'node',
  title: 'Node version',
  async run({ ctx }) {
    const { version, wanted } = await ctx.machine.node();
    const sentence = `This is Node ${version}; connect-cli needs ${wanted}.`;
    return isInRange(version, wanted) ? ok(sentence) : failure(sentence, `Install a Node ${wanted}.`);
  },
};

/** Reads ranges as our package.json has them: `>=20.19`, alternatives separated by `||`. */
export function isInRange(version: string, range: string): boolean {
  return range.split('||').some((part) => {
    const wanted = /^\s*>=\s*([\d.]+)\s*$/.exec(part)?.[1];
    return wanted !== undefined && compareVersions(version, wanted) >= 0;
  });
}

function compareVersions(left: string, right: string): number {
  const [first, second] = [left, right].map((text) => text.split('.').map(Number));
  const difference = [0, 1, 2].map((place) => (first?.[place] ?? 0) - (second?.[place] ?? 0));
  return difference.find((step) => step !== 0) ?? 0;
}
