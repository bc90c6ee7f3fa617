export const strings = {
  title: 'Your address is confirmed',
  lead: 'Go on in the tab where you signed up, or here.',
  goOn: 'Go on',
  signIn: 'Sign in',
  failedTitle: 'This link does not work any more',
  failedHint: 'It works once, and for a limited time',
  failedText: 'Sign in to have another one sent.',
};
