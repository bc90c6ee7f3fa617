import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Truth } from './score.ts';

/** The applications that discovery is measured on, by name. The first is the fastest to read. */
export const APPLICATIONS: Readonly<Record<string, string>> = {
  maildev: 'http://127.0.0.1:18802/',
  'node-red': 'http://127.0.0.1:18801/',
  'signalk-server': 'http://127.0.0.1:18803/',
  'homebridge-config-ui-x': 'http://127.0.0.1:18804/',
};

/** The path of a file beside this one. */
export const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** What is true of an application. */
export const readTruth = (name: string): Truth =>
  JSON.parse(readFileSync(here(`truth/${name}.json`), 'utf8'));
