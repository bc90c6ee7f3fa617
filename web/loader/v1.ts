import { start } from './start.ts';

// Documentation generators may load the file on a server, where there is no document.
const script = globalThis.document?.currentScript;
if (script) start(script as HTMLScriptElement);
