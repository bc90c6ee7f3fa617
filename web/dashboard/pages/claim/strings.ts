export const strings = {
  title: 'Keep what you found',
  lead: 'The discoveries of your playground move to an organization. There they stay, and your members see them.',
  organization: 'Organization',
  another: 'A new one…',
  submit: 'Move them here',
  noCodeTitle: 'There is nothing to take over',
  noCodeText: 'Open this page with the button “Sign up and keep these” of the playground.',
  toPlayground: 'To the playground',
  invalidTitle: 'The code does not work any more',
  invalidText:
    'It works once, for ten minutes, and on the network that you had in the playground. Get a new one from the playground.',
  doneTitle: (count: number) =>
    count === 1 ? '1 discovery is yours' : `${count} discoveries are yours`,
  doneText: (name: string) => `They belong to ${name} now.`,
  toDiscoveries: 'See them',
  toKeys: 'Make a live key',
  newOrganization: {
    name: 'Name of the organization',
    nameHint: 'Such as your company or your team.',
    submit: 'Create it and move them here',
  },
};
