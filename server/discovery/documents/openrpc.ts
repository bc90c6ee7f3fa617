import { CONFIDENCE } from '../findings/confidence.ts';
import type { DocumentFindings } from './document-findings.ts';
import { serverBases } from './openapi-servers.ts';
import { plainText } from '../findings/plain-text.ts';
import { type Fields, fieldsOf, listOf, textOf } from './untrusted.ts';

const METHODS_MAX = 500;

export function isOpenRpc(document: Fields): boolean {
  return document['openrpc'] !== undefined && Array.isArray(document['methods']);
}

/** Reads OpenRPC 1.x: one JSON-RPC endpoint for each server, with the names of its methods. */
export function readOpenRpc(document: Fields, findings: DocumentFindings): void {
  findings.recognised = true;
  findings.title = plainText(textOf(fieldsOf(document['info'])['title']) ?? '', 200);
  const names = listOf(document['methods'])
    .slice(0, METHODS_MAX)
    .map((method) => textOf(fieldsOf(method)['name']))
    .filter((name) => name !== null)
    .map((name) => plainText(name, 128));
  for (const url of serverBases(document['servers'], findings.url)) {
    findings.server(url);
    findings.candidate({
      method: 'POST',
      url,
      apiType: 'rpc',
      body: [
        ['jsonrpc', 'string'],
        ['method', 'string'],
        ['params', 'object'],
        ['id', 'string'],
        ['operations', names],
      ],
      confidence: CONFIDENCE.stated,
      technique: 'openrpc',
    });
  }
}
