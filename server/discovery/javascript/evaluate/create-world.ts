import { constructionsOf } from './constructions.ts';
import { evaluate } from './evaluate.ts';
import { property } from './properties.ts';
import type { Libraries, World } from './world.ts';

/** A world without files. */
export function createWorld(documentBase: URL, libraries: Libraries, isLate: () => boolean): World {
  return {
    documentBase,
    libraries,
    isLate,
    index: {
      files: [],
      byUrl: new Map(),
      globals: new Map(),
      stores: new Map(),
      targetStores: new Map(),
      shortened: new Map(),
      superCalls: new Map(),
      aliases: new Map(),
      importsByName: new Map(),
      callsByName: new Map(),
      newsByName: new Map(),
      callsWith: new Map(),
      functionsByName: new Map(),
      modules: new Map(),
    },
    memory: {
      values: new Map(),
      members: new Map(),
      exports: new Map(),
      fields: new Map(),
      constructions: new Map(),
    },
    question: {
      assumed: new Map(),
      local: new Map(),
      steps: 0,
      stepsTotal: 40_000_000,
      depth: 0,
      serial: 0,
      oldest: Number.MAX_SAFE_INTEGER,
    },
    constructions(fn) {
      return constructionsOf(this, fn);
    },
    evaluate(node, env) {
      return evaluate(this, node, env);
    },
    property(value, name, env) {
      return property(this, value, name, env);
    },
  };
}
