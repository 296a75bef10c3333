// The router knows paths within a conference; the browser's address has the conference as well.
import { act, cleanup, render, screen } from '@testing-library/react'
import { useEffect, useState } from 'react'
import { unstable_HistoryRouter as HistoryRouter, Link, useLocation, useNavigate } from 'react-router'
import { createHere } from '../live/place.ts'
import { createPlaceHistory } from './placeHistory.ts'

let loaded: string[] = []
let pressLater: () => void = () => undefined
let mounts = 0

function Page() {
  const { pathname, search } = useLocation()
  const navigate = useNavigate()
  const [typed, setTyped] = useState('')
  useEffect(() => void mounts++, [])
  // As a press does that waits for something before it goes on.
  useEffect(() => {
    pressLater = () => void navigate('/sessions/heart')
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- of the first drawing only
  }, [])
  return (
    <>
      <p>{`${pathname}${search}`}</p>
      <input aria-label="Typed" value={typed} onChange={(event) => setTyped(event.currentTarget.value)} />
      <Link to="/credit">Credit</Link>
      <Link to="/provider">Installation</Link>
      <Link to="/c/oncology/credit">Another</Link>
    </>
  )
}

function open(address: string) {
  window.history.replaceState(null, '', address)
  const here = createHere(address)
  const place = createPlaceHistory(here, (to) => void loaded.push(to))
  render(
    <HistoryRouter history={place.history} useTransitions={false}>
      <Page />
    </HistoryRouter>,
  )
  return place
}
const shown = () => screen.getByRole('paragraph').textContent
const press = (name: string) => act(() => screen.getByRole('link', { name }).click())
const address = () => `${location.pathname}${location.search}`

beforeEach(() => {
  loaded = []
  mounts = 0
})
afterEach(cleanup)

test('links lead within the conference, and to the installation without it', () => {
  open('/c/cardiology/agenda?day=2')
  expect(shown()).toBe('/agenda?day=2')
  expect(screen.getByRole('link', { name: 'Credit' }).getAttribute('href')).toBe('/c/cardiology/credit')
  press('Credit')
  expect(shown()).toBe('/credit')
  expect(address()).toBe('/c/cardiology/credit')
  press('Installation')
  expect(address()).toBe('/provider')
  expect(loaded).toEqual([])
})

test('another conference is opened as a whole', () => {
  open('/c/cardiology')
  press('Another')
  expect(loaded).toEqual(['/c/oncology/credit'])
  expect(address()).toBe('/c/cardiology')
})

test('a page without a conference is given one in place: nothing is drawn afresh, no press is lost', async () => {
  const place = open('/agenda?day=2')
  const field = screen.getByRole<HTMLInputElement>('textbox')
  act(() => place.enter('cardiology'))
  expect(address()).toBe('/c/cardiology/agenda?day=2')
  expect(shown()).toBe('/agenda?day=2')
  expect(screen.getByRole('textbox')).toBe(field)
  expect(mounts).toBe(1)
  expect(screen.getByRole('link', { name: 'Credit' }).getAttribute('href')).toBe('/c/cardiology/credit')
  act(() => pressLater())
  expect(address()).toBe('/c/cardiology/sessions/heart')
  expect(shown()).toBe('/sessions/heart')
  expect(loaded).toEqual([])
})

test('Back to where the conference was not known yet shows its address with it', async () => {
  const place = open('/agenda')
  press('Credit')
  expect(address()).toBe('/credit')
  act(() => place.enter('cardiology'))
  expect(address()).toBe('/c/cardiology/credit')
  const back = new Promise((resolve) => addEventListener('popstate', resolve, { once: true }))
  await act(async () => {
    place.history.go(-1)
    await back
  })
  expect(shown()).toBe('/agenda')
  expect(address()).toBe('/c/cardiology/agenda')
})
