/** A path below a vehicle that stands apart from its beginning. */
export interface WrappedPath {
  readonly offset: number;
  readonly path: string;
}

const path = '([a-z_]+(?:\\/[a-z_]+){0,3})';
/** A value put into a text, as the usual languages write it. */
const inserted =
  '(?:\\$\\{[^}\\n]{1,120}\\}|#\\{[^}\\n]{1,120}\\}|\\{[\\w.]{1,60}\\}|\\$\\w{1,60}|\\\\\\([^()\\n]{1,80}\\)|%[sv@])';
/** `${BASE}/${id}/security`: the beginning is a variable. */
const behindVariable = new RegExp(`${inserted}\\/${path}(?=["'\`?\\s])`, 'g');
/** `let path = "/security"`. Without blanks around the sign it is an attribute of a page, with a colon a route. */
const assigned = new RegExp(`\\b(?:path|endpoint|resource|uri|url)\\w{0,20}\\s+:?=\\s*["'\`]\\/?${path}["'\`]`, 'gi');
/** `self._format_url("security")`, `.appendingPathComponent("security")` */
const namedArgument = new RegExp(
  `(?:url|path|endpoint|uri|request)\\w{0,20}\\(\\s*(?:[^()"'\`\\n]{1,80},\\s*)?["'\`]\\/?${path}["'\`]`,
  'gi',
);
/** `post(id, "security")`, `call("POST", id, "security")`: behind another argument, or a look-up in a map would be one. */
const laterArgument = new RegExp(
  `\\b(?:get|post|put|patch|delete|fetch|call|send)\\w{0,20}\\(\\s*(?:["'](?:GET|POST|PUT|PATCH|DELETE)["'],\\s*)?[^()"'\`\\n]{1,80},\\s*["'\`]\\/?${path}["'\`]`,
  'gi',
);

/** Finds paths whose beginning stands elsewhere: in a constant, in a method that puts addresses together, in a base URL. */
export function* findWrappedPaths(text: string): Generator<WrappedPath> {
  const forms = [assigned, namedArgument, laterArgument, ...(text.includes('smartcar.com/v') ? [behindVariable] : [])];
  for (const form of forms) {
    for (const match of text.matchAll(form)) {
      const path = match[1] ?? '';
      yield { offset: match.index + match[0].lastIndexOf(path), path: path };
    }
  }
}
