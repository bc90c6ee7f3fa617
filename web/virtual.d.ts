// Made by `build/code-examples.ts`.
declare module 'virtual:code-examples' {
  const examples: import('./ui/code/coloured.ts').CodeExamples<
    import('../shared/code-languages.ts').Language
  >;
  // The module is data alone.
  export default examples;
}
