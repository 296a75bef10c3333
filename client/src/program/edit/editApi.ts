import { request } from '../../live/http.ts'
import type { Chosen } from './sessionFields.ts'

/** Members of the conference whose name or affiliation contains these words. */
export const peopleQuery = (search: string) => ({
  queryKey: ['members', 'found', search],
  queryFn: async (): Promise<Chosen[]> => {
    const { people } = await request('members.list', { query: { search } })
    return people.map(({ id, name, affiliation }) => ({ personId: id, name, affiliation }))
  },
})
