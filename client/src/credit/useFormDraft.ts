import type { FormAnswers } from '@lectern/shared/creditForms'
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

/** A form's draft for as long as its page is shown; submitting it reloads everything that depends on it. */
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
