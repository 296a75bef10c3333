// The form over a session that others may change meanwhile: what was not touched here follows them, what both
// changed is chosen, and what was written is kept in this tab until it is saved.
import type { Session } from '@lectern/shared/program'
import { useEffect, useEffectEvent, useState } from 'react'
import { keptInTab } from '../../live/kept.ts'
import { useContractForm } from '../../ui/useContractForm.ts'
import { fieldProblems } from './fieldProblems.ts'
import { choose, type Draft, isChanged, rebase } from './rebase.ts'
import { type FieldName, fieldsOf, type SessionFields } from './sessionFields.ts'

const isDraft = (value: unknown): value is Draft<SessionFields> =>
  typeof value === 'object' && value !== null && 'base' in value && 'mine' in value && 'open' in value

/** Kept for each session, or for the new one of this tab. */
const keptDraft = (sessionId: string) => keptInTab(`lectern.session.${sessionId}`, isDraft)

interface SessionFormOptions {
  sessionId: string
  /** As it is saved now; undefined for a new one. */
  session: Session | undefined
  /** Of a new one. */
  initial: SessionFields
}

const freshDraft = (fields: SessionFields, version: number): Draft<SessionFields> => ({
  base: fields,
  version,
  mine: fields,
  open: [],
})

export function useSessionForm({ sessionId, session, initial }: SessionFormOptions) {
  const [kept] = useState(() => keptDraft(sessionId))
  const [left] = useState(() => kept.read())
  const [start] = useState<Draft<SessionFields>>(() => {
    const [saved, version] = session ? [fieldsOf(session), session.version ?? 0] : [initial, 0]
    return left ? rebase(left, session ? saved : left.base, version) : freshDraft(saved, version)
  })
  /** All of the draft but `mine`, which the form holds. */
  const [{ base, version, open }, setGround] = useState<Omit<Draft<SessionFields>, 'mine'>>(start)
  const { form, onSubmit, submit } = useContractForm<SessionFields>({
    initialValues: start.mine,
    problemsOf: fieldProblems,
  })
  const draft: Draft<SessionFields> = { base, version, open, mine: form.values }
  const changed = isChanged(draft)

  function take(next: Draft<SessionFields>): void {
    const { mine, ...ground } = next
    setGround(ground)
    form.setValues(mine)
  }
  const follow = useEffectEvent((saved: Session) => {
    if ((saved.version ?? 0) > version) take(rebase(draft, fieldsOf(saved), saved.version ?? 0))
  })
  useEffect(() => {
    if (session) follow(session)
  }, [session])
  const keep = useEffectEvent(() => kept.write(changed ? draft : undefined))
  // oxlint-disable-next-line react/exhaustive-deps -- whenever what is kept changes
  useEffect(() => keep(), [form.values, base, open])

  return {
    form,
    onSubmit,
    submit,
    draft,
    isChanged: changed,
    /** Something was left here by an earlier visit of this tab. */
    wasKept: left !== undefined,
    choose: (field: FieldName, whose: 'theirs' | 'mine') => take(choose(draft, field, whose)),
    /** It was saved as `saved`. */
    saved(saved: Session): void {
      kept.write(undefined)
      take(freshDraft(fieldsOf(saved), saved.version ?? 0))
    },
    discard(): void {
      kept.write(undefined)
      take(freshDraft(base, version))
    },
  }
}
