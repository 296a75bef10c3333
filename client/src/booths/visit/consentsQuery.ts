import type { Connection } from '../../live/connection.ts'

export const consentsKey = ['booths', 'my-consents'] as const

export const consentsQuery = (connection: Pick<Connection, 'send'>) => ({
  queryKey: consentsKey,
  queryFn: async () => (await connection.send('booths.myConsents', {})).consents,
  // A consent or withdrawal on another page changes the list.
  staleTime: 0,
})
