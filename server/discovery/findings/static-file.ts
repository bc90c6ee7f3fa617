/** Files that a server stores: code, styles, pictures, sound, fonts, templates. They are no endpoints. */
const ASSETS =
  /\.(?:[mc]?js|[jt]sx|ts|vue|css|scss|less|map|wasm|png|jpe?g|gif|svg|ico|webp|avif|bmp|woff2?|ttf|eot|otf|mp[34]|webm|ogg|wav|pdf|webmanifest|glb|gltf|hbs|mustache|ejs)$/i;
/** Texts: they are no endpoints, but may be pages. */
const TEXTS = /\.(?:html?|md|txt|ya?ml)$/i;
/** Files that people download. An API may generate them, so they can be endpoints. */
const DOWNLOADS = /\.(?:zip|gz|tgz|exe|dmg|deb|rpm|apk|iso|jar|csv|xlsx?|docx?)$/i;

/** JSON in a folder of files that are made at build time: translations, pictures' data, packages. */
const BUILD_OUTPUT =
  /(?:^|\/)(?:assets|static|locales?|i18n|langs?|translations|fonts|images|img|node_modules)\/.*\.json$/i;

/** Whether a path names a stored file, which is no endpoint. */
export const isStaticFile = (path: string): boolean => ASSETS.test(path) || TEXTS.test(path);

export const isBuildOutput = (path: string): boolean => BUILD_OUTPUT.test(path);

/** Whether a path names a file that cannot be a page of a site. */
export const isNoPage = (path: string): boolean => ASSETS.test(path) || DOWNLOADS.test(path);
