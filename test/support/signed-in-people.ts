import type { Role, TokenResponse } from '../../shared/account.ts';
import type { Mail } from '../../server/mail/mailer.ts';
import type { Accounts } from '../../server/organizations/accounts.ts';
import { trustId, type InvitationId } from '../../server/identifiers/ids.ts';

/** The origin that a service in a test uses in links. Its socket is at another address. */
export const SERVICE_ORIGIN = 'http://play.test';
export const PASSWORD = 'correct horse battery';

/** Somebody with an account, signed in. */
export interface SignedIn {
  email: string;
  userId: string;
  /** The `Cookie` header of their browser. */
  cookie: string;
}

/** Somebody with a token for an organization. `apiKey` is the token: `TestService.call` sends it as a credential. */
export interface Member extends SignedIn {
  apiKey: string;
  organizationId: string;
}

interface Service {
  url: string;
  accounts: Accounts;
  mails: Mail[];
}

let addresses = 0;

/** What a person does in a browser, for tests. */
export class SignedInPeople {
  readonly #service: Service;
  constructor(service: Service) {
    this.#service = service;
  }

  /** A request from a page of the service, as its browser sends it. */
  async request(
    method: string,
    path: string,
    {
      cookie,
      body,
      headers,
    }: { cookie?: string; body?: unknown; headers?: Record<string, string> } = {},
  ): Promise<Response> {
    return fetch(this.#service.url + path, {
      method,
      redirect: 'manual',
      headers: {
        origin: this.#service.accounts.origins[0],
        ...(cookie === undefined ? {} : { cookie }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  /** Signs up and opens the link in the mail. Each person has a network of their own, so that no limit is reached. */
  async signUp(email: string, name = email.split('@')[0] ?? ''): Promise<SignedIn> {
    const client = { address: `192.0.2.${(addresses = (addresses + 1) % 250)}` };
    const { accounts } = this.#service;
    const [origin] = accounts.origins;
    const body = JSON.stringify({ name, email, password: PASSWORD, callbackURL: '/dashboard' });
    const headers = { 'content-type': 'application/json', origin };
    const url = `${origin}/api/auth/sign-up/email`;
    const answer = await accounts.handle(
      new Request(url, { method: 'POST', headers, body }),
      client,
    );
    if (!answer.ok) throw new Error(`no sign-up: ${await answer.text()}`);
    const verified = await accounts.handle(new Request(this.linkTo(email)), client);
    const cookie = cookieOf(verified);
    const person = await accounts.personOf(new Headers({ cookie }));
    if (!person) throw new Error('The link did not sign in.');
    return { email, userId: person.id, cookie };
  }

  /** The link in the latest mail to an address. */
  linkTo(email: string): string {
    const mail = this.#service.mails.findLast(({ to }) => to === email);
    const link = mail && /https?:\/\/\S+/.exec(mail.text)?.[0];
    if (!link) throw new Error(`no mail with a link to ${email}`);
    return link;
  }

  async createOrganization(owner: SignedIn, name = 'Acme'): Promise<Member> {
    const body = { name };
    const made = await this.request('POST', '/api/v1/account/organizations', {
      cookie: owner.cookie,
      body,
    });
    if (made.status !== 201) throw new Error(`no organization: ${await made.text()}`);
    const { id } = (await made.json()) as { id: string };
    return this.tokenFor(owner, id);
  }

  async tokenFor(person: SignedIn, organizationId: string): Promise<Member> {
    const response = await this.request('POST', '/api/v1/account/token', {
      cookie: person.cookie,
      body: { organization_id: organizationId },
    });
    if (response.status !== 200) throw new Error(`no token: ${await response.text()}`);
    const { token } = (await response.json()) as TokenResponse;
    return { ...person, apiKey: token, organizationId };
  }

  /** An organization with its owner. */
  async owner(email = 'owner@example.com', organizationName = 'Acme'): Promise<Member> {
    return this.createOrganization(await this.signUp(email), organizationName);
  }

  /** Somebody who accepts an invitation of an owner. */
  async member(owner: Member, role: Role, email = `${role}@example.com`): Promise<Member> {
    const { accounts } = this.#service;
    const organizationId = trustId<Parameters<Accounts['members']>[0]>(owner.organizationId);
    const invitedBy = await accounts.findPerson(trustId(owner.userId));
    if (!invitedBy) throw new Error('The owner has no account.');
    const invitation = await accounts.invite({ organizationId, email, role, invitedBy });
    if (invitation === 'already_member') throw new Error(`${email} is a member already.`);
    const person = await this.signUp(email);
    const path = `/api/v1/account/invitations/${trustId<InvitationId>(invitation.id)}/accept`;
    const accepted = await this.request('POST', path, { cookie: person.cookie });
    if (accepted.status !== 200) throw new Error(`not accepted: ${await accepted.text()}`);
    return this.tokenFor(person, owner.organizationId);
  }
}

/** The cookies that an answer sets, as the browser sends them back. */
export const cookieOf = (response: Response): string =>
  response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');
