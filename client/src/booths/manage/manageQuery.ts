import type { Connection } from '../../live/connection.ts'

export const manageKey = ['booths', 'manage'] as const

export const manageQuery = (connection: Pick<Connection, 'send'>) => ({
  queryKey: manageKey,
  queryFn: async () => (await connection.send('booths.manage', {})).booths,
  staleTime: 0,
  refetchOnWindowFocus: false,
})
