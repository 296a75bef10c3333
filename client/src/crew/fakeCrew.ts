// For tests: the server's side of a session's crew.
import type { CommandName } from '@lectern/shared/commands'
import type { CrewList, CrewMessage, Cue } from '@lectern/shared/crew'
import { FakeConnection } from '../testing/fakeConnection.ts'

export const sessionId = 'heart'

export const message = (id: string, fields: Partial<CrewMessage> = {}): CrewMessage => ({
  id,
  personId: 'moreau',
  name: 'Luc Moreau',
  text: `Words of ${id}`,
  at: 60_000,
  ...fields,
})

export const cue = (id: string, fields: Partial<Cue> = {}): Cue => ({
  id,
  kind: 'wrapUp',
  minutes: null,
  at: 60_000,
  endsAt: null,
  seenBy: [],
  ...fields,
})

export class FakeCrew extends FakeConnection {
  override clock = 60_000
  list: CrewList = { sessionId, version: 1, messages: [], cue: null }

  protected override answer(name: CommandName, request: Record<string, unknown>): unknown {
    const now = this.list.cue
    const seen = { personId: 'clara', name: 'Clara Nwosu' }
    switch (name) {
      case 'crew.list':
        return this.list
      case 'crew.say':
        return message('said', { personId: 'clara', name: 'Clara Nwosu', text: String(request.text) })
      case 'crew.giveCue':
        return { cue: cue('given', request as Partial<Cue>) }
      case 'crew.confirmCue':
        return { cue: now && { ...now, seenBy: [seen] } }
      default:
        return { cue: null }
    }
  }

  /** Tells the page of a message or a cue. */
  change(news: CrewMessage | { cue: Cue | null }): void {
    const from = this.list.version
    const version = from + 1
    if ('cue' in news) {
      this.list = { ...this.list, version, cue: news.cue }
      this.tell('crew.cue', { sessionId, from, version, cue: news.cue })
    } else {
      this.list = { ...this.list, version, messages: [...this.list.messages, news] }
      this.tell('crew.message', { sessionId, from, version, message: news })
    }
  }
}
