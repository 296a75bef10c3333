import { useFollowed } from '../../live/useFollowed.ts'
import { workerTimer } from '../../live/workerTimer.ts'
import { Visit } from './visitStore.ts'

export const visitKey = (boothId: string): string => `visit ${boothId}`

/** The person is at the booth for as long as the page shows it. */
export const useVisit = (boothId: string): Visit =>
  useFollowed(visitKey(boothId), (connection) => new Visit({ connection, boothId, timer: workerTimer }), {
    keptMs: 0,
  })
