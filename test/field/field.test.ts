import { afterAll, describe, expect, it } from 'vitest';
import { answerTo } from './answer.ts';
import { readReports, type FieldReport } from './report.ts';
import { judge, type Verdict } from './verdict.ts';

const reports = readReports();
const kinds = [...new Set(reports.map(({ kind }) => kind))];
const results: { readonly report: FieldReport; readonly verdict: Verdict; readonly missing: readonly string[] }[] = [];

const verdicts = ['good', 'weak', 'wrong', 'unknown'] as const satisfies readonly Verdict[];

describe.each(kinds)('%s', (kind) => {
  const ofKind = reports.filter((report) => report.kind === kind);

  it.each(ofKind)('$id: $source', async (report) => {
    const { verdict, missing } = judge(await answerTo(report), report);
    results.push({ report, verdict, missing });
    expect(verdict, missing.join('; ')).toBe('good');
  });
});

function row(name: string, of: typeof results): string {
  const counts = verdicts.map((verdict) => of.filter((result) => result.verdict === verdict).length);
  return `${name.padEnd(28)}${counts.map((count) => String(count).padStart(9)).join('')}`;
}

afterAll(() => {
  const lines = [
    `${''.padEnd(28)}${verdicts.map((verdict) => verdict.padStart(9)).join('')}`,
    ...kinds.map((kind) =>
      row(
        kind,
        results.filter(({ report }) => report.kind === kind),
      ),
    ),
    row('all', results),
    '',
    ...results
      .filter(({ verdict }) => verdict !== 'good')
      .map(({ report, verdict, missing }) => `${verdict}: ${report.id} (${report.kind}) ${missing.join('; ')}`),
  ];
  console.log(lines.join('\n'));
});
