// For tests of polls: a fake server, and a page's connection to it.
import type { CommandName } from '@lectern/shared/commands'
import { AppError, type ErrorCode } from '@lectern/shared/errors'
import type { Poll, PollChoice, PollEvents, PollTally } from '@lectern/shared/polls'
import type { Kept } from '../live/kept.ts'
import { FakeConnection } from '../testing/fakeConnection.ts'
import type { Choices } from './keptChoices.ts'
import { Polls } from './pollsClient.ts'

export const sessionId = 'heart'
export const refusal = (code: ErrorCode, message: string = code) => new AppError(code, message)
export const choose = (...options: string[]): PollChoice => ({ options, text: '' })
export const write = (text: string): PollChoice => ({ options: [], text })
export const tally = (people: number, counts: Record<string, number> = {}): PollTally => ({ people, counts })

/** An open poll with one answer; `fields` override. */
export const poll = (id: string, fields: Partial<Poll> = {}): Poll => ({
  id,
  version: 1,
  status: 'open',
  kind: 'single',
  prompt: `Question ${id}?`,
  options: [
    { id: 'o1', text: 'Beta blocker' },
    { id: 'o2', text: 'Diuretic' },
    { id: 'o3', text: 'Digoxin' },
  ],
  scale: 5,
  anonymous: true,
  results: 'closed',
  mayChange: false,
  seconds: null,
  openedAt: 1000,
  closesAt: null,
  onStage: false,
  tally: null,
  correct: null,
  feedback: null,
  mine: null,
  ...fields,
})

/** Keeps choices like browser storage, over several pages of one person. */
export class FakeStorage implements Kept<Choices> {
  kept: Choices = {}
  read() {
    return this.kept
  }
  write(choices: Choices | undefined = {}) {
    this.kept = choices
  }
}

/** Moderators' commands that change polls. */
const directed = new Set<CommandName>([
  'polls.create',
  'polls.edit',
  'polls.open',
  'polls.close',
  'polls.setOnStage',
])

export class FakePolls extends FakeConnection {
  version = 1
  list: Poll[] = []
  override clock = 10_000
  answers: { text: string; name: string | null }[] = []

  constructor(...list: Poll[]) {
    super()
    this.list = list
  }

  page(kept: Kept<Choices> = new FakeStorage()): Polls {
    return new Polls({ connection: this.connection, sessionId, kept })
  }

  emit(name: keyof PollEvents, event: Record<string, unknown>): void {
    this.tell(name, { sessionId, ...event } as never)
  }

  /** Changes a poll for everyone; if `isTold` is false the message is lost. */
  change(changed: Poll, isTold = true): void {
    const { mine: _mine, ...told } = changed
    this.#record(changed)
    const from = this.version++
    if (isTold) this.emit('polls.changed', { from, version: this.version, poll: { ...told, mine: null } })
  }

  delete(pollId: string): void {
    this.list = this.list.filter(({ id }) => id !== pollId)
    const from = this.version++
    this.emit('polls.deleted', { from, version: this.version, pollId })
  }

  #record(changed: Poll): void {
    this.list = [...this.list.filter(({ id }) => id !== changed.id), changed]
  }

  protected override done(name: CommandName, answer: unknown): void {
    if (directed.has(name)) this.#record(answer as Poll)
  }

  protected override answer(name: CommandName, request: Record<string, unknown>): unknown {
    const { pollId, choice, draft } = request as { pollId: string; choice: PollChoice; draft: Partial<Poll> }
    const known = this.list.find(({ id }) => id === pollId)
    if (name === 'polls.list') return { sessionId, version: this.version, polls: [...this.list] }
    if (name === 'polls.answers') return { answers: this.answers }
    if (name === 'polls.create') return poll('made', { status: 'draft', openedAt: null, ...draft })
    const fields: Partial<Record<CommandName, Partial<Poll>>> = {
      'polls.vote': { mine: choice },
      'polls.edit': draft,
      'polls.open': { status: 'open' },
      'polls.close': { status: 'closed' },
      'polls.setOnStage': { onStage: request.onStage as boolean },
    }
    return { ...(known ?? poll(pollId)), ...fields[name] }
  }
}
