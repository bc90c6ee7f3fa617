import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RealService } from '../real-service.ts';
import { checkGoModule } from './go-module.ts';
import { checkJar } from './jar.ts';
import { checkNpmPackage } from './npm-package.ts';
import type { PackageCheck } from './package-check.ts';
import { checkWheel } from './wheel.ts';

const PACKAGE_CHECKS: Readonly<Record<string, PackageCheck>> = {
  typescript: checkNpmPackage,
  python: checkWheel,
  go: checkGoModule,
  java: checkJar,
};

/** Checks the package of one client in a folder of its own, with a live key. */
export async function checkPackage(
  id: string,
  source: string,
  service: RealService,
): Promise<string[]> {
  const check = PACKAGE_CHECKS[id];
  if (!check) return [];
  const folder = mkdtempSync(join(tmpdir(), `client-${id}-`));
  const { apiKey, organizationId } = await service.liveKey('developer');
  const environment = {
    KLOAKD_API_KEY: apiKey,
    KLOAKD_ORG_ID: organizationId,
    KLOAKD_BASE_URL: service.url,
  };
  try {
    await check({ source, folder, siteUrl: await service.newSite(), environment });
    return [];
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
