import type { CookieSerializeOptions } from '@fastify/cookie';

const TOKEN = /^[0-9a-f]{32}$/;
/** Browsers keep no cookie longer than 400 days. */
const MAX_AGE_SECONDS = 400 * 24 * 3600;

export interface DeviceCookie {
  name: string;
  options: CookieSerializeOptions;
}

/**
 * The cookie that carries the device token. Over https it is partitioned: a site that embeds the widget has a
 * cookie of its own, so that nobody is tracked from one site to another. Over plain http it is a first-party
 * cookie, because browsers refuse `SameSite=None` and `Partitioned` without `Secure`.
 */
export function deviceCookie(isSecure: boolean): DeviceCookie {
  const common = { httpOnly: true, path: '/', maxAge: MAX_AGE_SECONDS };
  return isSecure
    ? {
        name: '__Host-kloakd-device',
        options: { ...common, secure: true, sameSite: 'none', partitioned: true },
      }
    : { name: 'kloakd-device', options: { ...common, sameSite: 'lax' } };
}

/** 128 random bits in hex. @returns null for anything else. */
export const parseDeviceToken = (text: string | undefined) =>
  text !== undefined && TOKEN.test(text) ? text : null;
