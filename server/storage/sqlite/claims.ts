import type { Database } from 'better-sqlite3';
import type {
  ClaimInput,
  ClaimOutcome,
  ClaimProof,
  ClaimStorage,
  CreateClaimCodeInput,
} from '../port/claims.ts';
import type { AppendAudit } from './audit.ts';
import { derivedId } from '../../identifiers/derived-id.ts';
import type { Write } from './group-commit.ts';

type Methods = Pick<ClaimStorage, keyof ClaimStorage>;

/** A visitor's discoveries pass to an organization. Each method is one transaction. */
export function createClaims(db: Database, write: Write, appendAudit: AppendAudit): Methods {
  const codes = createCodes(db);
  const copyAll = createCopy(db);
  const selectByKey = db
    .prepare<[string, number], string>(
      `SELECT k.organization_id FROM api_key k JOIN organization o ON o.id = k.organization_id
       WHERE k.hash = ? AND k.tier = 'test' AND o.visitor_id IS NOT NULL AND k.revoked_at_ms IS NULL
         AND (k.expires_at_ms IS NULL OR k.expires_at_ms > ?)`,
    )
    .pluck();
  // The primary key decides between two organizations. For the same one again the row stays as it is.
  const take = db.prepare<[string, string, number]>(
    'INSERT OR IGNORE INTO claim (visitor_organization_id, organization_id, claimed_at_ms) VALUES (?, ?, ?)',
  );
  const selectOwner = db
    .prepare<[string], string>(
      'SELECT organization_id FROM claim WHERE visitor_organization_id = ?',
    )
    .pluck();
  const visitorOf = (proof: ClaimProof, nowMs: number) =>
    proof.kind === 'code' ? codes.use(proof.hash, nowMs) : selectByKey.get(proof.hash, nowMs);

  function claim({ proof, organizationId, idSeed, nowMs, ...input }: ClaimInput): ClaimOutcome {
    const visitor = visitorOf(proof, nowMs);
    if (visitor === undefined) return { kind: 'invalid' };
    take.run(visitor, organizationId, nowMs);
    if (selectOwner.get(visitor) !== organizationId) return { kind: 'taken' };
    const discoveries = copyAll(visitor, organizationId, idSeed);
    const { one, other } = input.targets;
    const target = discoveries === 1 ? one : other.replace('{count}', String(discoveries));
    appendAudit({ ...input.audit, target });
    return { kind: 'claimed', discoveries };
  }

  return {
    createClaimCode: (input) => write(() => codes.create(input)),
    claimDiscoveries: (input) => write(() => claim(input)),
  };
}

function createCodes(db: Database) {
  const forgetExpired = db.prepare<[number]>('DELETE FROM claim_code WHERE expires_at_ms <= ?');
  const insert = db.prepare<[string, string, number, number]>(
    'INSERT INTO claim_code (hash, visitor_organization_id, created_at_ms, expires_at_ms) VALUES (?, ?, ?, ?)',
  );
  const forgetOldest = db.prepare<[string, number]>(
    `DELETE FROM claim_code WHERE hash IN (SELECT hash FROM claim_code WHERE visitor_organization_id = ?
       ORDER BY created_at_ms DESC, hash LIMIT -1 OFFSET ?)`,
  );
  // Found and deleted in one statement, so that of two callers with the same code one finds nothing.
  const use = db
    .prepare<[string, number], string>(
      'DELETE FROM claim_code WHERE hash = ? AND expires_at_ms > ? RETURNING visitor_organization_id',
    )
    .pluck();
  return {
    create({ hash, organizationId, openMax, expiresAtMs, nowMs }: CreateClaimCodeInput): void {
      forgetExpired.run(nowMs);
      // Before the new one is there: of codes with the same time it would not be sure to stay.
      forgetOldest.run(organizationId, openMax - 1);
      insert.run(hash, organizationId, nowMs, expiresAtMs);
    },
    use: (hash: string, nowMs: number) => use.get(hash, nowMs),
  };
}

/** Copies completed discoveries under new IDs. They refer to the visitor's reservations, which stay charged. */
function createCopy(db: Database) {
  const selectNew = db.prepare<[string, string], { id: string; artifact_id: string }>(
    `SELECT d.id, d.artifact_id FROM discovery d
     WHERE d.organization_id = ? AND d.status = 'completed' AND NOT EXISTS
       (SELECT 1 FROM discovery c WHERE c.organization_id = ? AND c.claimed_from = d.id)`,
  );
  // The events name the discovery and its artifact; the copy's name the copy's.
  const copy = db.prepare<[Record<string, string>]>(
    `INSERT INTO discovery (id, organization_id, artifact_id, reservation_id, kind, url, options, request_hash,
       status, created_at_ms, completed_at_ms, result, events, failure, endpoint_count, claimed_from)
     SELECT @newId, @organizationId, @newArtifactId, reservation_id, kind, url, options, request_hash, status,
       created_at_ms, completed_at_ms, result,
       replace(replace(events, id, @newId), artifact_id, @newArtifactId), failure, endpoint_count, id
     FROM discovery WHERE id = @id AND organization_id = @visitor`,
  );
  return (visitor: string, organizationId: string, idSeed: string): number => {
    const found = selectNew.all(visitor, organizationId);
    for (const { id, artifact_id: artifactId } of found) {
      const newId = derivedId(idSeed, id);
      const newArtifactId = derivedId(idSeed, artifactId);
      copy.run({ id, visitor, organizationId, newId, newArtifactId });
    }
    return found.length;
  };
}
