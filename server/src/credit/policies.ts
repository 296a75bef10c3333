// The credit bodies' rules, one file each. An invalid file stops the start with its name and problem: credit
// under half a policy would be worse than none.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ConfigError } from '@lectern/shared/configReader'
import type { CreditPolicy } from '@lectern/shared/creditPolicy'
import { type NamedPolicy, policySetProblems } from '@lectern/shared/policySet'
import { readPolicy } from '@lectern/shared/readPolicy'

function readFile(folder: string, file: string): CreditPolicy | string[] {
  let json: string
  try {
    json = readFileSync(join(folder, file), 'utf8')
  } catch (error) {
    return [`${file}: ${(error as Error).message}`]
  }
  const read = readPolicy(json)
  return Array.isArray(read) ? read.map((problem) => `${file}: ${problem}`) : read
}

/** The policies in force. */
export type Policies = readonly CreditPolicy[]

/** The policies that ship with the product. */
export const policiesFolder = fileURLToPath(new URL('../../../policies', import.meta.url))

/** All policies in a folder, by file name. Throws ConfigError. */
export function readPolicies(folder: string): CreditPolicy[] {
  let files: string[]
  try {
    files = readdirSync(folder).filter((file) => file.endsWith('.json'))
  } catch (error) {
    throw new ConfigError(`The folder of credit policies cannot be read: ${(error as Error).message}`)
  }
  const named: NamedPolicy[] = []
  const wrong: string[] = []
  for (const file of files.sort()) {
    const read = readFile(folder, file)
    if (Array.isArray(read)) wrong.push(...read)
    else named.push({ file, policy: read })
  }
  wrong.push(...policySetProblems(named))
  if (wrong.length > 0) throw new ConfigError(`Credit policies are refused.\n${wrong.join('\n')}`)
  return named.map(({ policy }) => policy)
}
