import type { HostLimits } from '../politeness/host-limiter.ts';
import type { ParserLimits } from '../workers/parser-pool.ts';

/** What a run may cost this machine and the target. */
export interface DiscoveryLimits extends HostLimits, ParserLimits {
  connectTimeoutMs: number;
  /** Per request, from the first connect to the last byte. */
  requestTimeoutMs: number;
  /** The same for requests that only test whether an endpoint exists. */
  probeTimeoutMs: number;
  pageBytesMax: number;
  scriptBytesMax: number;
  /** Real OpenAPI documents reach 13 MB. */
  documentBytesMax: number;
  probeBytesMax: number;
}

export const DEFAULT_LIMITS: DiscoveryLimits = {
  concurrentPerHost: 4,
  perSecondPerHost: 10,
  perDayPerHost: 5000,
  documentCpuMs: 8000,
  scriptCpuMs: 5000,
  memoryMb: 512,
  sessionsMax: 8,
  connectTimeoutMs: 4000,
  requestTimeoutMs: 8000,
  probeTimeoutMs: 3000,
  pageBytesMax: 5 * 1024 * 1024,
  scriptBytesMax: 12 * 1024 * 1024,
  documentBytesMax: 20 * 1024 * 1024,
  probeBytesMax: 64 * 1024,
};
