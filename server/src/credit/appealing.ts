// Learners' appeals to the CE office.
import type { Identity } from '@lectern/shared/accounts'
import type { Appeal } from '@lectern/shared/creditOffice'
import { errors } from '@lectern/shared/errors'
import { appealsMax } from '@lectern/shared/limits'
import { appealIdOf } from './appealsStore.ts'
import type { Credit } from './creditParts.ts'
import { presentsIn } from './watchedSessions.ts'

/** A repeat with the same words about the same session is the same appeal until it is decided. */
export async function makeAppeal(
  {
    watchFacts,
    appeals,
    intents,
    clock,
    program,
  }: Pick<Credit, 'watchFacts' | 'appeals' | 'intents' | 'clock' | 'program'>,
  person: Identity,
  sessionId: string,
  text: string,
): Promise<Appeal> {
  const { conferenceId } = await program.session(sessionId)
  const of = await watchFacts.session(sessionId)
  const { activity, facts } = of
  if (!activity) throw errors.conflict('This session carries no credit.')
  if (!facts) throw errors.conflict('This session has not been live yet.')
  const mayCount =
    presentsIn(of, person.id) || (await watchFacts.people(sessionId, [person.id])).has(person.id)
  if (!mayCount)
    throw errors.conflict(
      'You have not acknowledged the disclosures of this session, and without that no minute can count. Write to the CE office if you could not.',
    )
  const before = await appeals.of(conferenceId, sessionId, person.id)
  const last = before.at(-1)
  if (last && last.decidedAt === null) {
    if (last.text === text) return last
    throw errors.conflict('The CE office has your appeal about this session and will answer it first.')
  }
  if (before.length === appealsMax)
    throw errors.conflict(`At most ${appealsMax} appeals can be made about one session.`)
  const id = appealIdOf(sessionId, person.id, before.length + 1)
  const appeal = { id, sessionId, personId: person.id, at: clock(), text }
  const isOwn = await intents.begin('appeal', `appeal ${id}`, { conferenceId, appeal })
  const made = (await appeals.find(conferenceId, id))!
  if (!isOwn && made.text !== text)
    throw errors.conflict('The CE office has your appeal about this session and will answer it first.')
  return made
}
