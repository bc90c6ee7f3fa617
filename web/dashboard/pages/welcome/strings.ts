export const strings = {
  title: 'Create an organization',
  lead: 'Keys, members and discoveries belong to an organization. You will be its owner.',
  name: 'Name',
  nameHint: 'Such as your company or your team. You can change it later.',
  submit: 'Create organization',
};
