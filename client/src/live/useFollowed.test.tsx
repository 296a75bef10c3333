import { jest } from '@jest/globals'
import { act, cleanup, render, screen } from '@testing-library/react'
import { type ReactNode, useEffect, useState } from 'react'
import type { Connection } from './connection.ts'
import { ConnectionContext } from './useConnection.ts'
import { provide, useFollowed } from './useFollowed.ts'

class Thing {
  readonly name: string
  runs = 0
  isRunning = false
  constructor(name: string) {
    this.name = name
    made.push(this)
  }
  start(): void {
    expect(this.isRunning).toBe(false)
    this.isRunning = true
    this.runs++
  }
  stop(): void {
    expect(this.isRunning).toBe(true)
    this.isRunning = false
  }
}

let made: Thing[] = []
let connection: Connection
const pass = (ms: number) => act(async () => jest.advanceTimersByTime(ms))

function Shown({ name, ...options }: { name: string; keptMs?: number; isRemembered?: boolean }) {
  const thing = useFollowed(name, () => new Thing(name), options)
  return <p>{`${thing.name} ${thing.isRunning}`}</p>
}
let show: (content: ReactNode) => void
function Page() {
  const [content, setContent] = useState<ReactNode>(null)
  useEffect(() => {
    show = (next) => act(() => setContent(next))
  }, [])
  return content
}

beforeEach(() => {
  jest.useFakeTimers()
  made = []
  connection = {} as Connection
  render(
    <ConnectionContext value={connection}>
      <Page />
    </ConnectionContext>,
  )
})
afterEach(() => {
  cleanup()
  jest.useRealTimers()
})

test('is there in the first render, and one copy serves all users of the key', () => {
  show([<Shown key="1" name="a" />, <Shown key="2" name="a" />, <Shown key="3" name="b" />])
  expect(screen.getAllByText(/^a /)).toHaveLength(2)
  expect(made.map(({ name, runs }) => [name, runs])).toEqual([
    ['a', 1],
    ['b', 1],
  ])
})

test('keeps running for some seconds after the last use, for the next page', async () => {
  show(<Shown name="a" />)
  show(null)
  await pass(4999)
  show(<Shown key="next" name="a" />)
  await pass(60_000)
  expect(made).toMatchObject([{ isRunning: true, runs: 1 }])
  show(null)
  await pass(5000)
  expect(made).toMatchObject([{ isRunning: false }])
  show(<Shown name="a" />)
  expect(made).toMatchObject([{ isRunning: false }, { isRunning: true }])
})

test('stops at once if it says so, and another key stops the previous one', () => {
  show(<Shown name="a" keptMs={0} />)
  show(<Shown name="b" keptMs={0} />)
  expect(made).toMatchObject([{ isRunning: false }, { isRunning: true }])
  show(null)
  expect(made).toMatchObject([{ isRunning: false }, { isRunning: false }])
})

test('one that is remembered starts again as it was', () => {
  show(<Shown name="a" keptMs={0} isRemembered />)
  show(null)
  show(<Shown name="a" keptMs={0} isRemembered />)
  expect(made).toMatchObject([{ isRunning: true, runs: 2 }])
})

test('a test hands in its own', () => {
  const own = new Thing('own')
  provide(connection, 'a', own)
  show(<Shown name="a" />)
  expect(screen.getByText(/^own/)).toBeTruthy()
  expect(made).toEqual([own])
  expect(own.isRunning).toBe(true)
})
