// For tests: the programme's editor at its address, with a played server.
import type { Planning } from '@lectern/shared/programPlanning'
import type { Role } from '@lectern/shared/roles'
import { act, screen } from '@testing-library/react'
import { createStore } from 'zustand/vanilla'
import type { ConnectionState } from '../../live/connection.ts'
import { meQuery } from '../../live/me.ts'
import { ConnectionContext } from '../../live/useConnection.ts'
import { drawAt } from '../../testing/drawAt.tsx'
import { nextTurn } from '../../testing/drawPage.tsx'
import { FakeConnection } from '../../testing/fakeConnection.ts'
import type { FakeHttp } from '../../testing/fakeHttp.ts'
import { morning } from './fakePlanning.ts'
import ProgrammePage from './ProgrammePage.tsx'

class Clock extends FakeConnection {
  clock = morning
  /** Whether the connection stands. */
  readonly store = createStore<ConnectionState>(() => ({
    status: 'connected',
    refusal: null,
    signedOut: null,
    clockOffset: 0,
  }))
  constructor() {
    super()
    Object.assign(this.connection, { store: this.store })
  }
  protected answer() {
    return {}
  }
}

interface EditorOptions {
  roles?: Role[]
  /** After the page's address. */
  at?: string
}

/** The address of the page. */
const path = '/office/programme'

export async function drawEditor(
  server: FakeHttp,
  planning: Planning,
  { roles = ['organiser', 'office'], at = '' }: EditorOptions = {},
) {
  const clock = new Clock()
  server.answers['GET /api/me'] ??= {
    person: { id: 'ito', name: 'Hana Ito', credentials: '', affiliation: '', profession: 'other', roles },
    conference: planning.conference,
    now: morning,
  }
  server.answers['GET /api/office/program'] = planning
  const drawn = await drawAt(server, path, `${path}${at}`, <ProgrammePage />, (page) => (
    <ConnectionContext value={clock.connection}>
      <main>{page}</main>
    </ConnectionContext>
  ))
  await drawn.client.fetchQuery(meQuery)
  await nextTurn()
  return { ...drawn, clock }
}

/** A session in the grid. */
export const inGrid = (title: string) => screen.getByRole('button', { name: new RegExp(`^${title} ?, `) })
export const settled = () => act(() => nextTurn(20))
