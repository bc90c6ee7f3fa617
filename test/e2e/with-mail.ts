import { test as base, type Browser, type Page } from '@playwright/test';
import Database from 'better-sqlite3';
import { join } from 'node:path';
import { freePort } from '../support/free-port.ts';
import { newDataDir, removeDataDir, startServer } from '../support/server-process.ts';
import { cookieOf } from '../support/signed-in-people.ts';
import { startSmtpSink, type ReceivedMail } from '../support/smtp-sink.ts';

const PASSWORD = 'correct horse battery';

/** Somebody with a confirmed address, and the cookies of one browser of theirs. */
export interface Person {
  name: string;
  email: string;
  password: string;
  cookies: { name: string; value: string }[];
}

/** The service in a process of its own, with a mail server. All tests of a worker share one: each uses people of its own. */
export interface MailService {
  url: string;
  /** All that the process has printed. */
  output(): string;
  /** The text of the newest mail to an address, once it has come. */
  mailTo(email: string, about: RegExp): Promise<string>;
  /** The link in such a mail. */
  linkTo(email: string, about: RegExp): Promise<string>;
  /** Signs up by the API, from a network of their own, and opens the link of the mail. */
  signUp(name: string): Promise<Person>;
  /** A page in a new window, in which the person is signed in. */
  open(browser: Browser, person: Person, path: string): Promise<Page>;
  /** A request from a page of the service, by a signed-in person. */
  request(person: Person, method: string, path: string, body?: object): Promise<Response>;
  /** A request of a member to a route of their organization. */
  asMember(
    person: Person,
    organizationId: string,
    method: string,
    path: string,
    body?: object,
  ): Promise<Response>;
  /** Makes a live key of an organization. @returns the secret */
  liveKey(person: Person, organizationId: string): Promise<string>;
  /** Reads or changes rows of `accounts.db` or `playground.db` behind the service's back. */
  rows<T>(file: 'accounts' | 'playground', sql: string, ...values: string[]): T[];
}

export const test = base.extend<object, { mailService: MailService }>({
  mailService: [
    async ({}, use) => {
      const sink = await startSmtpSink();
      const dataDir = newDataDir();
      const server = await startServer(
        {
          PORT: await freePort(),
          DEMO_SITE: 'off',
          SMTP_URL: sink.url,
          // So that each person of a test can come from a network of their own.
          TRUSTED_PROXIES: '127.0.0.1/32',
        },
        dataDir,
      );
      await use(createMailService({ ...server, dataDir }, sink.mails));
      await server.stop();
      await sink.close();
      removeDataDir(dataDir);
    },
    { scope: 'worker' },
  ],
});

export { expect } from '@playwright/test';

interface Server {
  url: string;
  dataDir: string;
  output(): string;
}

let networks = 0;
let addresses = 0;

function createMailService(server: Server, mails: ReceivedMail[]): MailService {
  const { url } = server;
  const send = (
    method: string,
    path: string,
    body?: object,
    { cookies = [], headers = {} }: { cookies?: Person['cookies']; headers?: object } = {},
  ) =>
    fetch(url + path, {
      method,
      redirect: 'manual',
      headers: {
        origin: url,
        'x-forwarded-for': `192.0.2.${(networks = (networks + 1) % 250)}`,
        cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; '),
        ...(body ? { 'content-type': 'application/json' } : {}),
        ...headers,
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });

  const service: MailService = {
    url,
    output: server.output,
    async mailTo(email, about) {
      const find = () =>
        mails
          .filter(({ to }) => to.includes(email))
          .map(textOf)
          .findLast((text) => about.test(text));
      await base.expect.poll(find).toBeDefined();
      return find() ?? '';
    },
    async linkTo(email, about) {
      return /https?:\/\/\S+/.exec(await service.mailTo(email, about))?.[0] ?? '';
    },
    async signUp(name) {
      const email = `${name.toLowerCase()}.${(addresses += 1)}@example.com`;
      const form = { name, email, password: PASSWORD, callbackURL: '/dashboard/verify' };
      const answer = await send('POST', '/api/auth/sign-up/email', form);
      if (!answer.ok) throw new Error(`no sign-up: ${await answer.text()}`);
      const link = new URL(await service.linkTo(email, /Confirm your email/));
      const confirmed = await send('GET', link.pathname + link.search);
      return { name, email, password: PASSWORD, cookies: readCookies(confirmed) };
    },
    async open(browser, person, path) {
      const context = await browser.newContext();
      await context.addCookies(person.cookies.map((cookie) => ({ ...cookie, url })));
      const page = await context.newPage();
      await page.goto(url + path);
      return page;
    },
    request: (person, method, path, body) => send(method, path, body, person),
    async asMember(person, id, method, path, body) {
      const asked = { organization_id: id };
      const issued = await send('POST', '/api/v1/account/token', asked, person);
      const { token } = (await issued.json()) as { token: string };
      const headers = { authorization: `Bearer ${token}`, 'x-kloakd-organization': id };
      return send(method, `/api/v1/organizations/${id}/${path}`, body, { headers });
    },
    async liveKey(person, id) {
      const body = { name: 'Key of a test' };
      const made = await service.asMember(person, id, 'POST', 'api-keys', body);
      return ((await made.json()) as { secret: string }).secret;
    },
    rows<T>(file: string, sql: string, ...values: string[]): T[] {
      const db = new Database(join(server.dataDir, `${file}.db`), { timeout: 5_000 });
      try {
        const statement = db.prepare<string[], T>(sql);
        if (statement.reader) return statement.all(...values);
        statement.run(...values);
        return [];
      } finally {
        db.close();
      }
    },
  };
  return service;
}

const readCookies = (response: Response) =>
  cookieOf(response)
    .split('; ')
    .map((cookie) => {
      const [name = '', ...value] = cookie.split('=');
      return { name, value: value.join('=') };
    });

/** Headers and text as a person reads them (RFC 2045, quoted-printable). */
function textOf({ data }: ReceivedMail): string {
  if (!/^Content-Transfer-Encoding: quoted-printable/im.test(data)) return data;
  const bytes = data
    .replaceAll('=\n', '')
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
