import type { Config } from '../config/config.ts';
import { ownOrigins } from '../config/own-origins.ts';
import type { Random } from '../identifiers/random.ts';
import { createMailer, type Mailer, type MailLog } from '../mail/mailer.ts';
import type { AppDeps } from '../wiring/app-deps.ts';
import type { Clock } from '../time/clock.ts';

export type Accounts = NonNullable<AppDeps['accounts']>;

/** Opens the accounts of a data folder. `main.ts` names the room that does it. */
export type OpenAccounts = (deps: {
  config: Config;
  origins: readonly [string, ...string[]];
  mailer: Mailer | null;
  clock: Clock;
  random: Random;
  log: MailLog;
}) => Accounts;

interface StartDeps {
  openAccounts: OpenAccounts;
  clock: Clock;
  random: Random;
  log: MailLog & { warn(fields: object, message: string): void };
}

/** @returns null where the links in mails would not lead to this service. The log says why. */
export function startAccounts(config: Config, deps: StartDeps): Accounts | null {
  const origins = ownOrigins(config);
  if (!origins) {
    deps.log.warn(
      {},
      'accounts are off: set PUBLIC_URL to the origin that people open, such as https://play.example',
    );
    return null;
  }
  const { smtpUrl, mailFrom } = config.accounts;
  const mailer = createMailer({ smtpUrl, mailFrom, production: config.production }, deps.log);
  if (!mailer) {
    deps.log.warn(
      {},
      'nobody can sign up: no mail can be sent to confirm an address, so set SMTP_URL and MAIL_FROM',
    );
  }
  return deps.openAccounts({ ...deps, config, origins, mailer });
}
