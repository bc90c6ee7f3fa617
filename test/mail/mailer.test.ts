import { describe, expect, it } from 'vitest';
import { createMailer, type MailLog } from '../../server/mail/mailer.ts';
import { existingAccountMail, invitationMail, verifyMail } from '../../server/mail/messages.ts';
import { startSmtpSink } from '../support/smtp-sink.ts';

function recordingLog() {
  const lines: string[] = [];
  const keep = (fields: object, message: string) =>
    void lines.push(JSON.stringify({ fields, message }));
  const log: MailLog = { info: keep, error: keep };
  return { lines, log };
}
const settings = { mailFrom: 'Playground <noreply@play.example>', production: true };
const mail = verifyMail('ada@example.com', 'https://play.example/api/auth/verify-email?token=t');

describe('a mail', () => {
  it('reaches the mail server, as plain text and with nothing in the log', async () => {
    const sink = await startSmtpSink();
    const { lines, log } = recordingLog();
    const mailer = createMailer({ ...settings, smtpUrl: sink.url }, log);
    mailer?.send(mail);
    await mailer?.close();
    await sink.close();
    expect(sink.mails).toMatchObject([{ from: 'noreply@play.example', to: ['ada@example.com'] }]);
    expect(sink.mails[0]?.data).toMatch(/^Content-Type: text\/plain/m);
    expect(sink.mails[0]?.data).toContain('https://play.example/api/auth/verify-email');
    expect(lines).toEqual([]);
  });

  it('that cannot be sent is logged without its address or link', async () => {
    const sink = await startSmtpSink({ refuse: true });
    const { lines, log } = recordingLog();
    const mailer = createMailer({ ...settings, smtpUrl: sink.url }, log);
    mailer?.send(mail);
    await mailer?.close();
    await sink.close();
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('550');
    expect(lines[0]).not.toMatch(/ada@example|token/);
  });

  it('goes to one address, whatever stands in it', async () => {
    const sink = await startSmtpSink();
    const { log } = recordingLog();
    const mailer = createMailer({ ...settings, smtpUrl: sink.url }, log);
    mailer?.send({ ...mail, to: 'ada@example.com, eve@example.com' });
    mailer?.send({ ...mail, to: 'ada@example.com\r\nBcc: eve@example.com' });
    await mailer?.close();
    await sink.close();
    for (const { to, data } of sink.mails) {
      expect(to).toHaveLength(1);
      expect(to).not.toContain('eve@example.com');
      expect(data).not.toMatch(/^Bcc:/m);
    }
  });

  it('is printed in the log where no mail server is configured, but never in production', () => {
    const { lines, log } = recordingLog();
    createMailer({ ...settings, smtpUrl: null, production: false }, log)?.send(mail);
    expect(lines[0]).toMatch(/MAIL.*SMTP_URL/);
    expect(lines[0]).toContain('verify-email?token=t');
    expect(createMailer({ ...settings, smtpUrl: null }, log)).toBeNull();
  });
});

describe('the text of a mail', () => {
  it('quotes names that people chose on one line and without an address to click', () => {
    const { subject, text } = invitationMail('bob@example.com', {
      organizationName: 'Acme\r\nBcc: eve@example.com',
      invitedBy: 'Your bank: https://evil.example/sign-in',
      role: 'admin',
      url: 'https://play.example/dashboard/invitations',
      days: 7,
    });
    expect(subject).not.toMatch(/[\r\n]/);
    expect(text.match(/https?:\/\/\S+/g)).toEqual(['https://play.example/dashboard/invitations']);
    expect(text).toContain('as admin');
  });

  it('tells the owner of an account that somebody tried to sign up with it', () => {
    const links = { signIn: 'https://play.example/in', forgot: 'https://play.example/forgot' };
    expect(existingAccountMail('ada@example.com', links).text).toMatch(/already has an account/);
  });
});
