// One person and the outcomes of an activity: what they are asked, may still answer, and answered.
import type { Identity } from '@lectern/shared/accounts'
import { inControl } from '@lectern/shared/clearance'
import type { Activity } from '@lectern/shared/credit'
import type { FormAnswers } from '@lectern/shared/creditForms'
import { errors } from '@lectern/shared/errors'
import { chosenIn, isRight } from '@lectern/shared/formAnswers'
import type { AskedPair, Commitment, FollowUp, OwnOutcomes, PairedQuestion } from '@lectern/shared/outcomes'
import type { Side } from '@lectern/shared/outcomeWords'
import type { SessionView } from '@lectern/shared/program'
import type { WatchFacts } from '../attendance/watchFacts.ts'
import { type Clock, dayMs } from '../core/clock.ts'
import type { ProgramStore } from '../program/programStore.ts'
import type { NotTaken, OutcomesStore, OwnWords, StoredPlan } from './outcomesStore.ts'

export interface OwnOutcomesOptions {
  store: OutcomesStore
  program: Pick<ProgramStore, 'views'>
  watchFacts: Pick<WatchFacts, 'people'>
  clock: Clock
}

/** Nothing here says which answer is right. */
const askedOf = ({ id, kind, prompt, vignette, objective, options }: PairedQuestion): AskedPair => ({
  ...{ id, kind, prompt, vignette, objective },
  options: options.map((option) => ({ id: option.id, text: option.text })),
})

function isAnswer({ kind, options }: PairedQuestion, answer: string | undefined): boolean {
  if (answer === undefined) return false
  if (kind === 'rating') return /^[1-5]$/.test(answer)
  const isOffered = (chosen: string) => options.some(({ id }) => id === chosen)
  if (kind === 'choice') return isOffered(answer)
  const chosen = chosenIn(answer)
  return chosen.length > 0 && new Set(chosen).size === chosen.length && chosen.every(isOffered)
}

/** Exactly one valid answer to each question. */
function requireAnswers(questions: readonly PairedQuestion[], given: FormAnswers): void {
  const missing = questions.filter((question) => !isAnswer(question, given[question.id]))
  if (missing.length > 0)
    throw errors.invalidRequest(`not answered yet: ${missing.map(({ prompt }) => `“${prompt}”`).join(', ')}`)
  const other = Object.keys(given).find((id) => !questions.some((question) => question.id === id))
  if (other !== undefined) throw errors.invalidRequest(`${other}: there is no such question`)
}

function taken<Stored>(said: Stored | NotTaken): Stored {
  if (said === 'closed')
    throw errors.deadlinePassed(
      'The CE office has closed the results of this activity: nothing is taken any more.',
    )
  if (said === 'changed')
    throw errors.stale('The CE office has changed these questions. Look at them as they are now.')
  return said
}

/** What the person has done in the activity so far. */
interface Part {
  /** They control content of it: they know the answers. */
  isFaculty: boolean
  hasWatched: boolean
  /** A session that they joined has ended. */
  hasEnded: boolean
  /** Sessions are still to come, or running. */
  goesOn: boolean
}

export function createOwnOutcomes({ store, program, watchFacts, clock }: OwnOutcomesOptions) {
  async function partOf(activity: Activity, personId: string): Promise<Part> {
    const views = (await program.views(activity.conferenceId)).filter(
      ({ session }) => session.activityId === activity.id,
    )
    const factsOf = async ({ session }: SessionView) =>
      (await watchFacts.people(session.id, [personId])).get(personId)
    const facts = await Promise.all(views.map(factsOf))
    return {
      isFaculty: views.some(({ session }) => inControl(session).some(([each]) => each.personId === personId)),
      hasWatched: facts.some((fact) => fact?.present.some((bits) => bits !== 0)),
      hasEnded: views.some(({ state }, i) => state.phase === 'ended' && facts[i] !== undefined),
      goesOn: views.some(({ state }) => state.phase !== 'ended'),
    }
  }

  function standingOf(side: Side, own: OwnWords, part: Part): OwnOutcomes['before']['standing'] {
    if (own[side]) return 'answered'
    if (part.isFaculty) return 'closed'
    if (side === 'after') return part.hasEnded ? 'open' : 'early'
    if (part.hasWatched || !part.goesOn) return 'closed'
    return own.isSkipped ? 'skipped' : 'open'
  }

  function followUpOf(
    own: OwnWords,
    stored: StoredPlan,
  ): { from: number | null; standing: OwnOutcomes['followUp']['standing'] } {
    const { committed, followUp } = own
    if (!committed?.commitment) return { from: null, standing: 'closed' }
    const from = committed.at + (stored.plan.commitment?.afterDays ?? 60) * dayMs
    if (followUp) return { from, standing: 'answered' }
    if (stored.closed) return { from, standing: 'closed' }
    return { from, standing: clock() < from ? 'early' : 'open' }
  }

  /** Whose answers are in, or cannot come any more, learns what was right. */
  function solutionsOf({ questions }: StoredPlan['plan'], own: OwnWords): OwnOutcomes['solutions'] {
    const { before, after } = own
    if (!after) return null
    return questions
      .filter(({ kind }) => kind !== 'rating')
      .map((question) => ({
        id: question.id,
        correct: question.correct,
        wasRight: before ? isRight(question, before.answers[question.id] ?? '') : null,
        isRight: isRight(question, after.answers[question.id] ?? ''),
        feedback: question.feedback,
      }))
  }

  async function of(activity: Activity, personId: string): Promise<OwnOutcomes> {
    const stored = await store.plan(activity.id)
    const { plan, closed } = stored
    const own = await store.of(activity.id, personId)
    const isAsked = plan.questions.length > 0
    const part = isAsked && !(own.before && own.after) ? await partOf(activity, personId) : null
    const side = (which: Side): OwnOutcomes['before'] => {
      const standing = !isAsked ? 'closed' : part ? standingOf(which, own, part) : 'answered'
      const isOver = closed !== null && standing !== 'answered'
      return { standing: isOver ? 'closed' : standing, answers: own[which]?.answers ?? {} }
    }
    const { from, standing } = followUpOf(own, stored)
    return {
      title: activity.title,
      version: stored.questionsVersion,
      questions: plan.questions.map(askedOf),
      mustAnswer: plan.mustAnswer,
      before: side('before'),
      after: side('after'),
      solutions: solutionsOf(plan, own),
      // What somebody chose keeps its words after the results were closed.
      offered: closed && !own.committed ? null : plan.commitment,
      committed: own.committed && { ...own.committed, askedFrom: from },
      followUp: { standing, answer: own.followUp?.answer ?? null },
    }
  }

  /** The same answers again are a retry; other answers come too late. */
  async function answer(
    activity: Activity,
    person: Identity,
    { side, version, answers }: { side: Side; version: number; answers: FormAnswers },
  ): Promise<OwnOutcomes> {
    const before = await of(activity, person.id)
    const { standing } = before[side]
    if (standing !== 'answered') {
      if (version !== before.version) taken('changed')
      requireOpen(side, standing)
      const { plan } = await store.plan(activity.id)
      requireAnswers(plan.questions, answers)
      taken(
        await store.answer(
          { activityId: activity.id, personId: person.id, side, version },
          { answers, at: clock() },
        ),
      )
    }
    return of(activity, person.id)
  }

  function requireOpen(side: Side, standing: OwnOutcomes['before']['standing']): void {
    if (standing === 'early')
      throw errors.conflict('These questions are asked once a session that you took part in has ended.')
    if (standing !== 'closed') return
    throw errors.conflict(
      side === 'before'
        ? 'These questions were for before the activity: for you it has begun. Your credit does not depend on them.'
        : 'These questions cannot be answered any more. Your credit does not depend on them.',
    )
  }

  return {
    of,
    answer,
    /** Goes on without answering the questions before. */
    async skip(activity: Activity, person: Identity): Promise<OwnOutcomes> {
      const { plan } = await store.plan(activity.id)
      if (plan.mustAnswer && plan.questions.length > 0)
        throw errors.conflict('The office asks everybody to answer these questions first.')
      await store.skip(activity.id, person.id, clock())
      return of(activity, person.id)
    },

    async commit(activity: Activity, person: Identity, made: Commitment | null): Promise<OwnOutcomes> {
      const { offered, committed } = await of(activity, person.id)
      if (!committed) {
        if (!offered) throw errors.conflict('Nobody is asked about changes after this activity.')
        if (!(await partOf(activity, person.id)).hasEnded)
          throw errors.conflict('You are asked about changes once a session that you took part in has ended.')
        if (made) {
          if (made.changes.length === 0 && made.words === '')
            throw errors.invalidRequest('changes: choose what you will change, or write it')
          requireOffered('changes', made.changes, offered.changes)
          requireOffered('barriers', made.barriers, offered.barriers)
        }
        taken(await store.commit(activity.id, person.id, { commitment: made, at: clock() }))
      }
      return of(activity, person.id)
    },

    async followUp(activity: Activity, person: Identity, given: FollowUp): Promise<OwnOutcomes> {
      const { followUp, offered } = await of(activity, person.id)
      if (followUp.standing === 'early')
        throw errors.conflict('It is too early to say what became of it. You are asked by mail.')
      if (followUp.standing === 'closed')
        throw errors.conflict('There is no commitment of yours here to speak of, or its results are closed.')
      requireOffered('barriers', given.barriers, offered?.barriers ?? [])
      taken(await store.followUp(activity.id, person.id, { answer: given, at: clock() }))
      return of(activity, person.id)
    },
  }
}

function requireOffered(field: string, chosen: readonly string[], offered: readonly { id: string }[]): void {
  const isOffered = (id: string) => offered.some((option) => option.id === id)
  if (new Set(chosen).size !== chosen.length || !chosen.every(isOffered))
    throw errors.invalidRequest(`${field}: names what is not offered`)
}
