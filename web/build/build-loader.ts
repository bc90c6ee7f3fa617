import { cp } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { build } from 'vite';
import { minifyAgain } from './minify-again.ts';

const root = resolve(import.meta.dirname, '../..');
const loaderFolder = join(root, 'web/loader');

/** The files to build. Each is complete by itself: a page links it, or a site copies it. */
const FILES = [
  { name: 'v1', format: 'iife' },
  { name: 'react', format: 'es' },
  { name: 'vue', format: 'es' },
] as const;

/**
 * Builds what other sites load: the loader and the components for React and Vue. Pinned loaders are copied beside them
 * as they are.
 */
export async function buildLoader(webFolder: string): Promise<void> {
  const outDir = join(webFolder, 'embed');
  for (const { name, format } of FILES) {
    await build({
      configFile: false,
      root,
      publicDir: false,
      logLevel: 'warn',
      plugins: [minifyAgain(format === 'iife' ? 'script' : 'module')],
      build: {
        outDir,
        emptyOutDir: false,
        target: 'es2022',
        reportCompressedSize: false,
        // The bundler leaves white space in modules, so that they can be bundled again. That costs little here.
        lib: {
          entry: join(loaderFolder, `${name}.ts`),
          formats: [format],
          name: 'K',
          fileName: () => `${name}.js`,
        },
        rolldownOptions: { external: ['react', 'vue'] },
      },
    });
  }
  await cp(join(loaderFolder, 'pinned'), outDir, { recursive: true });
}

if (import.meta.main) await buildLoader(resolve(process.argv[2] ?? join(root, 'dist/web')));
