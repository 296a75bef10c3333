// npm run check-policies [FOLDER]: whether every policy reads, contradicts nothing, is still valid, says
// where it is from, and gives what its own table of cases says. Exit code 1 with words if not.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { latestDay } from '../shared/src/calendarDays.ts'
import type { CreditPolicy } from '../shared/src/creditPolicy.ts'
import {
  caseProblems,
  expiryProblems,
  originProblems,
  referenceProblems,
} from '../shared/src/policyChecks.ts'
import { type NamedPolicy, policySetProblems } from '../shared/src/policySet.ts'
import { readPolicy } from '../shared/src/readPolicy.ts'

export const shippedFolder = fileURLToPath(new URL('../policies', import.meta.url))

function* tableProblems(folder: string, policy: CreditPolicy): Iterable<string> {
  const file = join(folder, 'cases', `${policy.id}.json`)
  if (!existsSync(file)) {
    yield `cases/${policy.id}.json: there is no table of cases`
    return
  }
  for (const problem of caseProblems(policy, readFileSync(file, 'utf8')))
    yield `cases/${policy.id}.json: ${problem}`
}

const tablesIn = (folder: string): string[] =>
  existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.json')) : []

/**
 * Every problem of a folder, by file. `today`: like "2026-11-30"; `latest`: the latest day that has begun
 * anywhere, where somebody may have checked them.
 */
export function checkPolicies(folder: string, today: string, latest: string = today): string[] {
  const files = tablesIn(folder).sort()
  if (files.length === 0) return [`${folder}: there are no policies`]
  const problems: string[] = []
  const policies: NamedPolicy[] = []
  for (const file of files) {
    const read = readPolicy(readFileSync(join(folder, file), 'utf8'))
    if (Array.isArray(read)) problems.push(...read.map((problem) => `${file}: ${problem}`))
    else policies.push({ file, policy: read })
  }
  problems.push(...policySetProblems(policies))
  const ids = new Set(policies.map(({ policy }) => policy.id))
  for (const { file, policy } of policies) {
    const found = [
      ...originProblems(policy, latest),
      ...referenceProblems(policy, ids),
      ...expiryProblems(policy, today),
    ]
    problems.push(...found.map((problem) => `${file}: ${problem}`), ...tableProblems(folder, policy))
  }
  for (const table of tablesIn(join(folder, 'cases')))
    if (!files.includes(table)) problems.push(`cases/${table}: there is no policy of this name`)
  return problems
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = process.argv[2] ?? process.env.POLICIES_DIR ?? shippedFolder
  // Sweden writes days as policies do. A policy expires with its day here.
  const today = new Intl.DateTimeFormat('sv-SE').format()
  const problems = checkPolicies(folder, today, latestDay(Date.now()))
  for (const problem of problems) console.error(problem)
  console.log(
    problems.length === 0 ? `The policies in ${folder} are in order.` : `${problems.length} problems.`,
  )
  process.exitCode = problems.length === 0 ? 0 : 1
}
