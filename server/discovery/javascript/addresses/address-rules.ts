const STATIC_EXTENSIONS = new Set([
  'js',
  'mjs',
  'cjs',
  'css',
  'png',
  'jpg',
  'jpeg',
  'gif',
  'svg',
  'ico',
  'webp',
  'avif',
  'bmp',
  'woff',
  'woff2',
  'ttf',
  'eot',
  'otf',
  'map',
  'html',
  'htm',
  'mp3',
  'mp4',
  'webm',
  'ogg',
  'wav',
  'pdf',
  'wasm',
  'md',
  'txt',
  'ts',
  'tsx',
  'jsx',
  'scss',
  'less',
  'vue',
  'webmanifest',
  'glb',
  'gltf',
  'hbs',
  'mustache',
  'ejs',
  'yaml',
  'yml',
]);

/** Folders that hold files made at build time. */
const FILE_FOLDERS = new Set([
  'assets',
  'static',
  'locales',
  'locale',
  'i18n',
  'lang',
  'langs',
  'translations',
  'fonts',
  'images',
  'img',
  'node_modules',
]);

/** Whether a path can be an endpoint: it has a word beside its parameters, and is no static file. */
export function isEndpointPath(pathname: string): boolean {
  if (pathname.length > 500 || isStatic(pathname)) return false;
  const segments = pathname.split('/').filter((segment) => segment !== '');
  if (segments.every((segment) => segment.startsWith('{') || !hasLetter(segment))) return false;
  const last = segments.at(-1) ?? '';
  if (last.includes('=') && !last.includes('(')) return false;
  return !(
    last.endsWith('.json') && segments.some((segment) => FILE_FOLDERS.has(segment.toLowerCase()))
  );
}

function hasLetter(segment: string): boolean {
  for (const char of segment)
    if ((char >= 'a' && char <= 'z') || (char >= 'A' && char <= 'Z')) return true;
  return false;
}

function isStatic(pathname: string): boolean {
  const last = pathname.slice(pathname.lastIndexOf('/') + 1);
  const dot = last.lastIndexOf('.');
  return dot >= 0 && STATIC_EXTENSIONS.has(last.slice(dot + 1).toLowerCase());
}

export function isHost(value: string): boolean {
  return value.includes('.') || value.includes(':') || value === 'localhost';
}

/** Whether a text has characters that are never written in an address. */
export function hasForbidden(value: string): boolean {
  for (const char of value) if (char <= ' ' || '<>"\'`\\^|;'.includes(char)) return true;
  return false;
}

export function isGraphqlPath(url: string): boolean {
  const last = url.slice(url.lastIndexOf('/') + 1).toLowerCase();
  return last === 'graphql' || last === 'gql' || last.endsWith('graphql');
}
