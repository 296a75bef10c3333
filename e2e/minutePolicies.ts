import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CreditPolicy } from '@lectern/shared/creditPolicy'
import { root } from '../scripts/prepare/machine.mjs'

/**
 * The bodies' rules as shipped, except that a unit is a minute, and for what the provider changes, by policy:
 * for POLICIES_DIR. `folder` must exist.
 */
export function minutePolicies(folder: string, changes: Record<string, Partial<CreditPolicy>> = {}): string {
  const policies = join(folder, 'policies')
  const from = join(root, 'policies')
  mkdirSync(policies)
  for (const file of readdirSync(from).filter((name) => name.endsWith('.json'))) {
    const policy = JSON.parse(readFileSync(join(from, file), 'utf8'))
    writeFileSync(
      join(policies, file),
      JSON.stringify({ ...policy, ...changes[policy.id], minutesPerUnit: 1 }),
    )
  }
  return policies
}
