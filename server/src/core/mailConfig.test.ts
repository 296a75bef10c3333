import { describe, expect, test } from '@jest/globals'
import { ConfigError } from '@lectern/shared/configReader'
import { smtpSettingsOf } from '../mail/smtpSettings.ts'
import { readConfig } from './config.ts'

const secrets = { SESSION_SECRET: 's'.repeat(16), SFU_CONTROL_SECRET: 'c'.repeat(16) }
const whole = {
  SMTP_URL: 'smtp://cme%40example.org:p%2Fw@mail.example.org',
  MAIL_FROM: 'Riverside Institute <cme@example.org>',
  PUBLIC_URL: 'http://conference.example.org',
}
const read = (environment: Record<string, string>) => readConfig({ ...secrets, ...environment })
function complaint(environment: Record<string, string>): string {
  try {
    read(environment)
  } catch (error) {
    if (error instanceof ConfigError) return error.message
    throw error
  }
  throw new Error('these settings were taken')
}

test('a mail server is read with its user, its password and what protects them', () => {
  expect(smtpSettingsOf(read(whole))).toMatchObject({
    host: 'mail.example.org',
    port: 587,
    secure: false,
    tls: 'required',
    user: 'cme@example.org',
    password: 'p/w',
    sender: { name: 'Riverside Institute', address: 'cme@example.org' },
    perMinute: 100,
  })
  expect(
    smtpSettingsOf(read({ ...whole, SMTP_URL: 'smtps://[::1]', MAIL_FROM: 'cme@example.org' })),
  ).toMatchObject({ host: '::1', port: 465, secure: true, tls: 'optional', sender: { name: '' } })
  expect(smtpSettingsOf(read({}))).toBeUndefined()
})

describe('what cannot be meant is refused at start', () => {
  test.each([
    ['a sender without a server', { MAIL_FROM: whole.MAIL_FROM }, 'SMTP_URL is not set'],
    ['a server without a sender', { ...whole, MAIL_FROM: '' }, 'Set MAIL_FROM'],
    ['links that lead nowhere', { ...whole, PUBLIC_URL: '' }, 'mails hold links'],
    [
      'no TLS where TLS is the address',
      { ...whole, SMTP_URL: 'smtps://m.example.org', SMTP_TLS: 'off' },
      'smtps://',
    ],
    ['a password in the clear', { ...whole, SMTP_TLS: 'off' }, 'in the clear'],
    ['a password that may be in the clear', { ...whole, SMTP_TLS: 'optional' }, 'in the clear'],
    ['bounces of no mails', { BOUNCE_IMAP_URL: 'imaps://a:b@c.example.org' }, 'SMTP_URL is not set'],
    [
      'a sender that begins a header',
      { ...whole, MAIL_FROM: 'a@b.example\r\nBcc: c@d.example' },
      'must be an address',
    ],
    ['another protocol', { ...whole, SMTP_URL: 'http://m.example.org' }, 'must be smtp://'],
    ['no rate', { ...whole, MAIL_PER_MINUTE: '0' }, 'a whole number from 1'],
  ])('%s', (_, environment, words) => {
    expect(complaint(environment)).toContain(words)
  })

  test('a complaint never shows the password', () => {
    expect(complaint({ ...whole, SMTP_URL: 'http://u:geheim@m.example.org' })).not.toContain('geheim')
    expect(complaint({ ...whole, SMTP_TLS: 'off' })).not.toContain('p%2Fw')
  })
})
