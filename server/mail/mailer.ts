import { createTransport } from 'nodemailer';

/** A plain-text mail. */
export interface Mail {
  to: string;
  subject: string;
  text: string;
}

export interface Mailer {
  /**
   * Starts to send a mail and returns at once. An answer that waited for the mail server would show, by its slowness,
   * that an address has an account. A failure is logged without the address.
   */
  send(mail: Mail): void;
  /** Waits for mails that are being sent. */
  close(): Promise<void>;
}

export interface MailLog {
  info(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export interface MailSettings {
  /** `SMTP_URL`, or null where no mail server is configured. */
  smtpUrl: string | null;
  /** `MAIL_FROM` */
  mailFrom: string;
  production: boolean;
}

const CONNECT_TIMEOUT_MS = 10_000;
const SEND_TIMEOUT_MS = 30_000;

/** @returns null in production without a mail server: then no mail can reach anybody. */
export function createMailer(settings: MailSettings, log: MailLog): Mailer | null {
  if (settings.smtpUrl !== null) return smtpMailer(settings.smtpUrl, settings.mailFrom, log);
  return settings.production ? null : logMailer(log);
}

function smtpMailer(url: string, from: string, log: MailLog): Mailer {
  const transport = createTransport(
    {
      url,
      connectionTimeout: CONNECT_TIMEOUT_MS,
      greetingTimeout: CONNECT_TIMEOUT_MS,
      socketTimeout: SEND_TIMEOUT_MS,
      // The content of a mail is never read from a file or a URL.
      disableFileAccess: true,
      disableUrlAccess: true,
    },
    { from },
  );
  const sending = new Set<Promise<void>>();
  return {
    send({ to, subject, text }) {
      const sent = transport
        // An object, because a comma in a plain text would be read as a second recipient.
        .sendMail({ to: { name: '', address: to }, subject, text })
        .then(
          () => undefined,
          (error: unknown) => log.error(failureOf(error), 'a mail was not sent: check SMTP_URL'),
        )
        .finally(() => sending.delete(sent));
      sending.add(sent);
    },
    async close() {
      await Promise.all(sending);
      transport.close();
    },
  };
}

/** The error for the log, without the mail server's text, which usually repeats the address. */
function failureOf(error: unknown): object {
  const { code, responseCode, command } = error as Record<string, unknown>;
  return { code, responseCode, command };
}

/** Writes mails to the log, for development. This is the only place where an address and a link are logged. */
const logMailer = (log: MailLog): Mailer => ({
  send: (mail) => log.info({ mail }, 'MAIL, printed here since SMTP_URL is not set'),
  close: async () => undefined,
});
