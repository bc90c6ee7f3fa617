// A CSS module: its class names in camel case, each with the name that the build gives it.
declare module '*.module.css' {
  const classes: Readonly<Record<string, string>>;
  // The bundler gives a CSS module a default export.
  export default classes;
}
// Other stylesheets are imported for their effect; the bundler links them.
declare module '*.css';
