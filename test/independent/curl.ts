/** What a curl command line asks for. */
export interface CurlRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

/** Splits a command as a POSIX shell does: quotes, escaped characters and continued lines; nothing is expanded. */
function splitWords(command: string): readonly string[] {
  const words: string[] = [];
  const token = /'([^']*)'|"((?:[^"\\]|\\.)*)"|\\\n|\\(.)|(\s+)|([^\s'"\\]+)/gs;
  let word: string | undefined;
  for (const [, single, double, escaped, space, plain] of command.trim().matchAll(token)) {
    if (space !== undefined) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else {
      const part = single ?? double?.replaceAll(/\\(["\\$`])/g, '$1') ?? escaped ?? plain;
      if (part !== undefined) word = (word ?? '') + part;
    }
  }
  return word === undefined ? words : [...words, word];
}

/**
 * Reads a curl command as the documentation prints it.
 * @throws Error for an option that no example has
 */
export function readCurl(command: string): CurlRequest {
  const [program, ...words] = splitWords(command);
  if (program !== 'curl') throw new Error(`"${program}" is not curl.`);
  const request = { method: '', url: '', headers: {} as Record<string, string>, body: undefined as string | undefined };
  while (words.length > 0) {
    const option = words.shift() ?? '';
    if (!option.startsWith('-')) request.url = option;
    else readOption(request, option, words.shift() ?? '');
  }
  return { ...request, method: request.method || (request.body === undefined ? 'GET' : 'POST') };
}

function readOption(
  request: { method: string; url: string; headers: Record<string, string>; body: string | undefined },
  option: string,
  value: string,
): void {
  if (option === '--request' || option === '-X') request.method = value;
  else if (option === '--url') request.url = value;
  else if (option === '--header' || option === '-H') {
    const colon = value.indexOf(':');
    request.headers[value.slice(0, colon).toLowerCase()] = value.slice(colon + 1).trim();
  } else if (option === '--data' || option === '-d') {
    request.body = request.body === undefined ? value : `${request.body}&${value}`;
    request.headers['content-type'] ??= 'application/x-www-form-urlencoded';
  } else throw new Error(`curl has no option "${option}" here.`);
}
