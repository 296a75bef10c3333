import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { type Shortcut, useShortcuts } from './shortcuts.ts'
import { setSingleKeys } from './singleKeys.ts'

let ran: string[] = []
const keys = ['a', 'A', 'w', 'q', 'm', 'b', 'j', '/', '?', '@', '[', ']']
const shortcuts: Shortcut[] = keys.map((key) => ({
  key,
  does: key,
  run: () => ran.push(key),
  repeats: key === 'j',
}))

function Page({ first = [] }: { first?: Shortcut[] }) {
  useShortcuts(shortcuts)
  useShortcuts(first, 'first')
  return (
    <>
      <button type="button">a button</button>
      <input aria-label="words" />
      <input type="radio" aria-label="choice" />
      <textarea aria-label="more words" />
    </>
  )
}

interface Press {
  key: string
  code?: string
  shiftKey?: boolean
  ctrlKey?: boolean
  altKey?: boolean
  metaKey?: boolean
  repeat?: boolean
  isComposing?: boolean
  keyCode?: number
  modifierAltGraph?: boolean
  modifierCapsLock?: boolean
}
function press(given: Press, target: Element = document.body): string[] {
  ran = []
  fireEvent(target, new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...given }))
  return ran
}

beforeEach(() => void render(<Page />))
afterEach(() => {
  // Letters as most keyboards have them, for the next test.
  press({ key: 'z', code: 'KeyZ' })
  cleanup()
  setSingleKeys(true)
})

test('a key that is held acts once, but for moving about', () => {
  expect(press({ key: 'a', code: 'KeyA' })).toEqual(['a'])
  expect(press({ key: 'a', code: 'KeyA', repeat: true })).toEqual([])
  expect(press({ key: 'j', code: 'KeyJ', repeat: true })).toEqual(['j'])
})

test.each<[string, Press, string]>([
  ['Caps Lock', { key: 'A', code: 'KeyA', modifierCapsLock: true }, 'a'],
  ['Shift', { key: 'A', code: 'KeyA', shiftKey: true }, 'A'],
  ['Caps Lock and Shift', { key: 'a', code: 'KeyA', shiftKey: true, modifierCapsLock: true }, 'A'],
  ['Cyrillic', { key: 'ф', code: 'KeyA' }, 'a'],
  ['Cyrillic with Shift', { key: 'Ф', code: 'KeyA', shiftKey: true }, 'A'],
  ['Cyrillic with Caps Lock', { key: 'Ф', code: 'KeyA', modifierCapsLock: true }, 'a'],
  ['Cyrillic, a letter where others have a bracket', { key: 'х', code: 'BracketLeft' }, '['],
  ['Greek', { key: 'α', code: 'KeyA' }, 'a'],
  ['Hebrew', { key: 'ש', code: 'KeyA' }, 'a'],
  ['Arabic, two letters on one key', { key: 'لا', code: 'KeyB' }, 'b'],
  ['Devanagari, a sign that is joined to a letter', { key: 'ो', code: 'KeyA' }, 'a'],
  ['AZERTY', { key: 'a', code: 'KeyQ' }, 'a'],
  ['AZERTY', { key: 'q', code: 'KeyA' }, 'q'],
  ['AZERTY', { key: 'm', code: 'Semicolon' }, 'm'],
  ['QWERTZ', { key: '@', code: 'KeyQ', ctrlKey: true, altKey: true, modifierAltGraph: true }, '@'],
  ['QWERTZ', { key: '/', code: 'Digit7', shiftKey: true }, '/'],
])('%s: %j is %s', (_keyboard, given, expected) => {
  if (given.key === 'ो') press({ key: 'प', code: 'KeyH' })
  expect(press(given)).toEqual([expected])
})

test('signs on a keyboard of other letters are known by their place, on a Latin one they are what they are', () => {
  // AZERTY has a comma where others have "m".
  expect(press({ key: ',', code: 'KeyM' })).toEqual([])
  press({ key: 'ש', code: 'KeyA' })
  expect(press({ key: '/', code: 'KeyQ' })).toEqual(['q'])
  expect(press({ key: "'", code: 'KeyW' })).toEqual(['w'])
  expect(press({ key: '.', code: 'Slash' })).toEqual(['/'])
  press({ key: 'ф', code: 'KeyA' })
  expect(press({ key: '"', code: 'Digit2', shiftKey: true })).toEqual(['@'])
  expect(press({ key: '?', code: 'Digit7', shiftKey: true })).toEqual(['?'])
})

test.each<Press>([
  { key: 'a', ctrlKey: true },
  { key: 'a', altKey: true },
  { key: 'a', metaKey: true },
  { key: 'ф', code: 'KeyA', ctrlKey: true },
  { key: 'a', code: 'KeyA', isComposing: true },
  { key: 'Process', code: 'KeyA', keyCode: 229 },
  { key: 'æ', code: 'KeyA', ctrlKey: true, altKey: true, modifierAltGraph: true },
])('%j does nothing', (given) => {
  expect(press(given)).toEqual([])
})

test('nothing happens while somebody types or a dialog or menu is open; a box to tick is no typing', () => {
  expect(press({ key: 'a' }, screen.getByLabelText('words'))).toEqual([])
  expect(press({ key: 'a' }, screen.getByLabelText('more words'))).toEqual([])
  expect(press({ key: 'a' }, screen.getByRole('button'))).toEqual(['a'])
  expect(press({ key: 'a' }, screen.getByRole('radio'))).toEqual(['a'])
  for (const role of ['dialog', 'menu']) {
    const open = document.body.appendChild(document.createElement('div'))
    open.setAttribute('role', role)
    expect(press({ key: 'a' })).toEqual([])
    open.remove()
  }
  expect(press({ key: 'a' })).toEqual(['a'])
})

test('single keys can be switched off, which is kept', () => {
  setSingleKeys(false)
  expect(press({ key: 'a' })).toEqual([])
  expect(localStorage.getItem('lectern.singleKeys')).toBe('off')
  setSingleKeys(true)
  expect(press({ key: 'a' })).toEqual(['a'])
})

test('of two parts that want a key one has it', () => {
  cleanup()
  render(<Page first={[{ key: 'a', does: '', run: () => ran.push('first') }]} />)
  expect(press({ key: 'a' })).toEqual(['first'])
})
