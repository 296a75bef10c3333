// Announcements as they were shown: what the ledger holds of a session before its end, not what its plan says
// since.
import { expect, test } from '@jest/globals'
import type { Dossier } from '@lectern/shared/audit'
import { keys } from '@lectern/shared/keys'
import { testLedger } from '../testing/conference.ts'
import { liveAt, minuteMs } from '../testing/credit.ts'
import { startCreditServer } from '../testing/creditServer.ts'

const lectern = await startCreditServer({ clara: 60 })
const activityId = 'heart-failure-2026'
let now = liveAt
const ledger = testLedger(lectern.connection, () => now)

const person = (name: string) => ({ name, credentials: 'MD', part: 'speaker', relationships: [] })
async function show(at: number, name: string, support: object[] = []): Promise<void> {
  now = at
  const fence = { intent: 'shown', token: 'token', step: `${at}`, until: at + 60_000 }
  await lectern.connection.hset(keys.leases(), 'shown', `token ${at + 60_000}`)
  const words = {
    title: 'Heart failure in 2026',
    disclosures: { people: [person(name)], support },
    announced: {
      statements: { accreditation: ['*As accredited then.*'], designation: ['As designated then.'] },
    },
  }
  const data = { sessionId: 'heart-failure', activityId, version: 'v', shown: `${at}` }
  const contents = { words: { value: words } }
  await ledger.append([{ kind: 'disclosure.shown', by: 'platform', data, contents }], fence)
}
const announced = async () => {
  const { sections } = await lectern.answerOf<Dossier>('ito', 'GET', `/api/audit/${activityId}`)
  return sections.find(({ id }) => id === 'announced')!.blocks
}
const wordsIn = async () => JSON.stringify(await announced())

test('the words that were shown last before the end are printed, and how many versions there were', async () => {
  await show(liveAt - 60 * minuteMs, 'Ada Before')
  await show(liveAt - minuteMs, 'Ada Shown', [{ supporter: 'Acme', nature: 'money' }])
  await show(liveAt + 61 * minuteMs, 'Ada Afterwards')
  const words = await wordsIn()
  expect(words).toContain('Ada Shown, MD: no relevant financial relationships to disclose.')
  expect(words).toContain('Acme')
  expect(words).toContain('the last of 2 versions')
  expect(words).toContain('As designated then.')
  expect(words).not.toMatch(/Ada (Before|Afterwards)/)
  expect(await announced()).toContainEqual({ is: 'statement', text: '*As accredited then.*' })
})
