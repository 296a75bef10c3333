// Keeps a session's crew current on one page, and sends what its people say and cue.
import type { CueKind } from '@lectern/shared/crew'
import { useStore } from 'zustand'
import type { StoreApi } from 'zustand/vanilla'
import type { Connection } from '../live/connection.ts'
import { Followed } from '../live/followed.ts'
import { useFollowed } from '../live/useFollowed.ts'
import { type CrewState, noCrew, withList, withMessage } from './crewState.ts'

export class Crew {
  readonly store: StoreApi<CrewState>
  readonly #connection: Connection
  readonly #sessionId: string
  readonly #followed

  constructor(connection: Connection, sessionId: string) {
    this.#connection = connection
    this.#sessionId = sessionId
    this.#followed = new Followed({
      connection,
      initial: noCrew,
      load: () => connection.send('crew.list', { sessionId }),
      loaded: withList,
      concerns: (event: { sessionId: string }) => event.sessionId === sessionId,
      changes: {
        'crew.message': (state, { message }) => withMessage(state, message),
        'crew.cue': (_state, { cue }) => ({ cue }),
      },
    })
    this.store = this.#followed.store
  }

  start = (): void => this.#followed.start()
  stop = (): void => this.#followed.stop()
  reload = (): Promise<void> => this.#followed.reload()

  async say(text: string): Promise<void> {
    const message = await this.#connection.send('crew.say', { sessionId: this.#sessionId, text })
    this.store.setState((state) => withMessage(state, message))
  }
  giveCue(kind: CueKind, minutes: number | null): Promise<void> {
    return this.#take(this.#connection.send('crew.giveCue', { sessionId: this.#sessionId, kind, minutes }))
  }
  takeBackCue(cueId: string): Promise<void> {
    return this.#take(this.#connection.send('crew.takeBackCue', { sessionId: this.#sessionId, cueId }))
  }
  confirmCue(cueId: string): Promise<void> {
    return this.#take(this.#connection.send('crew.confirmCue', { sessionId: this.#sessionId, cueId }))
  }

  /** What a reply says may be older than what has been announced since. */
  async #take(answer: Promise<Pick<CrewState, 'cue'>>): Promise<void> {
    const { version } = this.store.getState()
    const { cue } = await answer
    if (this.store.getState().version === version) this.store.setState({ cue })
  }
}

const crewKey = (sessionId: string): string => `crew ${sessionId}`

export const useCrew = (sessionId: string): Crew =>
  useFollowed(crewKey(sessionId), (connection) => new Crew(connection, sessionId))

export const useCrewState = <Part>(crew: Crew, part: (state: CrewState) => Part): Part =>
  useStore(crew.store, part)
