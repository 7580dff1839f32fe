import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ErrorExplanationDocument } from '../../src/core/errors/explanation/explanation.ts';
import { createSourceTree } from '../../src/io/code-scan/source-tree.ts';
import { runCli } from '../support/run.ts';
import { rehearsal } from '../support/rehearsal.ts';
import { answerCallback, answerPaste } from './callback-answer.ts';
import { answerKey } from './key-answer.ts';
import type { FieldReport } from './report.ts';
import type { Answer } from './verdict.ts';

/** Runs a report through its command, as the person who wrote it would. */
export async function answerTo(report: FieldReport): Promise<Answer> {
  switch (report.run) {
    case 'explain':
      return explain(report.input);
    case 'lint':
      return printed(await runCli(['url', 'lint', report.input, '--json']));
    case 'key':
    case 'domain':
      return printed(await answerKey(report));
    case 'code':
      return scan(report);
    case 'owner':
      // Before anything opens, stderr tells of every box in any case: the verdict is on stdout.
      return printed({ ...(await runCli(ownerStops(report.input), rehearsal())), stderr: '' });
    case 'paste':
      return printed(await answerPaste(report.input));
    case 'request':
      return printed(await answerCallback(report));
  }
}

/** What a command printed, for those whose answers are judged by their words. */
function printed({ stdout, stderr }: { readonly stdout: string; readonly stderr: string }): Answer {
  return { text: `${stdout}\n${stderr}`, codes: [], issuer: null, next: [], isKnown: true, isUnsure: false };
}

async function explain(input: string): Promise<Answer> {
  const stdin = { isTTY: false, readAll: async () => input, async *lines() {} };
  const { stdout } = await runCli(['explain-error', '-', '--json'], { stdin });
  const document = JSON.parse(stdout) as ErrorExplanationDocument;
  const { explanations } = document;
  return {
    text: `${stdout} ${explanations.map(({ details }) => waitOf(details.retryAfterSeconds)).join('')} ${boxesOf(document)}`,
    codes: explanations.flatMap(({ code }) => code ?? []),
    issuer: explanations[0]?.issuer ?? null,
    next: document.next.map(({ command, url }) => command ?? url),
    isKnown: document.known,
    isUnsure: explanations.some(({ known, issuerCertain }) => known && !issuerCertain),
  };
}

/** The words that people see for seconds. */
function waitOf(seconds: number | undefined): string {
  return seconds === undefined ? '' : `${Math.round(seconds / 3600)} h`;
}

function boxesOf({ explanations }: ErrorExplanationDocument): string {
  return explanations.flatMap(({ permissions }) => permissions.flatMap(({ boxes }) => boxes.flat())).join();
}

async function scan({ file = 'app', input }: FieldReport): Promise<Answer> {
  const root = mkdtempSync(join(tmpdir(), 'field-'));
  try {
    writeFileSync(join(root, file), input);
    return printed(await runCli(['scopes', '--from-code', root, '--json'], { sourceTree: createSourceTree() }));
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

function ownerStops(scenario: string): readonly string[] {
  const scope = 'read_odometer control_security';
  return [
    'authorize',
    '--sandbox',
    '--scenario',
    scenario.replace('scenario ', ''),
    '--owner',
    'select-all',
    '--scope',
    scope,
  ];
}
