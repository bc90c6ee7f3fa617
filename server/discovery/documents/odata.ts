import { CONFIDENCE } from '../findings/confidence.ts';
import type { DocumentFindings } from './document-findings.ts';
import { childrenNamed, descendants, localName, type XmlElement } from './parse-xml.ts';

/** Query options that every set understands (OData 4.01, part 2, section 5.1). */
export const SET_OPTIONS = ['$filter', '$select', '$expand', '$orderby', '$top', '$skip', '$count'];
const PROPERTIES_MAX = 200;

export function isODataMetadata(root: XmlElement): boolean {
  return root.name === 'Edmx' && descendants(root, 'Schema').next().done === false;
}

/** Reads an OData `$metadata` document (CSDL, versions 2 to 4): sets, singletons, functions and actions. */
export function readODataMetadata(root: XmlElement, findings: DocumentFindings): void {
  findings.recognised = true;
  const service = new ODataService(root, findings);
  for (const container of descendants(root, 'EntityContainer')) {
    for (const member of container.children) service.addMember(member);
  }
}

class ODataService {
  readonly #base: string;
  readonly #findings: DocumentFindings;
  readonly #types = new Map<string, XmlElement>();
  readonly #operations = new Map<string, XmlElement>();

  constructor(root: XmlElement, findings: DocumentFindings) {
    this.#findings = findings;
    this.#base = new URL('.', findings.url).href;
    for (const schema of descendants(root, 'Schema')) {
      for (const prefix of [schema.attributes.get('Namespace'), schema.attributes.get('Alias')]) {
        if (prefix !== undefined) this.#addDefinitions(prefix, schema.children);
      }
    }
  }

  #addDefinitions(prefix: string, definitions: XmlElement[]): void {
    for (const definition of definitions) {
      const name = `${prefix}.${definition.attributes.get('Name') ?? ''}`;
      if (definition.name === 'EntityType') this.#types.set(name, definition);
      else if (/^(?:Function|Action)$/.test(definition.name))
        this.#operations.set(name, definition);
    }
  }

  addMember(member: XmlElement): void {
    const name = member.attributes.get('Name');
    if (name === undefined) return;
    switch (member.name) {
      case 'EntitySet':
        return this.#addSet(name, this.#types.get(member.attributes.get('EntityType') ?? ''));
      case 'Singleton':
        return this.#add('GET', name, CONFIDENCE.stated, { query: ['$select', '$expand'] });
      case 'FunctionImport':
        return this.#addFunction(name, member);
      case 'ActionImport': {
        const action = this.#operations.get(member.attributes.get('Action') ?? '');
        return this.#add('POST', name, CONFIDENCE.stated, { body: parameters(action) });
      }
    }
  }

  #addSet(name: string, type: XmlElement | undefined): void {
    const keys =
      type === undefined
        ? []
        : [...descendants(type, 'PropertyRef')].map((key) => key.attributes.get('Name') ?? '');
    const key =
      keys.length > 1 ? keys.map((each) => `${each}={${each}}`).join(',') : `{${keys[0] ?? 'key'}}`;
    const body = properties(type);
    this.#add('GET', name, CONFIDENCE.stated, { query: SET_OPTIONS });
    this.#add('GET', `${name}(${key})`, CONFIDENCE.stated, { query: ['$select', '$expand'] });
    this.#add('POST', name, CONFIDENCE.implied, { body });
    this.#add('PATCH', `${name}(${key})`, CONFIDENCE.implied, { body });
    this.#add('DELETE', `${name}(${key})`, CONFIDENCE.implied, {});
  }

  #addFunction(name: string, member: XmlElement): void {
    // Version 2 writes the method and the parameters here; version 4 refers to a function.
    const definition = this.#operations.get(member.attributes.get('Function') ?? '');
    if (definition === undefined) {
      const method = member.attributes.get('HttpMethod') ?? 'GET';
      return this.#add(method, name, CONFIDENCE.stated, {
        query: parameters(member).map(([parameter]) => parameter),
      });
    }
    const list = parameters(definition).map(([parameter]) => `${parameter}={${parameter}}`);
    this.#add(
      'GET',
      list.length > 0 ? `${name}(${list.join(',')})` : `${name}()`,
      CONFIDENCE.stated,
      {},
    );
  }

  #add(
    method: string,
    path: string,
    confidence: number,
    known: { query?: string[]; body?: [string, string][] },
  ): void {
    const technique = 'odata-metadata';
    this.#findings.candidate({
      method,
      url: this.#base + path,
      apiType: 'odata',
      confidence,
      technique,
      ...known,
    });
  }
}

function parameters(operation: XmlElement | undefined): [string, string][] {
  return typed(operation === undefined ? [] : childrenNamed(operation, 'Parameter'));
}

function properties(type: XmlElement | undefined): [string, string][] {
  return typed(type === undefined ? [] : childrenNamed(type, 'Property'));
}

function typed(elements: XmlElement[]): [string, string][] {
  return elements.slice(0, PROPERTIES_MAX).flatMap((element) => {
    const name = element.attributes.get('Name');
    return name === undefined ? [] : [[name, jsonType(element.attributes.get('Type') ?? '')]];
  });
}

function jsonType(edmType: string): string {
  const name = localName(edmType).replace('Edm.', '');
  if (name.startsWith('Collection(')) return 'array';
  if (/^(?:Byte|SByte|Int16|Int32|Int64)$/.test(name)) return 'integer';
  if (/^(?:Decimal|Double|Single)$/.test(name)) return 'number';
  if (name === 'Boolean') return 'boolean';
  return edmType.startsWith('Edm.') ? 'string' : 'object';
}
