import type { KeptPerVisitor } from '../storage/port/visitors.ts';

/**
 * What is kept of things that cost a visitor nothing. A recognised visitor gets every key for free, and without a cookie
 * a device and an organization with it; each request with the device cookie links one more pair of browser and network.
 * At 600 requests a minute one visitor could otherwise claim every browser of its network, and fill the disk.
 */
export const KEPT_PER_VISITOR: KeptPerVisitor = { linksMax: 64, devicesMax: 64, keysMax: 64 };
