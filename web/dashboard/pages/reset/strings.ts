export const strings = {
  title: 'Choose a new password',
  password: 'New password',
  passwordHint: (length: number) => `At least ${length} characters.`,
  submit: 'Save the password',
  doneTitle: 'Your password is changed',
  doneText: 'Sign in with it.',
  signIn: 'Sign in',
  invalidTitle: 'This link does not work any more',
  invalidText: 'It works once, and for a limited time. Ask for another one.',
  again: 'Send another link',
};
