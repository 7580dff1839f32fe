import { unreadableWarnings } from '../../core/connections/unreadable-rows.ts';
import { diagnoseConnection, diagnoseToken } from '../../core/findings/connection/diagnose.ts';
import {
  buildDiagnosis,
  describeConnection,
  type DiagnosedConnection,
  type Diagnosis,
} from '../../core/findings/connection/diagnosis.ts';
import type { ConnectionFinding } from '../../core/findings/connection/diagnosis.ts';
import type { ConnectionFacts } from '../../core/findings/connection/facts.ts';
import { mostListed } from '../../flags/limit.ts';
import { notFound, refuseTrouble } from '../../live/connection.ts';
import type { ConnectionChoice, Connections, LiveConnection } from '../../live/live-connection.ts';
import { gatherFacts, type FactsRequest } from '../../live/facts.ts';
import { knownKeys } from '../../live/known-keys.ts';

/** Connections that are read at the same time. */
const atOnce = 8;

/** Which connections to diagnose, and how many at most. */
export interface DiagnosisRequest {
  readonly choice: ConnectionChoice;
  readonly facts: FactsRequest;
  /** Connections beyond this number are left out, with a warning. */
  readonly most?: number | undefined;
  /** Writes commands so that they go where the diagnosis was made. */
  readonly place?: ((diagnosis: Diagnosis) => Diagnosis) | undefined;
}

/**
 * Reads the chosen connections and runs every check over them.
 * @throws CliError NOT_FOUND when the choice fits none
 */
export async function diagnose(
  connections: Connections,
  { choice, facts, most, place = (diagnosis) => diagnosis }: DiagnosisRequest,
): Promise<Diagnosis> {
  const rows: { readonly connection: DiagnosedConnection; readonly findings: readonly ConnectionFinding[] }[] = [];
  const warnings: string[] = [];
  for await (const group of groups(connections.list(choice), atOnce, most)) {
    if (group === 'more') {
      warnings.push(`There are more than ${most ?? 0} connections; the rest were left out. ${moreThan(most ?? 0)}`);
      break;
    }
    const gathered = await Promise.all(group.map((one) => gatherFacts(one, facts)));
    const read = await withKnownKeys(gathered, connections.settings);
    rows.push(...read.map((one) => ({ connection: describeConnection(one), findings: diagnoseConnection(one) })));
  }
  if (rows.length === 0) refuseTrouble(connections);
  const tokens = connections.tokens().flatMap((token) => diagnoseToken(token));
  if (rows.length === 0 && tokens.length === 0) throw notFound(connections, choice);
  const diagnosis = buildDiagnosis({
    edition: facts.edition.id,
    connections: rows.map(({ connection }) => connection),
    findings: [...tokens, ...rows.flatMap(({ findings }) => findings)],
    warnings: [...warnings, ...unreadableWarnings(connections.unreadable())],
  });
  return place(diagnosis);
}

/** A grant that does not show the key leaves it unknown; a sandbox knows it all the same. v3 does not say why it is silent. */
async function withKnownKeys(
  all: readonly ConnectionFacts[],
  { sandbox }: Connections['settings'],
): Promise<readonly ConnectionFacts[]> {
  if (sandbox === undefined || !all.some(isKeyHidden)) return all;
  const known = await knownKeys(sandbox);
  return all.map((facts) =>
    isKeyHidden(facts) ? { ...facts, knownKey: known.get(facts.vehicleId)?.virtualKey } : facts,
  );
}

function isKeyHidden({ key }: ConnectionFacts): boolean {
  return key?.failure?.name?.startsWith('PERMISSION:') === true;
}

function moreThan(most: number): string {
  return most < mostListed
    ? '--all reads every one.'
    : '`connect-cli audit` judges all of them, however many there are.';
}

/** Groups of connections; the word `more` in place of those beyond the most. */
async function* groups(
  all: AsyncIterable<LiveConnection>,
  size: number,
  most = Number.POSITIVE_INFINITY,
): AsyncGenerator<readonly LiveConnection[] | 'more'> {
  let group: LiveConnection[] = [];
  let count = 0;
  for await (const connection of all) {
    if (count === most) {
      if (group.length > 0) yield group;
      yield 'more';
      return;
    }
    count += 1;
    group.push(connection);
    if (group.length === size) {
      yield group;
      group = [];
    }
  }
  if (group.length > 0) yield group;
}
