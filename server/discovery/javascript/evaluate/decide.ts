import { calleeName, type Node } from '../syntax/ast.ts';
import { ABSENT, literalOf, type Value } from './value.ts';
import type { Env, World } from './world.ts';

/**
 * The result of tests that are usual around addresses: `base.endsWith('/')`, `protocol === 'https:'`, `base ===
 * undefined`. `null`: unknown.
 */
export function decide(world: World, test: Node, env: Env): boolean | null {
  switch (test.type) {
    case 'CallExpression':
      return decideCall(world, test.callee, test.arguments[0], env);
    case 'BinaryExpression':
      return test.left.type === 'PrivateIdentifier'
        ? null
        : decideEqual(world, test.operator, test.left, test.right, env);
    case 'UnaryExpression': {
      const inner = test.operator === '!' ? decide(world, test.argument, env) : null;
      return inner === null ? null : !inner;
    }
    case 'LogicalExpression':
      return decideLogical(test.operator, decide(world, test.left, env), () =>
        decide(world, test.right, env),
      );
    case 'Identifier':
    case 'MemberExpression':
      return truth(world.evaluate(test, env));
    default:
      return null;
  }
}

function decideLogical(
  operator: string,
  left: boolean | null,
  right: () => boolean | null,
): boolean | null {
  const and = operator === '&&';
  if (left === !and) return left;
  const other = right();
  if (other === !and) return other;
  return left === null ? null : other;
}

function truth(values: readonly Value[]): boolean | null {
  if (values.every((value) => value === ABSENT)) return false;
  const whole = onlyLiteral(values);
  return whole === null ? null : whole !== '' && whole !== 'false' && whole !== '0';
}

function decideCall(
  world: World,
  callee: Node,
  argument: Node | undefined,
  env: Env,
): boolean | null {
  const name = calleeName(callee);
  if (!argument || argument.type === 'SpreadElement') return null;
  if (name === 'isUndefined' || name === 'isNil' || name === 'isNull')
    return absent(world.evaluate(argument, env));
  if (
    callee.type !== 'MemberExpression' ||
    (name !== 'endsWith' && name !== 'startsWith' && name !== 'includes')
  )
    return null;
  const whole = onlyLiteral(world.evaluate(callee.object, env));
  const part = onlyLiteral(world.evaluate(argument, env));
  return whole === null || part === null ? null : whole[name](part);
}

/** Whether a value is undefined; `null` where that is unknown. */
function absent(values: readonly Value[]): boolean | null {
  if (values.every((value) => value === ABSENT)) return true;
  return values.some(
    (value) => value === ABSENT || value.kind === 'unknown' || value.kind === 'global',
  )
    ? null
    : false;
}

function decideEqual(
  world: World,
  operator: string,
  left: Node,
  right: Node,
  env: Env,
): boolean | null {
  // Compiled default parameters test `arguments.length > 1`.
  if (operator === '>') return decideGreater(world, left, right, env);
  const equal = operator === '===' || operator === '==';
  if (!equal && operator !== '!==' && operator !== '!=') return null;
  const result = equalValues(world, left, right, env);
  return result === null ? null : result === equal;
}

function decideGreater(world: World, left: Node, right: Node, env: Env): boolean | null {
  const a = onlyLiteral(world.evaluate(left, env));
  const b = onlyLiteral(world.evaluate(right, env));
  if (a === null || b === null || Number.isNaN(Number(a)) || Number.isNaN(Number(b))) return null;
  return Number(a) > Number(b);
}

function equalValues(world: World, left: Node, right: Node, env: Env): boolean | null {
  // `typeof x === 'undefined'`, or `'undefined' === typeof x`.
  for (const [a, b] of [[left, right] as const, [right, left] as const]) {
    if (a.type === 'UnaryExpression' && a.operator === 'typeof') {
      const missing = absent(world.evaluate(a.argument, env));
      return b.type === 'Literal' && b.value === 'undefined' ? missing : null;
    }
  }
  const leftValues = world.evaluate(left, env);
  const rightValues = world.evaluate(right, env);
  if (rightValues.every((value) => value === ABSENT)) return absent(leftValues);
  if (leftValues.every((value) => value === ABSENT)) return absent(rightValues);
  const leftText = onlyLiteral(leftValues);
  const rightText = onlyLiteral(rightValues);
  return leftText === null || rightText === null ? null : leftText === rightText;
}

function onlyLiteral(values: readonly Value[]): string | null {
  const [only] = values;
  return values.length === 1 && only ? literalOf(only) : null;
}
