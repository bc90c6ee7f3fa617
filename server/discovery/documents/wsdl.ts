import { CONFIDENCE } from '../findings/confidence.ts';
import type { DocumentFindings } from './document-findings.ts';
import { childrenNamed, descendants, localName, type XmlElement } from './parse-xml.ts';
import { resolveServer } from './openapi-servers.ts';

const OPERATIONS_MAX = 500;

/** Whether an XML root is a WSDL 1.1 (`definitions`) or 2.0 (`description`) document. */
export function isWsdl(root: XmlElement): boolean {
  return (
    (root.name === 'definitions' || root.name === 'description') &&
    root.children.some((child) => /^(?:service|binding|portType|interface)$/.test(child.name))
  );
}

/** Reads WSDL: one SOAP endpoint for each address, with the names of the operations of its binding. */
export function readWsdl(root: XmlElement, findings: DocumentFindings): void {
  findings.recognised = true;
  const all = operationNames(root.children);
  for (const part of [...childrenNamed(root, 'import'), ...childrenNamed(root, 'include')].slice(
    0,
    50,
  )) {
    const location = part.attributes.get('location');
    if (location !== undefined) findings.lead(location, 'wsdl', 85);
  }
  for (const service of childrenNamed(root, 'service')) {
    findings.title ??= service.attributes.get('name') ?? null;
    for (const port of service.children) {
      const address = portAddress(port);
      if (address !== null) addPort(root, port, address, all, findings);
    }
  }
}

/** WSDL 1.1: `port/soap:address@location`; 2.0: `endpoint@address`. */
function portAddress(port: XmlElement): string | null {
  if (port.name === 'endpoint') return port.attributes.get('address') ?? null;
  const [address] = childrenNamed(port, 'address');
  return address?.attributes.get('location') ?? null;
}

function addPort(
  root: XmlElement,
  port: XmlElement,
  address: string,
  allOperations: string[],
  findings: DocumentFindings,
): void {
  const name = localName(port.attributes.get('binding') ?? '');
  const binding = childrenNamed(root, 'binding').find(
    (each) => each.attributes.get('name') === name,
  );
  const verb = binding?.children.find((child) => child.name === 'binding')?.attributes.get('verb');
  const url = resolveServer(address, findings.url);
  if (url === null) return;
  findings.server(url);
  const own = binding === undefined ? [] : operationNames([binding]);
  const operations = own.length > 0 ? own : allOperations;
  if (verb !== undefined) return addHttpOperations(url, verb, binding, findings);
  findings.candidate({
    method: 'POST',
    url,
    apiType: 'soap',
    body: operations.length > 0 ? [['operations', operations]] : [],
    confidence: CONFIDENCE.stated,
    technique: 'wsdl',
  });
}

/** The HTTP binding of WSDL 1.1 (section 4): each operation has an address of its own. */
function addHttpOperations(
  base: string,
  verb: string,
  binding: XmlElement | undefined,
  findings: DocumentFindings,
): void {
  for (const operation of binding === undefined ? [] : childrenNamed(binding, 'operation')) {
    const location = childrenNamed(operation, 'operation')[0]?.attributes.get('location');
    if (location === undefined) continue;
    findings.candidate({
      method: verb,
      url: base + location,
      apiType: 'rest',
      confidence: CONFIDENCE.stated,
      technique: 'wsdl',
    });
  }
}

function operationNames(among: XmlElement[]): string[] {
  const names = new Set<string>();
  for (const element of among) {
    if (!/^(?:portType|interface|binding)$/.test(element.name)) continue;
    for (const operation of descendants(element, 'operation')) {
      // WSDL 2.0 bindings refer to the interface's operation.
      const name =
        operation.attributes.get('name') ?? localName(operation.attributes.get('ref') ?? '');
      if (name !== '' && names.size < OPERATIONS_MAX) names.add(name);
    }
  }
  return [...names];
}
