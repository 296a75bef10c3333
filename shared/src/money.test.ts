import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { amountMax, amountOf, currencies, minorDigits, moneyWords, plainAmount, wholeUnits } from './money.ts'

test('an amount has as many digits as its currency, and is read as it was written', () => {
  expect(plainAmount(120_050, 'USD')).toBe('1200.50')
  expect(plainAmount(5, 'USD')).toBe('0.05')
  expect(plainAmount(-5, 'USD')).toBe('-0.05')
  expect(plainAmount(1200, 'JPY')).toBe('1200')
  expect(plainAmount(1, 'KWD')).toBe('0.001')
  expect(moneyWords(123_456_789, 'EUR')).toBe('EUR 1,234,567.89')
  expect(moneyWords(0, 'JPY')).toBe('JPY 0')
  const amounts = fc.integer({ min: 0, max: amountMax })
  fc.assert(
    fc.property(amounts, fc.constantFrom(...currencies), (amount, currency) => {
      expect(amountOf(plainAmount(amount, currency), currency)).toBe(amount)
      expect(amountOf(moneyWords(amount, currency).slice(4), currency)).toBe(amount)
    }),
  )
})

test('what is no amount of the currency is refused', () => {
  for (const typed of ['', '-1', '1.234', '1,20', '12,34,567', '1e3', '0x10', '1.', '١٢', '99999999999999'])
    expect([typed, amountOf(typed, 'USD')]).toEqual([typed, null])
  expect(amountOf('10.5', 'JPY')).toBeNull()
  expect(amountOf('10.5', 'USD')).toBe(1050)
})

test('whole units are exact only where no smallest unit is left', () => {
  expect(wholeUnits(120_000, 'USD')).toEqual({ value: 1200, isExact: true })
  expect(wholeUnits(120_050, 'USD')).toEqual({ value: 1201, isExact: false })
  expect(wholeUnits(1200, 'JPY')).toEqual({ value: 1200, isExact: true })
})

test('every currency is named once', () => {
  expect(new Set(currencies).size).toBe(currencies.length)
  expect(currencies.every((code) => /^[A-Z]{3}$/.test(code) && minorDigits(code) >= 0)).toBe(true)
})
