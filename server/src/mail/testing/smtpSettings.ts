import type { SmtpSettings } from '../smtpSettings.ts'

/** Of a mail server of the test. */
export const smtpSettings = (port: number, more: Partial<SmtpSettings> = {}): SmtpSettings => ({
  ...{ host: '127.0.0.1', port, secure: false, tls: 'optional', user: undefined, password: undefined },
  name: 'test.example',
  sender: { name: 'Riverside', address: 'cme@example.org' },
  bounceAddress: undefined,
  perMinute: 100,
  ...more,
})
