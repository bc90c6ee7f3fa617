import type { Plugin } from 'vite';

/**
 * Links the boot script as a classic, blocking script at the top of `head`.
 * A module would run after the first paint, and the wrong theme would flash.
 */
export function bootScript(): Plugin {
  return {
    name: 'boot-script',
    transformIndexHtml: {
      order: 'post',
      handler(_html, context) {
        const chunks = Object.values(context.bundle ?? {});
        const boot = chunks.find((chunk) => chunk.type === 'chunk' && chunk.name === 'boot');
        if (!boot) return [];
        return [{ tag: 'script', attrs: { src: `/${boot.fileName}` }, injectTo: 'head-prepend' }];
      },
    },
  };
}
