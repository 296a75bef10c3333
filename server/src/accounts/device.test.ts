import { expect, test } from '@jest/globals'
import { deviceOf } from './device.ts'

const webkit = 'AppleWebKit/537.36 (KHTML, like Gecko)'
const windows = `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${webkit} Chrome/131.0.0.0 Safari/537.36`
const mac = `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${webkit}`
const android = `Mozilla/5.0 (Linux; Android 10; K) ${webkit}`
const iPhone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)'
const iPad = 'Mozilla/5.0 (iPad; CPU OS 17_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)'
const linux = `Mozilla/5.0 (X11; Linux x86_64) ${webkit}`

test.each([
  ['Chrome on Windows', windows],
  ['Edge on Windows', `${windows} Edg/131.0.0.0`],
  ['Opera on a Mac', `${mac} Chrome/131.0.0.0 Safari/537.36 OPR/116.0.0.0`],
  ['Safari on a Mac', `${mac} Version/18.1 Safari/605.1.15`],
  ['Vivaldi on Windows', `${windows} Vivaldi/7.0`],
  ['Edge on Android', `${android} Chrome/131.0.0.0 Mobile Safari/537.36 EdgA/131.0.0.0`],
  ['Samsung Internet on Android', `${android} SamsungBrowser/27.0 Chrome/125.0.0.0 Mobile Safari/537.36`],
  ['Chrome on Android', `${android} Chrome/131.0.0.0 Mobile Safari/537.36`],
  ['Firefox on Android', 'Mozilla/5.0 (Android 14; Mobile; rv:133.0) Gecko/133.0 Firefox/133.0'],
  ['Safari on an iPhone', `${iPhone} Version/17.7 Mobile/15E148 Safari/604.1`],
  ['Firefox on an iPhone', `${iPhone} FxiOS/133.0 Mobile/15E148 Safari/605.1.15`],
  ['Edge on an iPhone', `${iPhone} Version/17.0 EdgiOS/131.0.2903.68 Mobile/15E148 Safari/605.1.15`],
  ['Opera on an iPhone', `${iPhone} Version/17.7 Mobile/15E148 Safari/604.1 OPT/5.2`],
  ['Chrome on an iPad', `${iPad} CriOS/131.0.6778.73 Mobile/15E148 Safari/604.1`],
  ['Chrome on Linux', `${linux} HeadlessChrome/131.0.0.0 Safari/537.36`],
  ['Firefox on Linux', 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0'],
  [
    'Chrome on a Chromebook',
    `Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) ${webkit} Chrome/131.0.0.0 Safari/537.36`,
  ],
  ['A program', 'curl/8.5.0'],
  ['A program', 'node'],
  ['A program', 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)'],
  ['A program', 'Call me/1.0 (of Mr Example)'],
  ['A program', ''],
  ['A program', undefined],
])('%s is told from what it says', (device, said) => {
  expect(deviceOf(said)).toBe(device)
})

test('a long header costs no more than its beginning', () => {
  expect(deviceOf(`${windows} ${'a/'.repeat(5000)}`)).toBe('Chrome on Windows')
})
