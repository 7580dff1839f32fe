/** What stands before the path of a route or a page of the program's own. `@GET("…")` is a client's. */
const ownRoute =
  /(?:\b(?:app|router|server|route|routes|fastify|blueprint)\.\w+\(|@(?![A-Z]{3,7}\()[\w.]+\(|\b(?:path|to|href|action|url)\s*[=:]\s*\{?|<Route\b.*|\b(?:fetch|navigate|push|redirect|axios(?:\.\w+)?)\()\s*$/;

/** The beginning of a quoted path that names no host and no version. */
const relative = /["'`]\/[\w/:-]*$/;

/**
 * @param column where the quote of a path stands
 * @returns true for a path of the program's own
 */
export function isOwnRoute(line: string, column: number): boolean {
  // An entry with a method is a call that is kept in a table.
  return ownRoute.test(line.slice(0, column)) && !/\bmethod['"]?\s*:/.test(line);
}

/**
 * @param column a place within a quoted path
 * @returns true for a relative path of the program's own
 */
export function isBelowOwnRoute(line: string, column: number): boolean {
  const beginning = relative.exec(line.slice(0, column));
  return beginning !== null && !/\/v[12]\b/.test(beginning[0]) && isOwnRoute(line, beginning.index);
}
