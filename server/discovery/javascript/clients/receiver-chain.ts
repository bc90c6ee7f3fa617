import { keyName, type Node, unwrap } from '../syntax/ast.ts';
import { lookup, type Scope } from '../syntax/scope.ts';
import type { Value } from '../evaluate/value.ts';
import type { Env, World } from '../evaluate/world.ts';

/** One step from a library's object to the object that a method is called on. */
export interface Link {
  /** The chain up to this step. */
  readonly node: Node;
  readonly scope: Scope;
  /** `null` where it is only known at run time. */
  readonly name: string | null;
  readonly key: Node;
  /** The arguments of a call, such as `one('users', id)`; `null` for a property. */
  readonly args: readonly Node[] | null;
}

export interface ReceiverChain {
  readonly root: Node;
  readonly scope: Scope;
  /** In the order in which they are applied. */
  readonly links: readonly Link[];
}

const LINKS_MAX = 12;

/**
 * The steps of `api.one('users', id).all('posts')`.
 * @param follow whether variables that hold a part of it are followed
 */
export function receiverChain(node: Node, scope: Scope, follow: boolean): ReceiverChain {
  const links: Link[] = [];
  let current = unwrap(node);
  let where = scope;
  while (links.length < LINKS_MAX) {
    const args = current.type === 'CallExpression' ? current.arguments : null;
    const member = current.type === 'CallExpression' ? unwrap(current.callee) : current;
    if (member.type === 'MemberExpression' && member.object.type !== 'Super') {
      const name = keyName(member.property, member.computed);
      links.unshift({ node: current, scope: where, name, key: member.property, args });
      current = unwrap(member.object);
      continue;
    }
    const held = follow && current.type === 'Identifier' ? heldBy(current.name, where) : null;
    if (!held) break;
    current = unwrap(held.node);
    where = held.scope;
  }
  return { root: current, scope: where, links };
}

/** The call or property that a variable holds, where the variable is assigned only once. */
function heldBy(name: string, scope: Scope): { node: Node; scope: Scope } | null {
  const [def, other] = lookup(scope, name)?.defs ?? [];
  if (other || def?.kind !== 'value' || def.append || def.path.length > 0) return null;
  const { type } = unwrap(def.place.node);
  return type === 'MemberExpression' || type === 'CallExpression' ? def.place : null;
}

/** The values of an argument of a call in the chain; empty where it has no such argument. */
export function linkArgument(world: World, link: Link, index: number, env: Env): Value[] {
  const node = link.args?.[index];
  return !node || node.type === 'SpreadElement'
    ? []
    : world.evaluate(node, { ...env, scope: link.scope });
}
