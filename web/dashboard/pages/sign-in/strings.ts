export const strings = {
  title: 'Sign in',
  email: 'Email',
  password: 'Password',
  submit: 'Sign in',
  forgot: 'Forgot your password?',
  noAccount: 'No account yet?',
  signUp: 'Sign up',
  wrongTitle: 'Email or password is wrong',
  wrongText: 'Check both. If you signed up with another provider, use its button.',
  unverifiedTitle: 'Your address is not verified yet',
  unverifiedText: 'Open the link in the mail that we sent to it, or have it sent again.',
  sendAgain: 'Send the mail again',
  sentAgain: 'Sent. Look into your mail.',
  providerFailedTitle: 'The sign-in did not work',
  providerFailedText:
    'The other provider refused it, or you stopped it there. Try again, or use email and password.',
};
