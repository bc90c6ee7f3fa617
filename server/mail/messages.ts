import type { Mail } from './mailer.ts';

const SERVICE = 'KLOAKD Playground';

/** Sent to a new address. The link proves that its owner reads the mail. */
export const verifyMail = (to: string, url: string): Mail => ({
  to,
  subject: `Confirm your email address for ${SERVICE}`,
  text: lines(
    'Someone signed up with this email address. If it was you, open this link to confirm the address:',
    url,
    'The link works for one hour.',
    'If it was not you, do nothing: without the link the account cannot be used.',
  ),
});

export const resetMail = (to: string, url: string): Mail => ({
  to,
  subject: `Choose a new password for ${SERVICE}`,
  text: lines(
    'Someone asked for a new password for your account. If it was you, open this link:',
    url,
    'The link works once and for one hour. A new password signs you out everywhere.',
    'If it was not you, do nothing: your password stays as it is.',
  ),
});

/** Sent when somebody signs up with the address of an account. An error would tell them that the account exists. */
export const existingAccountMail = (
  to: string,
  links: { signIn: string; forgot: string },
): Mail => ({
  to,
  subject: `You already have an account at ${SERVICE}`,
  text: lines(
    'Someone tried to sign up with this email address, but it already has an account.',
    `If it was you, sign in: ${links.signIn}`,
    `If you have forgotten your password, choose a new one: ${links.forgot}`,
    'If it was not you, do nothing.',
  ),
});

export const invitationMail = (
  to: string,
  invitation: {
    organizationName: string;
    invitedBy: string;
    role: string;
    url: string;
    days: number;
  },
): Mail => ({
  to,
  subject: `Join ${oneLine(invitation.organizationName)} at ${SERVICE}`,
  text: lines(
    `${oneLine(invitation.invitedBy)} invited you to the organization “${oneLine(invitation.organizationName)}” as ${invitation.role}.`,
    `To accept, sign in or sign up with this email address: ${invitation.url}`,
    `The invitation is open for ${invitation.days} days.`,
    'If you do not know who sent it, do nothing.',
  ),
});

const lines = (...paragraphs: string[]) => `${paragraphs.join('\n\n')}\n`;

/** Removes line breaks and links from a name that a person chose, so that it cannot pass for text of ours. */
const oneLine = (text: string) =>
  text
    .replaceAll(/[\p{C}\s]+/gu, ' ')
    .replaceAll(/:\/\//g, ' ')
    .trim();
