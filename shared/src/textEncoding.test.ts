import { expect, test } from '@jest/globals'
import { textIn } from './textEncoding.ts'

const words = '036-123456;Größe;abgelehnt\r\n'
const utf16 = (mark: string, isBig = false) => {
  const bytes = Buffer.from(mark + words, 'utf16le')
  return isBig ? bytes.swap16() : bytes
}

test.each([
  ['UTF-8', Buffer.from(words)],
  ['UTF-8', Buffer.from(`\ufeff${words}`)],
  ['UTF-16LE', utf16('\ufeff')],
  ['UTF-16BE', utf16('\ufeff', true)],
  ['UTF-16LE', utf16('')],
  ['UTF-16BE', utf16('', true)],
  ['Windows-1252', Buffer.from(words, 'latin1')],
])('%s is read as it was written', (encoding, bytes) => {
  expect(textIn(bytes)).toEqual({ text: words, encoding })
})

test.each([
  ['binary', Buffer.from([0x50, 0x4b, 3, 4, 20, 0, 6, 0])],
  ['incomplete', Buffer.from('€').subarray(0, 2)],
  ['incomplete', utf16('\ufeff').subarray(0, 9)],
])('%s: there is no text in it', (problem, bytes) => {
  expect(textIn(bytes)).toEqual({ problem })
})
