export const strings = {
  title: 'Playground sites',
  lead: 'Sites whose pages may show the playground in a frame. Browsers refuse it everywhere else.',
  add: 'Add site',
  table: 'Sites',
  columns: { site: 'Site', added: 'Added', by: 'By', actions: 'Actions' },
  unknown: 'Unknown',
  remove: 'Remove',
  settings: 'Settings',
  settingsNamed: (origin: string) => `Settings of ${origin}`,
  settingsTitle: (name: string) => `Playground on ${name}`,
  save: 'Save',
  ctaLabel: 'Text of your link (optional)',
  ctaHint:
    'Shown when the free discoveries are used up, in place of the link to this server’s plans.',
  ctaUrl: 'Address of your link',
  accent: 'Accent colour (optional)',
  accentHint: 'Such as #0a5c68. It is shown darker or lighter where it would be hard to read.',
  accentAdjusted: (light: string, dark: string) =>
    `Shown as ${light} in the light theme and as ${dark} in the dark one, so that it can be read.`,
  example: (number: number) => `Example ${number} (optional)`,
  exampleHint: 'A name and an address, such as Petstore=https://petstore3.swagger.io/',
  languages: 'Languages of the Code tab',
  removeNamed: (origin: string) => `Remove ${origin}`,
  emptyTitle: 'No site yet',
  emptyText:
    'Choose “Add site” and give the origin of your site, such as https://docs.example.com. Then paste the code below into its page.',
  operatorTitle: 'The operator of this server decides this',
  operatorText:
    'This organization does not choose the sites that may frame the playground. Ask the operator to add yours, or to let your organization manage sites.',
  membersTitle: 'Your role does not allow this',
  membersText: 'Only admins and owners see and change the sites. Ask one of them.',
  addTitle: 'Add a site',
  addText: 'Its pages may show the playground as soon as it is listed.',
  origin: 'Origin',
  originHint: 'Such as https://docs.example.com: no path, no wildcard.',
  name: 'Name (optional)',
  removeTitle: 'Remove this site?',
  removeText: (origin: string) =>
    `Pages of ${origin} can no longer show the playground once they are loaded again.`,
  embedTitle: 'Code for your page',
  embedText:
    'Paste it where the playground should appear. Replace the address in url by your own: the playground shows it in its field.',
};
