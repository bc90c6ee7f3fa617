import { createElement, StrictMode, useState } from 'react';
import { hydrateRoot } from 'react-dom/client';
import { KloakdPlayground } from '../../../web/loader/react.ts';

function App() {
  const [isShown, show] = useState(true);
  const [theme, setTheme] = useState('light');
  const button = (text: string, onClick: () => void) =>
    createElement('button', { key: text, onClick }, text);
  return createElement(
    'main',
    null,
    isShown &&
      createElement(KloakdPlayground, {
        key: 'playground',
        service: 'https://play.example',
        theme,
      }),
    button('toggle', () => show(!isShown)),
    button('dark', () => setTheme('dark')),
  );
}

export const app = createElement(StrictMode, null, createElement(App));

const root = globalThis.document?.querySelector('#app');
if (root) {
  // Warnings of a hydration that does not match go to the console too.
  hydrateRoot(root, app);
  document.documentElement.dataset['hydrated'] = 'true';
}
