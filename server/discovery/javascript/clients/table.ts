import { angular } from './angular.ts';
import { angularjs } from './angularjs.ts';
import { axios } from './axios.ts';
import { backbone } from './backbone.ts';
import type { Client } from './client.ts';
import { eventSource } from './event-source.ts';
import { feathers } from './feathers.ts';
import { fetchClient } from './fetch.ts';
import { got } from './got.ts';
import { graphql } from './graphql.ts';
import { hono } from './hono.ts';
import { jquery } from './jquery.ts';
import { ky } from './ky.ts';
import { openapiFetch } from './openapi-fetch.ts';
import { openapiGenerated } from './openapi-generated.ts';
import { restangular } from './restangular.ts';
import { rtkQuery } from './rtk-query.ts';
import { signalr } from './signalr.ts';
import { socketIo } from './socket-io.ts';
import { superagent } from './superagent.ts';
import { trpc } from './trpc.ts';
import { webSocket } from './web-socket.ts';
import { wretch } from './wretch.ts';
import { xhr } from './xhr.ts';

/** Every library that is known. Where two recognize the same call, the first in this list reads it. */
export const CLIENTS: readonly Client[] = [
  fetchClient,
  restangular,
  feathers,
  hono,
  jquery,
  eventSource,
  webSocket,
  signalr,
  openapiFetch,
  xhr,
  socketIo,
  axios,
  angular,
  angularjs,
  ky,
  got,
  superagent,
  wretch,
  openapiGenerated,
  rtkQuery,
  backbone,
  trpc,
  graphql,
];
