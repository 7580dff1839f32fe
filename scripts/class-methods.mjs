// Methods are compiled when they are first called: in a class and in an object no parentheses can stand around them.

/**
 * Takes called methods out of a class and makes them functions in parentheses, in an object between the prototype of
 * the class and the one above it: whoever calls, overrides or borrows one finds it as before. What says `super` or a
 * private name, is computed or static, gets, sets or constructs stays where it is; and so does all of a class that no
 * statement of a block declares, or that could be used before its statement ends.
 * @param {import('magic-string').default} script the source, to be changed
 * @param {object} node a class
 * @param {object[]} parents the nodes around it, the nearest first
 * @param {(node: object) => boolean} isCalled
 */
export function moveMethods(script, node, parents, isCalled) {
  const binding = bindingOf(node, parents);
  const methods = node.body.body.filter((member) => isMovable(member) && isCalled(member));
  if (binding === undefined || methods.length === 0) return;
  const { name, end } = binding;
  const inner = node.id === null || node.id.name === name ? '' : `const ${node.id.name}=${name};`;
  const open = `;{${inner}Object.setPrototypeOf(${name}.prototype,Object.setPrototypeOf({__proto__:null`;
  for (const [index, method] of methods.entries()) {
    makeProperty(script, method);
    script.prependRight(method.start, `${index === 0 ? open : ''},`);
    if (index === methods.length - 1) script.appendLeft(method.end, `},Object.getPrototypeOf(${name}.prototype)))}`);
    script.move(method.start, method.end, end);
  }
}

/**
 * Writes a method as a property whose value is a function in parentheses.
 * @param {import('magic-string').default} script the source, to be changed
 * @param {object} method a method of a class or of an object
 */
export function makeProperty(script, { start, end, key, computed, value }) {
  const bracket = computed ? 1 : 0;
  if (key.start - bracket > start) script.remove(start, key.start - bracket);
  script.prependRight(value.start, `:(${value.async ? 'async ' : ''}function${value.generator ? '*' : ''}`);
  script.appendLeft(end, ')');
}

/** Whether a method means the same where another object holds it. */
export function isMovable({ type, kind, method, static: isStatic, computed, key, value }) {
  if (type === 'MethodDefinition' ? kind !== 'method' || isStatic || computed : method !== true) return false;
  return key.type !== 'PrivateIdentifier' && (key.name ?? key.value) !== '__proto__' && !saysHome(value);
}

function saysHome(node) {
  if (/^(?:Super|PrivateIdentifier)$/.test(node.type)) return true;
  return Object.values(node).some((value) => [value].flat().some((child) => child?.type && saysHome(child)));
}

/** The variable that holds a class as soon as its statement ends, and where that is. */
function bindingOf(node, [parent, statement, block]) {
  if (node.body.body.some(runsAtOnce)) return undefined;
  if (node.type === 'ClassDeclaration') return isBlock(parent) ? { name: node.id.name, end: node.end } : undefined;
  if (parent.type !== 'VariableDeclarator' || parent.id.type !== 'Identifier' || !isBlock(block)) return undefined;
  const { declarations, end } = statement;
  const later = declarations.slice(declarations.indexOf(parent) + 1);
  return later.every(({ init }) => init === null || /Class|Function|^(?:Literal|Identifier)$/.test(init.type))
    ? { name: parent.id.name, end }
    : undefined;
}

/** What is static can call the methods while the class is made. */
function runsAtOnce({ type, static: isStatic }) {
  return type === 'StaticBlock' || (type === 'PropertyDefinition' && isStatic);
}

function isBlock(node) {
  return node.type === 'Program' || node.type === 'BlockStatement';
}
