import { blockBehind, mappingAround, statementAround, type Span } from './statement.ts';

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

const assignment =
  /(?:^|[\s,({;])(?:\$|@|this\.|self\.|\$this->)?([A-Za-z_]\w{0,60})\??\s{0,9}(?::\s?[\w.<>?[\]]{1,60}\s{0,9})?(?::=|=>|=(?![=>~]))/;

/** How many uses of one variable are looked at, and over how many further variables a value is followed. */
const mostUses = 8;
const deepest = 3;

/** Tells how the path at a place is called: from its statement, else from the uses of the variable that it is put in. */
export function methodAt(file: string, text: string, offset: number): Method {
  if (/\.ya?ml$/.test(file)) return inText(textOf(text, mappingAround(text, offset)));
  const statement = statementAround(text, offset);
  const own = textOf(text, statement);
  if (writes.test(own)) return 'POST';
  const name = assignment.exec(text.slice(statement.from, offset))?.[1];
  const isCall = reads.test(own) || bareFetch.test(own);
  if (name === undefined || isCall) return isCall ? 'GET' : 'either';
  const follow = { text, block: scopeOf(text, statement), seen: new Set<string>() };
  const method = methodOfUses(follow, { name, from: statement.to }, 0);
  // Options that say POST may be handed over beside the address.
  return method === 'GET' && writes.test(restOf(text, follow.block)) ? 'either' : method;
}

interface Follow {
  readonly text: string;
  readonly block: Span;
  readonly seen: Set<string>;
}

/** A variable, and the end of the statement that gave it its value. */
interface Variable {
  readonly name: string;
  readonly from: number;
}

function methodOfUses(follow: Follow, variable: Variable, depth: number): Method {
  if (depth > deepest || follow.seen.has(variable.name)) return 'either';
  follow.seen.add(variable.name);
  const methods = usesOf(follow, variable).map((use) => methodOfUse(follow, use, depth));
  if (methods.includes('POST')) return methods.includes('GET') && depth === 0 ? 'either' : 'POST';
  return methods.includes('GET') ? 'GET' : 'either';
}

function methodOfUse(follow: Follow, offset: number, depth: number): Method {
  const { text } = follow;
  const statement = statementAround(text, offset);
  const own = textOf(text, statement);
  if (writes.test(own)) return 'POST';
  const next = assignment.exec(text.slice(statement.from, offset))?.[1];
  const further = next === undefined ? 'either' : methodOfUses(follow, { name: next, from: statement.to }, depth + 1);
  if (further !== 'either') return further;
  return reads.test(own) || bareFetch.test(own) ? 'GET' : 'either';
}

/** Where a name stands as a word in the block, up to the place where it is given another value. */
function usesOf({ text, block }: Follow, { name, from }: Variable): readonly number[] {
  const uses: number[] = [];
  for (let at = text.indexOf(name, from); at !== -1 && at < block.to; at = text.indexOf(name, at + 1)) {
    if (/\w/.test(text[at - 1] ?? '') || /\w/.test(text[at + name.length] ?? '')) continue;
    if (/^\s{0,9}:?=(?![=>~])/.test(text.slice(at + name.length, at + name.length + 12))) break;
    uses.push(at);
    if (uses.length === mostUses) break;
  }
  return uses;
}

/** A constant of the file is used anywhere in it; a variable, in what is left of its block. */
function scopeOf(text: string, statement: Span): Span {
  const own = textOf(text, statement);
  const isConstant =
    /^\s*(?:(?:export|public|private|internal|protected|static|final|const|val|let|readonly)\s+){2,}/.test(own);
  const isTop =
    /^\n?\S/.test(text.slice(statement.from, statement.from + 2)) || isConstant || isInConstants(text, statement);
  return isTop
    ? { from: statement.to, to: Math.min(text.length, statement.to + 40_000) }
    : blockBehind(text, statement);
}

/** `const (` of Go. */
function isInConstants(text: string, { from }: Span): boolean {
  return /\b(?:const|var) \(\s*$|\b(?:const|var) \([^)]*$/.test(text.slice(Math.max(0, from - 800), from));
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

function textOf(text: string, { from, to }: Span): string {
  return text.slice(from, to);
}
