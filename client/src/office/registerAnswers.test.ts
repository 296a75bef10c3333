import { reasonOf, saysAccepted } from './answerWords.ts'
import { isTooLong, partsOf, readParts } from './registerAnswers.ts'

test.each([
  ['036-123456;Clara;Nwosu;01/02;"Birth date does not match"', 'Birth date does not match'],
  ['ccid:lectern.example:7FBS3A-D22TM-KPZM4-A9EG2-053TG\tNWOSU, CLARA\tinactive licence', 'inactive licence'],
  ['NPI 1234567893 not found', 'NPI not found'],
  ['Rejected | 2026-11-30T10:00:00 | No such licence in IL', 'Rejected, No such licence in IL'],
  ['036123456,1980', 'Rejected without a reason.'],
])('of “%s” the ledger gets the reason alone', (line, reason) => {
  expect(reasonOf({ line, name: 'Clara Nwosu' })).toBe(reason)
})

test.each([
  ['7FBS3A;Accepted', true],
  ['7FBS3A: processed successfully', true],
  ['7FBS3A;Accepted;Internal medicine;Indiana', true],
  ['7FBS3A;Not accepted', false],
  ['7FBS3A;Accepted in part: invalid licence', false],
  ['7FBS3A;Processed with error', false],
  ['7FBS3A;no match', false],
  ['ccid:lectern.example:7FBS3A-D22TM-KPZM4-A9EG2-053TG: recorded', true],
  ['036-123456;Nwosu, Clara;OK', true],
  ['036-123456;OK;Licence expired', false],
  ['036-123456;Clara;Nwosu;OK;Licence of another person', false],
  ['036-123456;Birth date is another than the recorded one', false],
  ['036-123456;Completed by another provider already', false],
  ['Accepted before, now suspended;036-123456', false],
  ['7FBS3A;Accepted;0 errors', true],
  ['7FBS3A;Accepted;no errors, no warnings', true],
  ['7FBS3A;Accepted;Errors: 0', true],
  ['7FBS3A;Accepted;Errors: 2', false],
  ['7FBS3A;Accepted;no date of birth', false],
  ['7FBS3A;Heart failure in 2026;Accepted', true],
  ['7FBS3A;HEART  FAILURE IN 2026;failed', false],
  ['7FBS3A；已；Accepted', true],
  ['7FBS3A;angenommen', true],
  ['7FBS3A;Erfolgreich übernommen', true],
  ['7FBS3A;nicht angenommen', false],
  ['7FBS3A;EFN unbekannt', false],
  ['7FBS3A;accettato', true],
  ['7FBS3A;scartato: codice fiscale errato', false],
  ['7FBS3A;non accettato', false],
  ['7FBSXA-DXXTM-KPZMA-AAEGX-ABCTG\tis valid', true],
  ['7FBS3A\tnot is valid', false],
])('%s', (line, is) => {
  expect(saysAccepted({ line, name: 'Clara Nwosu', title: 'Heart failure in 2026' })).toBe(is)
})

test.each(['No, Min-jun;Accepted', 'No Min-jun: accepted', 'Min-jun No | accepted'])(
  'what somebody is called is no refusal: %s',
  (line) => {
    expect(saysAccepted({ line, name: 'Min-jun No' })).toBe(true)
    expect(reasonOf({ line: line.replace(/accepted/i, 'No match'), name: 'Min-jun No' })).toBe('No match')
  },
)

test('the title of the activity is no reason', () => {
  const line = '7FBS3A-D22TM;Heart failure in 2026 (a+b);Licence of Li expired'
  expect(reasonOf({ line, name: 'Li', title: 'Heart failure in 2026 (a+b)' })).toBe('Licence of expired')
})

test('an answer of thousands of lines is read in parts that each fit a request', async () => {
  const text = Array.from({ length: 5000 }, (_, i) => `${i};“Größe” 王 ${'x'.repeat(40)}`).join('\r\n')
  const parts = partsOf(text)
  expect(parts.join('\n').split('\n')).toEqual(text.split('\r\n'))
  for (const part of parts)
    expect(new TextEncoder().encode(JSON.stringify({ text: part })).length).toBeLessThan(64_000)
})

test('what comes later in an answer counts, also across its parts', async () => {
  const lines = ['accepted', 'x'.repeat(29_000), 'rejected']
  const { found, unclear } = await readParts(lines.join('\n'), async (part) => ({
    found: part
      .split('\n')
      .filter((line) => line.endsWith('ed'))
      .map((line) => ({ code: 'a', name: 'Ana', line, isRejected: false })),
    unclear: [],
  }))
  expect(found).toEqual([{ code: 'a', name: 'Ana', line: 'rejected', isRejected: false }])
  expect(unclear).toEqual(['accepted'])
})

test('five megabytes are too long, and one line beyond all measure is cut', () => {
  expect(isTooLong('x'.repeat(5_000_000))).toBe(true)
  expect(isTooLong('王'.repeat(600_000))).toBe(true)
  expect(isTooLong(`[${'{"a_long_name_of_a_field":"7FBS3A"},'.repeat(100_000)}{}]`)).toBe(false)
  expect(partsOf(`${'王'.repeat(400_000)}\nnext`).map(({ length }) => length < 30_000)).toEqual([true, true])
})
