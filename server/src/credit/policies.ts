// The credit bodies' rules, one file each. An invalid file stops the start with its name and problem: credit
// under half a policy would be worse than none.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ConfigError } from '@lectern/shared/configReader'
import { type CreditPolicy, certificateFields, creditPolicy } from '@lectern/shared/credit'
import { z } from 'zod'

const known = new Set<string>(certificateFields)

/** Amounts are counted in hundredths (`creditAmount.ts`). */
const isHundredths = (amount: number): boolean => Math.round(amount * 100) / 100 === amount

/** Checks that span several fields. */
const policyFile = creditPolicy.superRefine((policy, context) => {
  const fail = (path: PropertyKey[], message: string) => context.addIssue({ code: 'custom', path, message })
  for (const field of ['step', 'least'] as const)
    if (!isHundredths(policy[field])) fail([field], 'at most two decimals')
  const { claimDays, reportDays } = policy
  if (reportDays !== null && (claimDays === null || claimDays > reportDays))
    fail(['claimDays'], 'credit must be claimed before it has to be reported')
  policy.certificate.statements.forEach((statement, i) => {
    const path = ['certificate', 'statements', i]
    for (const [whole, name] of statement.matchAll(/\{\{(.*?)\}\}/g))
      if (!known.has(name!)) fail(path, `${whole} is none of the fields that a certificate has`)
    if (/[{}]/.test(statement.replaceAll(/\{\{.*?\}\}/g, ''))) fail(path, 'a brace is missing')
  })
})

function readPolicy(folder: string, file: string): CreditPolicy | string[] {
  let json: unknown
  try {
    json = JSON.parse(readFileSync(join(folder, file), 'utf8'))
  } catch (error) {
    return [`${file}: ${(error as Error).message}`]
  }
  const result = policyFile.safeParse(json)
  if (result.success) return result.data
  return result.error.issues.map(({ path, message }) =>
    [file, z.core.toDotPath(path), message].filter(Boolean).join(': '),
  )
}

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
  const policies: CreditPolicy[] = []
  const wrong: string[] = []
  const fileOf = new Map<string, string>()
  for (const file of files.sort()) {
    const read = readPolicy(folder, file)
    if (Array.isArray(read)) {
      wrong.push(...read)
      continue
    }
    const other = fileOf.get(read.id)
    if (other) wrong.push(`${file}: the id "${read.id}" is the one of ${other}`)
    fileOf.set(read.id, file)
    policies.push(read)
  }
  if (wrong.length > 0) throw new ConfigError(`Credit policies are refused.\n${wrong.join('\n')}`)
  return policies
}
