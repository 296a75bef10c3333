// What the person, the organiser and the office see of disclosures. An organiser sees where each part stands;
// relationships and decisions are for the office and the person.
import type { Person } from '@lectern/shared/accounts'
import { allParts, isExcluded, type Part } from '@lectern/shared/clearance'
import {
  decisionKey,
  keyOf,
  natureWords,
  type OnFile,
  partState,
  validUntil,
} from '@lectern/shared/disclosureRules'
import type {
  OfficeDisclosure,
  OfficeRelationship,
  OwnDisclosure,
  PartStanding,
  PersonStates,
  SignedForm,
} from '@lectern/shared/disclosures'
import { errors } from '@lectern/shared/errors'
import type { Faculty, Session } from '@lectern/shared/program'
import type { Clock } from '../core/clock.ts'
import type { ProgramStore } from '../program/programStore.ts'
import type { Asked, DisclosuresStore } from './disclosuresStore.ts'

export interface DisclosureViewsOptions {
  store: DisclosuresStore
  program: Pick<ProgramStore, 'views'>
  memberOf: (personId: string, conferenceId: string) => Promise<Person | undefined>
  clock: Clock
}

interface Place {
  session: Session
  member: Faculty
  part: Part
}

const formOf = ({ signed }: OnFile): SignedForm | null =>
  signed && { ...signed.form, signedAt: signed.at, validUntil: validUntil(signed.at) }

function relationshipsOf(file: OnFile, places: readonly Place[]): OfficeRelationship[] {
  return (file.signed?.form.relationships ?? []).map((each) => {
    const { company } = each
    const [key, words] = [keyOf(each), natureWords(each)]
    const decisions = places.flatMap(({ session, member, part }) => {
      const decided = file.decisions.get(decisionKey(key, { sessionId: session.id, part }))
      if (!decided) return []
      const shown = member.disclosure?.relationships.find(
        (one) => one.company === company && one.nature === words,
      )
      const { decision, byName, at } = decided
      const isLate = shown?.recordedAt !== undefined
      return [{ sessionId: session.id, part, decided: { ...decision, byName, at, isLate } }]
    })
    return { ...each, key, words, isExcluding: isExcluded({ company, nature: words }), decisions }
  })
}

export function createDisclosureViews({ store, program, memberOf, clock }: DisclosureViewsOptions) {
  /** Everyone's parts in a conference's sessions that have not ended, by person id. */
  async function allPlaces(conferenceId: string): Promise<Map<string, Place[]>> {
    const open = (await program.views(conferenceId)).filter(({ state }) => state.phase !== 'ended')
    const places = open.flatMap(({ session }) =>
      allParts(session).map(([member, part]) => ({ session, member, part })),
    )
    return Map.groupBy(places, ({ member }) => member.personId)
  }

  const standing =
    (file: OnFile) =>
    ({ session, member, part }: Place): PartStanding => {
      const { id: sessionId, title, startsAt } = session
      const at = { now: clock(), startsAt, isWithdrawn: file.withdrawnAt !== null }
      return { sessionId, part, title, startsAt, state: partState(member.disclosure, at) }
    }

  async function officeView(
    conferenceId: string,
    personId: string,
    places: readonly Place[],
    asked: Asked | undefined,
  ): Promise<OfficeDisclosure | undefined> {
    const person = await memberOf(personId, conferenceId)
    if (!person) return undefined
    const [file, draft] = await Promise.all([store.of(personId), store.draft(personId)])
    const form = formOf(file)
    return {
      personId,
      name: person.name,
      credentials: person.credentials,
      asked: asked ? { at: asked.at } : null,
      hasDraft: draft !== null,
      validUntil: form?.validUntil ?? null,
      parts: places.map(standing(file)),
      revision: file.revision,
      form,
      versions: file.versions,
      withdrawnAt: file.withdrawnAt,
      relationships: relationshipsOf(file, places),
    }
  }

  const views = {
    async mine({ id }: Person, conferenceId: string): Promise<OwnDisclosure> {
      const [file, draft, asked, places] = await Promise.all([
        store.of(id),
        store.draft(id),
        store.asked(conferenceId),
        allPlaces(conferenceId),
      ])
      const mine = asked.get(id)
      return {
        revision: file.revision,
        form: formOf(file),
        withdrawnAt: file.withdrawnAt,
        draft,
        asked: mine ? { at: mine.at } : null,
        parts: (places.get(id) ?? []).map(standing(file)),
        now: clock(),
      }
    },

    /** Everyone in control of content at a conference, and everyone there who was asked; by name. */
    async office(conferenceId: string): Promise<OfficeDisclosure[]> {
      const [places, asked] = await Promise.all([allPlaces(conferenceId), store.asked(conferenceId)])
      const ids = [...new Set([...places.keys(), ...asked.keys()])]
      const people = await Promise.all(
        ids.map((id) => officeView(conferenceId, id, places.get(id) ?? [], asked.get(id))),
      )
      return people.flatMap((person) => person ?? []).sort((a, b) => a.name.localeCompare(b.name))
    },

    /** Throws `not_found`. */
    async officePerson(personId: string, conferenceId: string): Promise<OfficeDisclosure> {
      const [places, asked] = await Promise.all([allPlaces(conferenceId), store.asked(conferenceId)])
      const view = await officeView(conferenceId, personId, places.get(personId) ?? [], asked.get(personId))
      if (!view) throw errors.notFound('person')
      return view
    },

    async states(conferenceId: string): Promise<PersonStates[]> {
      return (await views.office(conferenceId)).map(
        ({ personId, name, asked, hasDraft, validUntil, parts }) => ({
          personId,
          name,
          asked,
          hasDraft,
          validUntil,
          parts,
        }),
      )
    },
  }
  return views
}
