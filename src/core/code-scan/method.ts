import { mappingAround, statementAround, textOf, type Span } from './statement.ts';
import { assignedName, scopeOf, usesOf, type Variable } from './variables.ts';

/** How a path is called. `either`: what stands around it does not tell. */
export type Method = 'GET' | 'POST' | 'either';

/** How the usual clients write a request that sends something, and what only commands send. */
const writes =
  /(?<![A-Za-z])post(?![a-z])|Post(?![a-z])|POST(?!G)|\b(?:LOCK|UNLOCK)\b|["'](?:START|STOP|OPEN|CLOSE)["']|\bcurl\b.*\s(?:-d|--data\S*|--json)\s/;

/** How they write one that reads. `get(` alone is a getter of anything. */
const reads =
  /(?:requests|session|client|http|https|axios|httpx|got|ky|superagent|dio|HTTP|api|faraday|conn|connection|request|_http\w*|httpClient|restTemplate|webClient|AF|Http|Unirest|RestClient|HTTParty)\??\.(?:get|GET|Get)\w*\b|\bGet(?:String|Stream|ByteArray|FromJson)?Async\b|\bMethodGet\b|\bHttpGet\b|\bHttpMethod\.(?:Get|GET|get)\b|::(?:Get|GET)\b|Method\.(?:Get|GET|get)\b|["']get["']|["']GET["']|\.GET\(|@GET\b|Net::HTTP(?:::Get|\.get)|\burlopen\(|\bfile_get_contents\(|\bcurl_exec\(|\bdataTask\(|-X\s?GET|\bGET\s|\bgetFor(?:Object|Entity)\b|\bresource:|\bcurl\s/;

/** `fetch` reads unless it is told otherwise; with options that stand elsewhere it is not known. */
const bareFetch = /\bfetch\(\s*[^,()]{0,300}\)|\bfetch\(\s*[^,()]{0,300},\s*\{/;

/** How many uses of one variable are looked at, and over how many further variables a value is followed. */
const mostUses = 8;
const deepest = 3;

/** Tells how the path at a place is called: from its statement, else from the uses of the variable that it is put in. */
export function methodAt(file: string, text: string, offset: number): Method {
  if (/\.ya?ml$/.test(file)) return inText(textOf(text, mappingAround(text, offset)));
  const statement = statementAround(text, offset);
  const own = textOf(text, statement);
  if (writes.test(own)) return 'POST';
  const name = assignedName(text, statement, offset);
  const isCall = reads.test(own) || bareFetch.test(own);
  if (name === undefined || isCall) return isCall ? 'GET' : 'either';
  const follow = { text, block: scopeOf(text, statement), seen: new Set<string>() };
  const method = methodOfUses(follow, { name, from: statement.to, most: mostUses }, 0);
  // Options that say POST may be handed over beside the address.
  return method === 'GET' && writes.test(restOf(text, follow.block)) ? 'either' : method;
}

interface Follow {
  readonly text: string;
  readonly block: Span;
  readonly seen: Set<string>;
}

function methodOfUses(follow: Follow, variable: Variable, depth: number): Method {
  if (depth > deepest || follow.seen.has(variable.name)) return 'either';
  follow.seen.add(variable.name);
  const methods = usesOf(follow.text, follow.block, variable).map((use) => methodOfUse(follow, use, depth));
  if (methods.includes('POST')) return methods.includes('GET') && depth === 0 ? 'either' : 'POST';
  return methods.includes('GET') ? 'GET' : 'either';
}

function methodOfUse(follow: Follow, offset: number, depth: number): Method {
  const { text } = follow;
  const statement = statementAround(text, offset);
  const own = textOf(text, statement);
  if (writes.test(own)) return 'POST';
  const next = assignedName(text, statement, offset);
  const further =
    next === undefined ? 'either' : methodOfUses(follow, { name: next, from: statement.to, most: mostUses }, depth + 1);
  if (further !== 'either') return further;
  return reads.test(own) || bareFetch.test(own) ? 'GET' : 'either';
}

function restOf(text: string, { from, to }: Span): string {
  const rest = text.slice(from, Math.min(to, from + 1500));
  // The next path begins something else.
  const next = rest.search(/\bvehicles\//);
  return next === -1 ? rest : rest.slice(0, rest.lastIndexOf('\n', next) + 1);
}

function inText(text: string): Method {
  if (writes.test(text)) return 'POST';
  return reads.test(text) ? 'GET' : 'either';
}
