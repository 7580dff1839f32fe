import ts from 'typescript';

/** The names that a scope declares: those of values, and those that types alone may use. */
interface Declared {
  readonly values: Set<string>;
  readonly types: Set<string>;
}

/** What each scope of a file declares. */
export type Scopes = ReadonlyMap<ts.Node, Declared>;

/** A module that is chosen at run time could be any: it counts as one that no list allows. */
const unknownModule = ['node:(chosen at run time)'];

/** @returns the modules that a piece of syntax asks for, however it asks. */
export function specifiersOf(node: ts.Node): readonly string[] {
  if (ts.isImportDeclaration(node)) return isModuleLoader(node) ? unknownModule : literal(node.moduleSpecifier);
  if (ts.isExportDeclaration(node)) return node.moduleSpecifier === undefined ? [] : literal(node.moduleSpecifier);
  if (ts.isImportTypeNode(node)) return ts.isLiteralTypeNode(node.argument) ? literal(node.argument.literal) : [];
  if (ts.isExternalModuleReference(node)) return literal(node.expression);
  if (ts.isIdentifier(node) && node.text === 'createRequire') return createRequireReach(node);
  if (ts.isBindingElement(node) && memberName(node) === 'getBuiltinModule') return unknownModule;
  if (ts.isPropertyAccessExpression(node) && node.name.text === 'getBuiltinModule') {
    return ts.isCallExpression(node.parent) && node.parent.expression === node
      ? literal(node.parent.arguments[0]).map((name) => (name.startsWith('node:') ? name : `node:${name}`))
      : unknownModule;
  }
  if (!ts.isCallExpression(node)) return [];
  const isImport =
    node.expression.kind === ts.SyntaxKind.ImportKeyword || node.expression.kind === ts.SyntaxKind.MetaProperty;
  return isImport ? literal(node.arguments[0]) : [];
}

function literal(node: ts.Node | undefined): readonly string[] {
  return node !== undefined && ts.isStringLiteralLike(node) ? [node.text] : unknownModule;
}

/** `createRequire(…).resolve('x')` and `createRequire(…)('x')` ask for a package; whatever else it is used for is not followed. */
function createRequireReach(node: ts.Identifier): readonly string[] {
  if (ts.isImportSpecifier(node.parent)) return node.parent.propertyName === undefined ? [] : unknownModule;
  const made = node.parent;
  if (!ts.isCallExpression(made) || made.expression !== node) return unknownModule;
  const user = ts.isPropertyAccessExpression(made.parent) ? made.parent : made;
  return ts.isCallExpression(user.parent) && user.parent.expression === user
    ? literal(user.parent.arguments[0])
    : unknownModule;
}

/** All that is taken from `node:module` is `createRequire`; the rest of it loads modules by names that nobody sees. */
function isModuleLoader({ moduleSpecifier, importClause }: ts.ImportDeclaration): boolean {
  if (!ts.isStringLiteral(moduleSpecifier) || !/^(?:node:)?module$/.test(moduleSpecifier.text)) return false;
  const names = importClause?.namedBindings;
  const isNamed = names !== undefined && ts.isNamedImports(names) && importClause?.name === undefined;
  return !isNamed || names.elements.some(({ name }) => name.text !== 'createRequire');
}

/** @returns what the scopes of a file declare. What is only said to exist elsewhere (`declare`) is no value. */
export function readScopes(source: ts.SourceFile): Scopes {
  const scopes = new Map<ts.Node, Declared>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && isDeclaration(node)) {
      const scope = ts.findAncestor(standsOutside(node.parent) ? node.parent.parent : node.parent, isScope) ?? source;
      const declared = scopes.get(scope) ?? { values: new Set(), types: new Set() };
      scopes.set(scope, declared);
      (isTypeOnly(node.parent) ? declared.types : declared.values).add(node.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return scopes;
}

/**
 * @returns the name of the language or the platform that a piece of syntax uses, or the reading of clock, chance or
 *   machine that stands in the language itself; `undefined` if it is neither.
 */
export function globalNamed(node: ts.Node, scopes: Scopes): string | undefined {
  if (ts.isMetaProperty(node)) return `import.${node.name.text}`;
  // By the constructor of any function one comes to `Function`, which runs a text.
  if (memberName(node) === 'constructor' || isTextOf(node, 'constructor')) return '.constructor';
  const member = memberName(node);
  if (member !== undefined && localTime.test(member)) return `.${member} in the zone of the machine`;
  if (member !== undefined && localized.test(member) && !isGivenLocale(node)) return `.${member}() without a locale`;
  if (!ts.isIdentifier(node) || !isReference(node) || isDeclared(node, scopes)) return undefined;
  return isType(node) ? node.text : (impureUse(node) ?? node.text);
}

/** Members that answer, or take, a time in the zone of the machine; the others have UTC in their name. */
const localTime =
  /^(?:getTimezoneOffset|(?:get|set)(?:FullYear|Year|Month|Date|Day|Hours|Minutes|Seconds)|to(?:Date|Time)String|toLocale(?:Date|Time)String)$/;

/** Members that speak the locale of the machine where none is given. */
const localized = /^(?:toLocale|localeCompare$)/;

/** A text that is written out, such as the name of a member that is asked for by a function. */
function isTextOf(node: ts.Node, text: string): boolean {
  return ts.isStringLiteralLike(node) && node.text === text && !ts.isElementAccessExpression(node.parent);
}

/** @returns the member that is asked for, by its name in the open, in brackets, or taken out of an object */
function memberName(node: ts.Node): string | undefined {
  if (ts.isPropertyAccessExpression(node)) return node.name.text;
  if (ts.isBindingElement(node) && ts.isObjectBindingPattern(node.parent)) {
    const name = node.propertyName ?? node.name;
    return ts.isIdentifier(name) ? name.text : undefined;
  }
  return ts.isElementAccessExpression(node) && ts.isStringLiteralLike(node.argumentExpression)
    ? node.argumentExpression.text
    : undefined;
}

/** Without a locale, with `undefined` and with an empty list the one of the machine is taken. Called by another name it could be any. */
function isGivenLocale(member: ts.Node): boolean {
  const call = member.parent;
  if (!ts.isCallExpression(call) || call.expression !== member) return false;
  return isLocale(call.arguments[memberName(member) === 'localeCompare' ? 1 : 0]);
}

function isLocale(node: ts.Expression | undefined): boolean {
  if (node === undefined || ts.isSpreadElement(node)) return false;
  if (ts.isIdentifier(node) && node.text === 'undefined') return false;
  return !(ts.isArrayLiteralExpression(node) && node.elements.length === 0);
}

/** Members of `Date` that do not look at the clock. */
const pureDate: ReadonlySet<string> = new Set(['UTC', 'parse']);

/** `Date`, `Math` and `Intl` are pure but for some members: where one is not named in the open it could be any. */
function impureUse(node: ts.Identifier): string | undefined {
  const { parent, text } = node;
  if (text !== 'Date' && text !== 'Math' && text !== 'Intl') return undefined;
  const member = ts.isPropertyAccessExpression(parent) && parent.expression === node ? parent.name.text : undefined;
  if (text === 'Date' && ts.isNewExpression(parent) && parent.expression === node) {
    const [first, second] = parent.arguments ?? [];
    if (first === undefined || ts.isSpreadElement(first)) return 'new Date()';
    // Year, month and so on are taken in the zone of the machine.
    return second === undefined ? undefined : 'new Date() in the zone of the machine';
  }
  if (member === undefined) return `${text} as a value`;
  if (text === 'Intl') return isFormat(parent, member) ? undefined : `Intl.${member} without a locale, or a time zone`;
  return (text === 'Date' ? pureDate.has(member) : member !== 'random') ? undefined : `${text}.${member}`;
}

/** Made with a locale, and where it tells times with a zone as well. */
function isFormat({ parent }: ts.Node, member: string): boolean {
  if (!ts.isNewExpression(parent) || !isLocale(parent.arguments?.[0])) return false;
  const options = parent.arguments?.[1];
  const names =
    options !== undefined && ts.isObjectLiteralExpression(options) ? options.properties.map(({ name }) => name) : [];
  return member !== 'DateTimeFormat' || names.some((name) => name?.getText() === 'timeZone');
}

function isDeclaration(node: ts.Identifier): boolean {
  const { parent } = node;
  const isNamed =
    ts.isVariableDeclaration(parent) ||
    ts.isBindingElement(parent) ||
    ts.isParameter(parent) ||
    ts.isTypeParameterDeclaration(parent) ||
    ts.isFunctionDeclaration(parent) ||
    ts.isFunctionExpression(parent) ||
    ts.isClassLike(parent) ||
    ts.isInterfaceDeclaration(parent) ||
    ts.isTypeAliasDeclaration(parent) ||
    ts.isEnumDeclaration(parent) ||
    ts.isModuleDeclaration(parent) ||
    ts.isImportClause(parent) ||
    ts.isNamespaceImport(parent) ||
    ts.isImportSpecifier(parent) ||
    ts.isImportEqualsDeclaration(parent);
  return isNamed && parent.name === node;
}

function isTypeOnly(declaration: ts.Node): boolean {
  return (
    ts.isInterfaceDeclaration(declaration) ||
    ts.isTypeAliasDeclaration(declaration) ||
    ts.isTypeParameterDeclaration(declaration) ||
    ts.findAncestor(declaration, isAmbient) !== undefined ||
    ts.findAncestor(declaration, ts.isImportDeclaration)?.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword ||
    (ts.isImportSpecifier(declaration) && declaration.isTypeOnly)
  );
}

/** Such a declaration is known by its name around it, not only within it. */
function standsOutside(declaration: ts.Node): boolean {
  return ts.isDeclarationStatement(declaration);
}

function isAmbient(node: ts.Node): boolean {
  if (ts.isSourceFile(node)) return node.isDeclarationFile;
  return (
    ts.canHaveModifiers(node) && (ts.getModifiers(node) ?? []).some(({ kind }) => kind === ts.SyntaxKind.DeclareKeyword)
  );
}

function isScope(node: ts.Node): boolean {
  return (
    ts.isSourceFile(node) ||
    ts.isBlock(node) ||
    ts.isModuleBlock(node) ||
    ts.isCaseBlock(node) ||
    ts.isForStatement(node) ||
    ts.isForInStatement(node) ||
    ts.isForOfStatement(node) ||
    ts.isCatchClause(node) ||
    ts.isFunctionLike(node) ||
    ts.isClassLike(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isMappedTypeNode(node) ||
    ts.isConditionalTypeNode(node)
  );
}

function isDeclared(node: ts.Identifier, scopes: Scopes): boolean {
  const mayBeType = isType(node);
  const declares = (scope: ts.Node) => {
    const declared = scopes.get(scope);
    return declared !== undefined && (declared.values.has(node.text) || (mayBeType && declared.types.has(node.text)));
  };
  return ts.findAncestor(node, declares) !== undefined;
}

/** Whether what an identifier stands for is gone when the program runs; what a list exports may be a type. */
function isType(node: ts.Identifier): boolean {
  const { parent } = node;
  const isKeyOfType = ts.isComputedPropertyName(parent) && ts.isTypeElement(parent.parent);
  const isNamed =
    isKeyOfType || ts.isExportSpecifier(parent) || ts.findAncestor(node, ts.isTypeQueryNode) !== undefined;
  return isNamed || ts.isPartOfTypeNode(node);
}

/** Whether an identifier stands for what it names: not the name of a member, of a declaration, of an import or a label. */
function isReference(node: ts.Identifier): boolean {
  const { parent } = node;
  if (isDeclaration(node)) return false;
  if (ts.isShorthandPropertyAssignment(parent)) return true;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node && !asksForBuiltin(parent);
  if (ts.isQualifiedName(parent)) return parent.left === node && !ts.isImportTypeNode(parent.parent);
  if (ts.isExportSpecifier(parent)) {
    return parent.parent.parent.moduleSpecifier === undefined && (parent.propertyName ?? parent.name) === node;
  }
  if (ts.isBindingElement(parent)) return parent.propertyName !== node;
  if (ts.isImportTypeNode(parent) || ts.isImportSpecifier(parent) || ts.isNamespaceExport(parent)) return false;
  if (ts.isLabeledStatement(parent) || ts.isBreakOrContinueStatement(parent) || ts.isMetaProperty(parent)) return false;
  if (ts.isTypePredicateNode(parent) || ts.isNamedTupleMember(parent) || ts.isImportAttribute(parent)) return false;
  return !('name' in parent && parent.name === node) && !isConst(node);
}

/** `process.getBuiltinModule` is how a module is asked for without the cost of an import: it counts as that module. */
function asksForBuiltin(access: ts.PropertyAccessExpression): boolean {
  return (
    access.name.text === 'getBuiltinModule' &&
    ts.isIdentifier(access.expression) &&
    access.expression.text === 'process'
  );
}

// `as const`: TypeScript reads the word as the name of a type.
function isConst(node: ts.Identifier): boolean {
  return node.text === 'const' && ts.isTypeReferenceNode(node.parent);
}
