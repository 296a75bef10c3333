import type { ManagedBooth } from '@lectern/shared/booths'
import type { Connection } from '../../live/connection.ts'

export const manageKey = ['booths', 'manage'] as const

/** How often the booths are asked for while an invitation is on its way, in ms. */
const sendingMs = 4000

const isOnItsWay = ({ staff }: ManagedBooth): boolean =>
  staff.some(({ invitation }) => invitation?.status === 'waiting' || invitation?.status === 'sending')

export const manageQuery = (connection: Pick<Connection, 'send'>) => ({
  queryKey: manageKey,
  queryFn: async () => (await connection.send('booths.manage', {})).booths,
  staleTime: 0,
  refetchOnWindowFocus: false,
  refetchInterval: ({ state }: { state: { data: ManagedBooth[] | undefined } }): number | false =>
    state.data?.some(isOnItsWay) ? sendingMs : false,
})
