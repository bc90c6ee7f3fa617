/** Files that are served as they are: code, styles, pictures, sound, fonts, templates. No API call reads them. */
const ASSETS =
  /\.(?:[mc]?js|[jt]sx|ts|vue|css|scss|less|map|wasm|png|jpe?g|gif|svg|ico|webp|avif|bmp|woff2?|ttf|eot|otf|mp[34]|webm|ogg|wav|pdf|webmanifest|glb|gltf|hbs|mustache|ejs)$/i;
/** Texts: no API call reads them, but a page may. */
const TEXTS = /\.(?:html?|md|txt|ya?ml)$/i;
/** Files that people download. An API may make them, so they are endpoints all the same. */
const DOWNLOADS = /\.(?:zip|gz|tgz|exe|dmg|deb|rpm|apk|iso|jar|csv|xlsx?|docx?)$/i;

/** JSON in a folder of files that are made at build time: translations, pictures' data, packages. */
const BUILD_OUTPUT =
  /(?:^|\/)(?:assets|static|locales?|i18n|langs?|translations|fonts|images|img|node_modules)\/.*\.json$/i;

/** Whether a path names a file that no API call reads. */
export const isStaticFile = (path: string): boolean => ASSETS.test(path) || TEXTS.test(path);

export const isBuildOutput = (path: string): boolean => BUILD_OUTPUT.test(path);

/** Whether a path names a file that is no page of a site. */
export const isNoPage = (path: string): boolean => ASSETS.test(path) || DOWNLOADS.test(path);
