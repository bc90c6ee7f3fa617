import { createElement, useEffect, type ReactElement, type ReactNode } from 'react';
import { addLoader } from './add-loader.ts';
import type { PlaygroundOptions } from './options.ts';

export interface KloakdPlaygroundProps extends PlaygroundOptions {
  /** Where the playground is served, such as `https://play.example`. */
  service: string;
  /** Shown without JavaScript, and where the frame does not load. */
  children?: ReactNode;
}

/** The playground for React. On a server it renders the element with its fallback; the browser fills it. */
export function KloakdPlayground({
  service,
  children,
  ...options
}: KloakdPlaygroundProps): ReactElement {
  useEffect(() => addLoader(service), [service]);
  const fallback = children ?? createElement('a', { href: `${service}/` }, 'Open the playground');
  return createElement('kloakd-playground', options, fallback);
}
