import { isConfiguration, readConfiguration } from './api-viewer-configuration.ts';
import { isAsyncApi, readAsyncApi } from './asyncapi.ts';
import type { DocumentFindings } from './document-findings.ts';
import {
  introspectedSchema,
  isGraphqlError,
  readGraphqlError,
  readIntrospection,
} from './graphql-document.ts';
import { isLinked, readLinked } from './hypermedia.ts';
import { isLinkset, readLinkset } from './linkset.ts';
import { isODataService, readODataService } from './odata-service.ts';
import { isOpenApi, readOpenApi } from './openapi.ts';
import { isOpenRpc, readOpenRpc } from './openrpc.ts';
import { isPostmanCollection, readPostmanCollection } from './postman.ts';
import { type Fields, fieldsOf, isFields, textOf } from './untrusted.ts';
import { isAuthorizationServer, isUrlIndex, readUrlIndex } from './url-index.ts';
import { isWebManifest, readWebManifest } from './web-manifest.ts';
import { isWordPressIndex, readWordPressIndex } from './wordpress.ts';

type Format = readonly [
  is: (document: Fields, url: string) => boolean,
  read: (document: Fields, findings: DocumentFindings) => void,
];

/**
 * Every format of JSON or YAML that is read. The first that fits is used, so those with the clearest marks come first.
 */
const FORMATS: readonly Format[] = [
  [isOpenApi, readOpenApi],
  [isAsyncApi, readAsyncApi],
  [isOpenRpc, readOpenRpc],
  [isWordPressIndex, readWordPressIndex],
  [isPostmanCollection, readPostmanCollection],
  [isGraphqlError, (_document, findings) => readGraphqlError(findings)],
  [isLinkset, readLinkset],
  [isODataService, readODataService],
  [isConfiguration, readConfiguration],
  [isLinked, readLinked],
  [isAuthorizationServer, readUrlIndex],
  [isWebManifest, readWebManifest],
  [isUrlIndex, readUrlIndex],
];

/** Reads a parsed JSON or YAML document of any known format; an ordinary answer gives nothing. */
export function readJson(value: unknown, findings: DocumentFindings): void {
  if (Array.isArray(value)) {
    // GraphQL servers answer a batch with a list; springfox lists its groups with a URL each.
    const first = fieldsOf((value as unknown[])[0]);
    if (isGraphqlError(first)) return readGraphqlError(findings);
    if (textOf(first['swaggerVersion']) !== null) readConfiguration({ urls: value }, findings);
    return;
  }
  if (!isFields(value)) return;
  const schema = introspectedSchema(value);
  if (schema !== null) return readIntrospection(schema, findings);
  const format = FORMATS.find(([is]) => is(value, findings.url));
  format?.[1](value, findings);
}
