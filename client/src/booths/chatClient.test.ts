import type { Chat as ChatReply } from '@lectern/shared/booths'
import { Chat } from './chatClient.ts'
import { park, refusal, said, settle, visit } from './fakeBooths.ts'

const { chat: empty } = visit()
const chatOf = (...messages: ChatReply['messages']): ChatReply => ({ ...empty, messages })

/** The server's end of one chat. */
function pageOf(by: 'visitor' | 'staff' = 'visitor') {
  const state = { all: [] as ChatReply['messages'], sent: [] as string[], seen: [] as number[], page: 100 }
  const refusals: Error[] = []
  const chat = new Chat({
    by,
    load: async (before = Number.POSITIVE_INFINITY) => {
      const older = state.all.filter(({ seq }) => seq < before)
      return { ...chatOf(...older.slice(-state.page)), more: older.length > state.page }
    },
    say: async ({ messageId, text }) => {
      const refused = refusals.shift()
      if (refused) throw refused
      state.sent.push(messageId)
      const known = state.all.find((message) => message.messageId === messageId)
      if (known) return known
      const message = { ...said(state.all.length + 1, text), messageId }
      state.all.push(message)
      return message
    },
    seen: async (seq) => state.seen.push(seq),
  })
  return { chat, state, refusals, texts: () => chat.store.getState().messages.map(({ text }) => text) }
}

test('a message is on its way until the server has it', async () => {
  const { chat, texts } = pageOf()
  chat.take(empty)
  chat.write('  Hello ')
  const sending = chat.send()
  expect(chat.store.getState()).toMatchObject({ draft: '', outgoing: [{ text: 'Hello', problem: null }] })
  await sending
  expect(chat.store.getState().outgoing).toEqual([])
  expect(texts()).toEqual(['Hello'])
})

test('nothing is sent for a message of spaces', async () => {
  const { chat, state } = pageOf()
  chat.take(empty)
  chat.write('   ')
  await chat.send()
  expect(state.sent).toEqual([])
})

test('what was not taken keeps its id when it is sent again, and its order', async () => {
  const { chat, state, refusals, texts } = pageOf()
  chat.take(empty)
  refusals.push(refusal('no_answer'))
  chat.write('one')
  await chat.send()
  chat.write('two')
  const { outgoing } = chat.store.getState()
  expect(outgoing[0]?.problem?.code).toBe('no_answer')
  await chat.send()
  await chat.sendAgain()
  expect(state.sent).toContain(outgoing[0]!.messageId)
  expect([...texts()].sort()).toEqual(['one', 'two'])
  expect(chat.store.getState().outgoing).toEqual([])
})

test('a message whose answer was lost, and which is told, is not shown twice', async () => {
  const { chat, state, refusals, texts } = pageOf()
  chat.take(empty)
  refusals.push(refusal('no_answer'))
  chat.write('one')
  await chat.send()
  const { messageId } = chat.store.getState().outgoing[0]!
  state.all.push({ ...said(1, 'one'), messageId })
  chat.said(state.all[0]!)
  expect(chat.store.getState().outgoing).toEqual([])
  await chat.sendAgain()
  expect(texts()).toEqual(['one'])
})

test('a message that was never sent can be taken back and changed', async () => {
  const { chat, refusals } = pageOf()
  chat.take(empty)
  refusals.push(refusal('rate_limited'))
  chat.write('one')
  await chat.send()
  chat.write('more')
  chat.takeBack(chat.store.getState().outgoing[0]!.messageId)
  expect(chat.store.getState()).toMatchObject({ outgoing: [], draft: 'one\nmore' })
})

test('what is told twice is shown once; after one that was missed the chat is asked for', async () => {
  const { chat, state, texts } = pageOf()
  chat.take(empty)
  state.all = [said(1, 'one', park), said(2, 'two', park), said(3, 'three', park)]
  chat.said(state.all[0]!)
  chat.said(state.all[0]!)
  expect(texts()).toEqual(['one'])
  chat.said(state.all[2]!)
  await settle()
  expect(texts()).toEqual(['one', 'two', 'three'])
})

test('older messages are asked for and put before, and stay when the newest are asked for again', async () => {
  const { chat, state, texts } = pageOf()
  state.page = 2
  state.all = [1, 2, 3, 4, 5].map((seq) => said(seq, String(seq)))
  await chat.reload()
  expect(texts()).toEqual(['4', '5'])
  await chat.older()
  expect(texts()).toEqual(['2', '3', '4', '5'])
  expect(chat.store.getState().more).toBe(true)
  await chat.reload()
  expect(texts()).toEqual(['2', '3', '4', '5'])
  await chat.older()
  expect(texts()).toEqual(['1', '2', '3', '4', '5'])
  expect(chat.store.getState().more).toBe(false)
})

test('after a long absence there is no gap in what is shown', async () => {
  const { chat, state, texts } = pageOf()
  state.page = 2
  state.all = [said(1, '1')]
  await chat.reload()
  state.all = [1, 2, 3, 4, 5].map((seq) => said(seq, String(seq)))
  await chat.reload()
  expect(texts()).toEqual(['4', '5'])
  expect(chat.store.getState().more).toBe(true)
})

test.each(['visitor', 'staff'] as const)('what was shown to the %s is told once', async (by) => {
  const { chat, state } = pageOf(by)
  chat.take(chatOf(said(1, 'one'), said(2, 'two', park)))
  chat.markSeen()
  chat.markSeen()
  await settle()
  expect(state.seen).toEqual([2])
  const { seenByVisitor, seenByStaff } = chat.store.getState()
  expect([seenByVisitor, seenByStaff]).toEqual(by === 'visitor' ? [2, 0] : [0, 2])
})

test('why a chat could not be had is told, and forgotten once it is there', async () => {
  let fails = true
  const chat = new Chat({
    by: 'staff',
    load: async () => {
      if (fails) throw refusal('no_answer')
      return empty
    },
    say: async () => said(1, ''),
    seen: async () => undefined,
  })
  await chat.reload()
  expect(chat.store.getState().problem?.code).toBe('no_answer')
  fails = false
  await chat.reload()
  expect(chat.store.getState().problem).toBeNull()
})
