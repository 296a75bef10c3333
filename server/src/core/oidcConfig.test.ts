import { expect, test } from '@jest/globals'
import { ConfigError } from '@lectern/shared/configReader'
import { readConfig } from './config.ts'
import { oidcSettingsOf } from './oidcConfig.ts'

const whole = {
  SESSION_SECRET: 's'.repeat(16),
  SFU_CONTROL_SECRET: 'c'.repeat(16),
  PUBLIC_URL: 'http://conference.example.org',
  OIDC_ISSUER: 'https://login.example.org/realms/hospital',
  OIDC_CLIENT_ID: 'lectern',
  OIDC_CLIENT_SECRET: 'geheim',
}
function complaint(environment: Record<string, string>): string {
  try {
    readConfig({ ...whole, ...environment })
  } catch (error) {
    if (error instanceof ConfigError) return error.message
    throw error
  }
  throw new Error('these settings were taken')
}

test('claims are read with the role that they give', () => {
  const settings = oidcSettingsOf(
    readConfig({
      ...whole,
      OIDC_OFFICE_CLAIM: 'realm_access.roles=cme',
      OIDC_ROLE_CLAIMS: 'clinician:groups=staff, organiser:groups=events=2026',
    }),
  )
  expect(settings).toMatchObject({
    name: 'login.example.org',
    redirectUri: 'http://conference.example.org/sign-in/oidc',
    officeClaim: { path: ['realm_access', 'roles'], value: 'cme' },
    roleClaims: [
      { role: 'clinician', path: ['groups'], value: 'staff' },
      { role: 'organiser', path: ['groups'], value: 'events=2026' },
    ],
  })
  expect(
    oidcSettingsOf(readConfig({ ...whole, OIDC_ISSUER: '', OIDC_CLIENT_ID: '', OIDC_CLIENT_SECRET: '' })),
  ).toBe(undefined)
})

test.each([
  ['a client without a provider', { OIDC_ISSUER: '' }, 'OIDC_ISSUER is not set'],
  ['a provider without a secret', { OIDC_CLIENT_SECRET: '' }, 'needs this, too'],
  ['no address to come back to', { PUBLIC_URL: '' }, 'PUBLIC_URL is not set'],
  ['a provider without TLS', { OIDC_ISSUER: 'http://login.example.org' }, 'must be an https address'],
  ['a role of the installation as a conference’s', { OIDC_ROLE_CLAIMS: 'office:groups=a' }, 'must be like'],
  ['no value', { OIDC_OFFICE_CLAIM: 'groups' }, 'must be like'],
])('%s is refused at start', (_, environment, words) => {
  expect(complaint(environment)).toContain(words)
  expect(complaint(environment)).not.toContain('geheim')
})
