// Names of the askers, looked up for display: questions store only the person's id.
import type { Identity } from '@lectern/shared/accounts'
import type { QuestionRecord } from './questionsStore.ts'
import type { AskerOf } from './questionViews.ts'

export type FindPerson = (personId: string) => Promise<Identity | undefined>

/** Looks up each person once, all at the same time. */
export async function findAskers(
  findPerson: FindPerson,
  records: QuestionRecord[],
  muted: Set<string>,
): Promise<AskerOf> {
  const ids = [...new Set(records.map(({ askerId }) => askerId))]
  const names = new Map(
    await Promise.all(ids.map(async (id) => [id, (await findPerson(id))?.name ?? ''] as const)),
  )
  return ({ askerId }) => ({
    personId: askerId,
    name: names.get(askerId) ?? '',
    muted: muted.has(askerId),
  })
}
