import { createSSRApp, h, ref } from 'vue';
import { KloakdPlayground } from '../../../web/loader/vue.ts';

export const newApp = () =>
  createSSRApp({
    setup() {
      const isShown = ref(true);
      const theme = ref('light');
      const button = (text: string, onClick: () => void) => h('button', { onClick }, text);
      return () =>
        h('main', [
          isShown.value &&
            h(KloakdPlayground, { service: 'https://play.example', theme: theme.value }),
          button('toggle', () => (isShown.value = !isShown.value)),
          button('dark', () => (theme.value = 'dark')),
        ]);
    },
  });

const root = globalThis.document?.querySelector('#app');
if (root) {
  newApp().mount(root);
  document.documentElement.dataset['hydrated'] = 'true';
}
