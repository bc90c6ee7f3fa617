export const strings = {
  title: 'Playground sites',
  lead: 'Sites whose pages may show the playground in a frame. Browsers refuse it everywhere else.',
  add: 'Add site',
  table: 'Sites',
  columns: { site: 'Site', added: 'Added', by: 'By', actions: 'Actions' },
  unknown: 'Unknown',
  remove: 'Remove',
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
    'Paste it where the playground shall appear. After url= stands the address that is filled in at first; put yours there.',
};
