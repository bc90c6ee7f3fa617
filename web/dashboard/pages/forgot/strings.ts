export const strings = {
  title: 'Forgot your password?',
  lead: 'We send a link to your address, with which you choose a new one.',
  email: 'Email',
  submit: 'Send the link',
  sentTitle: 'Check your mail',
  // The text is the same with and without an account, so that nobody can find out who has one.
  sentText: (email: string) => `If there is an account for ${email}, a link is on its way.`,
  back: 'Back to the sign-in page',
};
