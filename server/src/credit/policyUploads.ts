// A body's policy as the office uploads it, with its table of cases: data alone, checked as a file of the
// installation is. It waits, as a changed file does, until the office has seen what would change.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { latestDay } from '@lectern/shared/calendarDays'
import type { PolicyStanding, policyRoutes } from '@lectern/shared/creditPolicies'
import type { CreditPolicy } from '@lectern/shared/creditPolicy'
import { errors } from '@lectern/shared/errors'
import { keys } from '@lectern/shared/keys'
import { caseProblems, expiryProblems, originProblems, referenceProblems } from '@lectern/shared/policyChecks'
import { policySetProblems } from '@lectern/shared/policySet'
import { readPolicy } from '@lectern/shared/readPolicy'
import { dayOf } from '@lectern/shared/zoneTime'
import type { Redis } from 'ioredis'
import type { AccountsStore } from '../accounts/accountsStore.ts'
import type { Clock } from '../core/clock.ts'
import { newId } from '../core/newId.ts'
import type { RouteHandlers } from '../http/routeHandlers.ts'
import { type Recording, tookEffect } from '../ledger/intent.ts'
import type { Intents } from '../ledger/intents.ts'
import { editionOf, type PolicyAct, type PolicyBook, type PolicyProposal } from './policyBook.ts'

export interface PolicyUploadsOptions {
  redis: Redis
  book: PolicyBook
  findPerson: AccountsStore['findPerson']
  intents: Pick<Intents, 'define'>
  clock: Clock
  conferenceIds: () => Promise<string[]>
  conference: (conferenceId: string) => Promise<{ timeZone: string }>
  /** Where the installation's files are. */
  folder: string
}

export interface UploadedFiles {
  name: string
  content: string
  cases: string
}

interface Uploaded extends PolicyProposal {
  conferenceId: string
}

/** What is done about a text that waits, or about the installation's own, which has no file's name here. */
interface Decided {
  policyId: string
  file: string | null
  edition: string
  by: string
  at: number
  /** Whose ledgers have it. */
  conferenceIds: string[]
}

/** As the folder has it: "ama.json". */
const fileOf = (policyId: string): string => `${policyId}.json`

/** What is wrong with the set in which this policy takes the place of the one with its id. */
function setProblems(name: string, policy: CreditPolicy, others: readonly CreditPolicy[]): string[] {
  const named = others.map((each) => ({ file: fileOf(each.id), policy: each }))
  const known = policySetProblems(named)
  const rest = named.filter((each) => each.policy.id !== policy.id)
  return policySetProblems([...rest, { file: name, policy }]).filter((problem) => !known.includes(problem))
}

export function createPolicyUploads(options: PolicyUploadsOptions) {
  const { book, findPerson, intents, clock, folder } = options

  const actOf = ({ policyId, file, edition, by, at }: Decided, what: PolicyAct['what']): PolicyAct => ({
    ...{ policyId, what, at, by, file: file ?? '', edition },
  })

  const { begin } = intents.define(keys.policyIntents(), {
    async policyUploaded(proposal: Uploaded, record: Recording): Promise<void> {
      const { policy, cases, file, by, at, conferenceId } = proposal
      await record('uploaded', [
        {
          kind: 'policy.uploaded',
          by,
          data: { conferenceId, policyId: policy.id, at, file, edition: editionOf(policy) },
          contents: {
            [`policy ${policy.id}`]: { value: JSON.parse(JSON.stringify(policy)) },
            cases: { value: JSON.parse(cases) },
          },
        },
      ])
      await book.propose(proposal)
    },

    /** False if it does not wait any more. */
    async policyWithdrawn(of: Decided, record: Recording): Promise<boolean> {
      const { policyId, file, edition, by, at } = of
      await book.refresh()
      const waiting = file === null ? book.waiting(policyId) : book.proposalFor(policyId)?.policy
      if (!waiting || editionOf(waiting) !== edition) return false
      for (const conferenceId of of.conferenceIds)
        await record(`withdrawn ${conferenceId}`, [
          { kind: 'policy.withdrawn', by, data: { conferenceId, policyId, at, file, edition } },
        ])
      const act = actOf(of, 'withdrawn')
      await (file === null ? book.passInstalled(act) : book.withdraw(act))
      return true
    },

    /** False if the installation's file is in force, waits, or another text waits. */
    async policyProposed(of: Decided, record: Recording): Promise<boolean> {
      const { policyId, edition, by, at } = of
      await book.refresh()
      const policy = book.passedFile(policyId)
      if (!policy || editionOf(policy) !== edition) return false
      const contents = { [`policy ${policyId}`]: { value: JSON.parse(JSON.stringify(policy)) } }
      for (const conferenceId of of.conferenceIds)
        await record(`proposed ${conferenceId}`, [
          {
            ...{ kind: 'policy.proposed', by, data: { conferenceId, policyId, at, file: null, edition } },
            contents,
          },
        ])
      await book.proposeInstalled(actOf(of, 'proposed'))
      return true
    },
  })

  /** Decisions about one policy are made one after the other. */
  async function decide(what: 'policyWithdrawn' | 'policyProposed', of: Omit<Decided, 'at'>): Promise<void> {
    const done = await begin(what, `policy ${of.policyId}`, { ...of, at: clock() })
    if (!tookEffect(done))
      throw errors.stale('Somebody else has just decided about this policy. Look at it as it is now.')
  }

  /** Everything that is wrong, by file, field and rule. */
  async function problemsOf(
    { name, cases }: { name: string; cases: string },
    policy: CreditPolicy,
    conferenceId: string,
  ): Promise<string[]> {
    const { timeZone } = await options.conference(conferenceId)
    const today = dayOf(clock(), timeZone)
    const ids = new Set([...book.policies.map(({ id }) => id), policy.id])
    const found = [
      ...setProblems(name, policy, book.policies),
      ...[
        ...originProblems(policy, latestDay(clock())),
        ...referenceProblems(policy, ids),
        ...expiryProblems(policy, today),
      ].map((problem) => `${name}: ${problem}`),
    ]
    // Nobody waits for a long table.
    for (const problem of caseProblems(policy, cases)) {
      found.push(`cases: ${problem}`)
      await setImmediate()
    }
    return found
  }

  /** Returns the policy's id, or what is wrong. */
  async function propose(by: string, conferenceId: string, { name, content, cases }: UploadedFiles) {
    await book.refresh()
    const policy = readPolicy(content)
    if (Array.isArray(policy)) return { policyId: null, problems: policy.map((each) => `${name}: ${each}`) }
    const problems = await problemsOf({ name, cases }, policy, conferenceId)
    if (problems.length > 0) return { policyId: null, problems }
    const inForce = book.policies.find(({ id }) => id === policy.id)
    if (inForce && editionOf(inForce) === editionOf(policy))
      throw errors.conflict('This text is in force already: nothing in it differs.')
    await begin('policyUploaded', newId(), {
      ...{ conferenceId, policy, cases, file: name, by, at: clock() },
    })
    return { policyId: policy.id, problems: [] }
  }

  async function standings(): Promise<PolicyStanding[]> {
    await book.refresh()
    const history = await book.history()
    const names = new Map<string, string>()
    for (const { by } of history) if (!names.has(by)) names.set(by, (await findPerson(by))?.name ?? '')
    const shown = ({ file, by, at }: { file: string; by: string; at: number }) => ({
      ...{ file, at, by: names.get(by) ?? '' },
    })
    return book.ids().map((policyId) => {
      const inForce = book.policies.find(({ id }) => id === policyId)
      const [origin, waiting] = [book.originOf(policyId), book.proposalFor(policyId)]
      return {
        policyId,
        title: (inForce ?? waiting?.policy)?.title ?? policyId,
        isInstalled: book.fileOf(policyId) !== undefined,
        canReturn: book.passedFile(policyId) !== undefined,
        isInForce: inForce !== undefined,
        uploaded: origin ? shown(origin) : null,
        waiting: waiting ? shown(waiting) : null,
        held: book.heldOf(policyId),
        history: history
          .filter((each) => each.policyId === policyId)
          .map((each) => ({ ...each, by: names.get(each.by) ?? '' })),
      }
    })
  }

  async function withdraw(by: string, conferenceId: string, policyId: string): Promise<void> {
    await book.refresh()
    const waiting = book.proposalFor(policyId)
    if (!waiting) throw errors.notFound('uploaded policy')
    // Where it was uploaded, and where it is taken back.
    const here = new Set(await options.conferenceIds())
    const conferenceIds = [...new Set([waiting.conferenceId ?? conferenceId, conferenceId])].filter(
      (id) => id === conferenceId || here.has(id),
    )
    const { file, policy } = waiting
    await decide('policyWithdrawn', { policyId, file, edition: editionOf(policy), by, conferenceIds })
  }

  async function proposeInstalled(by: string, conferenceId: string, policyId: string): Promise<void> {
    await book.refresh()
    if (!book.fileOf(policyId)) throw errors.notFound('installation’s own file of this policy')
    if (book.proposalFor(policyId))
      throw errors.conflict('An upload of this policy waits for your decision. Take it back first.')
    const file = book.passedFile(policyId)
    if (!file)
      throw errors.conflict('The installation’s own file is in force already, or waits for your decision.')
    const conferenceIds = [conferenceId]
    await decide('policyProposed', { policyId, file: null, edition: editionOf(file), by, conferenceIds })
  }

  async function inForce(policyId: string): Promise<CreditPolicy> {
    await book.refresh()
    const found = book.policies.find(({ id }) => id === policyId)
    if (!found) throw errors.notFound('credit policy')
    return found
  }

  const routes = {
    'policies.uploads': async () => ({ standings: await standings() }),
    'policies.propose': ({ person, conferenceId, body }) => propose(person.id, conferenceId, body),
    async 'policies.withdraw'({ person, conferenceId, params: { policyId } }) {
      await withdraw(person.id, conferenceId, policyId)
      return {}
    },
    async 'policies.proposeInstalled'({ person, conferenceId, params: { policyId } }) {
      await proposeInstalled(person.id, conferenceId, policyId)
      return {}
    },
    async 'policies.keepUpload'({ person, conferenceId, params: { policyId } }) {
      await book.refresh()
      const file = book.waiting(policyId)
      if (!file || !book.originOf(policyId) || book.proposalFor(policyId))
        throw errors.conflict('The installation’s file of this policy does not wait for a decision.')
      const edition = editionOf(file)
      const conferenceIds = [conferenceId]
      await decide('policyWithdrawn', { policyId, file: null, edition, by: person.id, conferenceIds })
      return {}
    },
    async 'policies.file'({ params }) {
      const policy = await inForce(params.policyId)
      return { name: fileOf(policy.id), content: `${JSON.stringify(policy, null, 2)}\n` }
    },
    async 'policies.cases'({ params }) {
      const policy = await inForce(params.policyId)
      const own = await book.tableOf(policy)
      const name = `${policy.id}-cases.json`
      if (own !== null) return { name, content: own }
      const installed = await readFile(join(folder, 'cases', fileOf(policy.id)), 'utf8').catch(
        () => undefined,
      )
      if (installed === undefined) throw errors.notFound('table of cases')
      return { name, content: installed }
    },
  } satisfies Partial<RouteHandlers<typeof policyRoutes>>
  return { routes, propose, withdraw, proposeInstalled }
}
