import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import {
  CreateSessionRequest,
  Session,
  SessionList,
  SessionPage,
  SetSessionJobRequest,
} from '../../shared/skanyr.ts';
import {
  createSession,
  deleteSession,
  endSession,
  listSessions,
  readSession,
  setSessionJob,
  type SessionDeps,
} from '../skanyr/sessions.ts';
import { callerOf, idempotencyKey } from './skanyr-caller.ts';

const read = { module: 'skanyr', access: 'read' } as const;
const write = { module: 'skanyr', access: 'write' } as const;
const SessionParams = Type.Object({ organization_id: Type.String(), session_id: Type.String() });

/** Saved discovery configurations. These are the only writes of the module. */
export const sessionRoutes: FastifyPluginAsyncTypebox<SessionDeps> = async (app, deps) => {
  app.get(
    '/sessions',
    {
      config: read,
      schema: {
        summary: 'Saved discovery configurations',
        querystring: SessionPage,
        response: { 200: SessionList },
      },
    },
    async (request) => {
      const { limit = 50, offset = 0 } = request.query;
      return listSessions({ limit, offset }, callerOf(request), deps);
    },
  );

  app.get(
    '/sessions/:session_id',
    {
      config: read,
      schema: {
        summary: 'One saved discovery configuration',
        params: SessionParams,
        response: { 200: Session },
      },
    },
    async (request) => readSession(request.params.session_id, callerOf(request), deps),
  );

  app.post(
    '/sessions',
    {
      config: write,
      schema: {
        summary: 'Save a discovery configuration',
        body: CreateSessionRequest,
        response: { 201: Session },
      },
    },
    async (request, reply) =>
      reply
        .code(201)
        .send(
          await createSession(
            { ...request.body, idempotencyKey: idempotencyKey(request) },
            callerOf(request),
            deps,
          ),
        ),
  );

  app.delete(
    '/sessions/:session_id',
    {
      config: write,
      schema: { summary: 'Delete a saved discovery configuration', params: SessionParams },
    },
    async (request, reply) => {
      await deleteSession(request.params.session_id, callerOf(request), deps);
      return reply.code(204).send();
    },
  );

  app.post(
    '/sessions/:session_id/end',
    {
      config: write,
      schema: { summary: 'End a saved session', params: SessionParams, response: { 200: Session } },
    },
    async (request) => endSession(request.params.session_id, callerOf(request), deps),
  );

  app.patch(
    '/sessions/:session_id/job',
    {
      config: write,
      schema: {
        summary: 'Tie a session to a discovery',
        params: SessionParams,
        body: SetSessionJobRequest,
        response: { 200: Session },
      },
    },
    async (request) =>
      setSessionJob(request.params.session_id, request.body.job_id, callerOf(request), deps),
  );
};
