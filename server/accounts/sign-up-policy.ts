import type { SignUp } from '../config/config.ts';

/**
 * Who may make an account. An open invitation to the address is enough under every policy: an owner or admin asked
 * for exactly this person, and without it a closed server could never have a second member.
 */
export function createSignUpPolicy(
  signUp: SignUp,
  hasOpenInvitation: (email: string) => boolean,
): (email: string) => boolean {
  return (email) => {
    switch (signUp.kind) {
      case 'open':
        return true;
      case 'closed':
        return hasOpenInvitation(email);
      case 'domains':
        return signUp.domains.includes(domainOf(email)) || hasOpenInvitation(email);
      default:
        return signUp satisfies never;
    }
  };
}

/** The domain is compared as a whole: `example.com` allows neither `evil-example.com` nor `example.com.evil`. */
const domainOf = (email: string) => email.slice(email.lastIndexOf('@') + 1).toLowerCase();
