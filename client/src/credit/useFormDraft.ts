import type { FormAnswers } from '@lectern/shared/credit'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { creditKey, type FormKind, saveForm } from './creditApi.ts'
import { createFormDraft, type FormDraft } from './formDraft.ts'
import { keptAnswers } from './keptAnswers.ts'

interface DraftOf {
  activityId: string
  personId: string
  kind: FormKind
  answers: FormAnswers
}

/** The draft of a form for as long as its page is shown; what else depends on it is asked for again once it is submitted. */
export function useFormDraft({ activityId, personId, kind, answers }: DraftOf): FormDraft {
  const queryClient = useQueryClient()
  const [draft] = useState(() =>
    createFormDraft({
      answers,
      kept: keptAnswers(personId, activityId, kind),
      save: async (written, submit) => {
        await saveForm(activityId, kind, written, submit)
        if (submit) await queryClient.invalidateQueries({ queryKey: creditKey }).catch(() => undefined)
      },
    }),
  )
  useEffect(() => () => draft.close(), [draft])
  return draft
}
