/** Shows links to all states, where the address names none or an unknown one. */
export function renderIndex(root: HTMLElement, states: readonly string[]): void {
  const main = document.createElement('main');
  const title = document.createElement('h1');
  title.textContent = 'States of the widget';
  const list = document.createElement('ul');
  for (const state of states) {
    const item = document.createElement('li');
    const link = document.createElement('a');
    link.href = `?state=${encodeURIComponent(state)}`;
    link.textContent = state;
    item.append(link);
    list.append(item);
  }
  main.append(title, list);
  root.replaceChildren(main);
}
