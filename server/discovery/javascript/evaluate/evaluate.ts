import type { Node } from '../syntax/ast.ts';
import { evaluateIdentifier } from './bindings.ts';
import { conditional, logical } from './choices.ts';
import { evaluateCall } from './invoke.ts';
import { evaluateMember } from './members.ts';
import { binary, template } from './texts.ts';
import { evaluateThis } from './this-value.ts';
import { distinct } from './combine-values.ts';
import { ABSENT, type Frame, type Value, numberValue, text, unknown } from './value.ts';
import { type Env, type World, dependOn, dependOnFrame } from './world.ts';
import type { ESTree } from 'meriyah';

const DEPTH_MAX = 60;

/** Marks an expression whose evaluation is under way. */
const UNDER_WAY: Value[] = [];

/** The values that an expression can have: at least one, which may be an unknown value. */
export function evaluate(world: World, node: Node, env: Env): Value[] {
  if (node.type === 'Literal') return literal(node);
  const lasting = world.memory.values.get(node);
  if (lasting) return lasting;
  const local = localOf(world, env.frame);
  const known = local.get(node);
  if (known && known !== UNDER_WAY) {
    // This value holds for the current question only, so a result that is computed from it must not be kept longer.
    dependOn(world, env.frame?.oldest ?? 0);
    return known;
  }
  if (
    known === UNDER_WAY ||
    world.question.steps <= 0 ||
    world.question.stepsTotal <= 0 ||
    world.question.depth > DEPTH_MAX
  ) {
    // The evaluation ends early here, so a result that is computed from it must not be kept.
    dependOn(world, 0);
    return [unknown('value')];
  }
  world.question.steps -= 1;
  world.question.stepsTotal -= 1;
  world.question.depth += 1;
  local.set(node, UNDER_WAY);
  const { oldest } = world.question;
  const begun = world.question.serial;
  world.question.oldest = Number.MAX_SAFE_INTEGER;
  const values = distinct(dispatch(world, node, env));
  world.question.depth -= 1;
  const result = values.length > 0 ? values : [unknown('value')];
  const closed = world.question.oldest > begun;
  world.question.oldest = Math.min(oldest, world.question.oldest);
  if (closed && node.type !== 'Identifier') {
    world.memory.values.set(node, result);
    local.delete(node);
  } else local.set(node, result);
  return result;
}

/** Within one question the same expression under the same call has the same values. */
function localOf(world: World, frame: Frame | null): Map<Node, Value[]> {
  let local = world.question.local.get(frame);
  if (!local) {
    local = new Map();
    world.question.local.set(frame, local);
  }
  return local;
}

function dispatch(world: World, node: Node, env: Env): Value[] {
  switch (node.type) {
    case 'Identifier':
      return evaluateIdentifier(world, node.name, env);
    case 'ThisExpression':
      return evaluateThis(world, env);
    case 'TemplateLiteral':
      return template(world, node, env);
    case 'TaggedTemplateExpression':
      return template(world, node.quasi, env);
    case 'BinaryExpression':
      return binary(world, node, env);
    case 'LogicalExpression':
      return logical(world, node, env);
    case 'ConditionalExpression':
      return conditional(world, node, env);
    case 'MemberExpression':
      return evaluateMember(world, node, env);
    case 'CallExpression':
    case 'NewExpression':
      return evaluateCall(world, node, env);
    case 'ObjectExpression':
      dependOnFrame(world, env.frame);
      return [{ kind: 'object', place: { node, scope: env.scope, at: env.at }, frame: env.frame }];
    case 'ArrayExpression':
      dependOnFrame(world, env.frame);
      return [arrayOf(world, node, env)];
    case 'AssignmentExpression':
      // What `a += b` adds is among what is known of `a` here.
      return world.evaluate(
        node.operator === '+=' && node.left.type === 'Identifier' ? node.left : node.right,
        env,
      );
    case 'SequenceExpression':
      return node.expressions.length > 0
        ? world.evaluate(node.expressions[node.expressions.length - 1] ?? node, env)
        : [];
    case 'ParenthesizedExpression':
    case 'ChainExpression':
      return world.evaluate(node.expression, env);
    case 'AwaitExpression':
      return world.evaluate(node.argument, env);
    case 'YieldExpression':
      return node.argument ? world.evaluate(node.argument, env) : [];
    case 'UnaryExpression':
      return unary(node);
    default:
      return evaluateDefinition(world, node, env);
  }
}

function evaluateDefinition(world: World, node: Node, env: Env): Value[] {
  const { file } = env.scope;
  if (
    node.type === 'FunctionExpression' ||
    node.type === 'ArrowFunctionExpression' ||
    node.type === 'FunctionDeclaration'
  ) {
    const fn = file.functions.get(node);
    dependOnFrame(world, env.frame);
    return fn ? [{ kind: 'function', fn, frame: env.frame, self: null }] : [];
  }
  if (node.type === 'ClassExpression' || node.type === 'ClassDeclaration') {
    const cls = file.classes.get(node);
    dependOnFrame(world, env.frame);
    return cls ? [{ kind: 'class', cls, frame: env.frame }] : [];
  }
  if (node.type === 'MetaProperty') return [{ kind: 'global', name: 'import.meta' }];
  if (node.type === 'ImportExpression')
    return [
      { kind: 'unknown', hole: { name: 'module', owner: null, missing: true, encoded: false } },
    ];
  return [unknown('value')];
}

function literal(node: ESTree.Literal): Value[] {
  if (typeof node.value === 'string') return [text(node.value)];
  if (typeof node.value === 'number')
    return [{ kind: 'text', parts: [String(node.value)], primitive: 'number' }];
  if (typeof node.value === 'boolean')
    return [{ kind: 'text', parts: [String(node.value)], primitive: 'boolean' }];
  return node.value === null ? [ABSENT] : [unknown('value')];
}

function unary(node: ESTree.UnaryExpression): Value[] {
  if (node.operator === 'void') return [ABSENT];
  const { argument } = node;
  if (node.operator === '-' && argument.type === 'Literal' && typeof argument.value === 'number')
    return [numberValue(-argument.value)];
  if (node.operator === '!') return [{ kind: 'text', parts: ['true'], primitive: 'boolean' }];
  return [unknown('value')];
}

function arrayOf(world: World, node: ESTree.ArrayExpression, env: Env): Value {
  const items = [];
  for (const element of node.elements.slice(0, 64)) {
    if (element?.type === 'SpreadElement') {
      for (const value of world.evaluate(element.argument, env))
        if (value.kind === 'array') items.push(...value.items);
    } else if (element)
      items.push({ place: { node: element, scope: env.scope, at: env.at }, frame: env.frame });
  }
  return { kind: 'array', items };
}
