import { afterAll, expect, test } from '@jest/globals'
import type { Certificate } from '@lectern/shared/certificates'
import { plannedActivity, plannedSession, policies, viewOf } from '../../testing/credit.ts'
import { onOneLine, readPdf } from '../../testing/pdf.ts'
import { Typst } from '../../typst/typst.ts'
import { newCode } from '../certificateCodes.ts'
import { certificateOf } from '../certificates.ts'
import { certificateBundle } from './bundle.ts'
import { createPrinter } from './printer.ts'

const typst = new Typst()
afterAll(() => typst.close())
const { renderCertificate, renderTranscript, renderEvaluation } = createPrinter({
  typst,
  trying: typst,
  designs: { source: async () => certificateBundle() },
  uploads: { pathOf: (fileId) => fileId },
})

const at = Date.UTC(2026, 2, 2, 8)
const address = 'https://conference.example.org'
const print = {
  source: 'shipped',
  paper: 'us-letter' as const,
  language: null,
  logo: null,
  signature: null,
  signer: { name: 'Hana Ito, MD', title: 'Director of Continuing Education' },
}
const certificate = (changes: Partial<Certificate> = {}): Certificate => ({
  code: newCode(),
  personId: 'clara',
  activityId: 'heart-failure-2026',
  policyId: 'ama',
  issuedAt: at,
  title: 'Certificate of credit',
  holder: 'Clara Nwosu, MD',
  activityTitle: 'Heart failure in 2026',
  provider: 'The Institute',
  address: '',
  format: 'Live internet activity',
  place: '',
  startsAt: at,
  endsAt: at + 3_600_000,
  timeZone: 'Europe/Berlin',
  amount: 0.75,
  unit: 'AMA PRA Category 1 Credits™',
  also: '',
  number: '',
  statements: [
    'The Institute designates this Live internet activity for a maximum of 1.00 AMA PRA Category 1 Credit(s)™.',
  ],
  revokedAt: null,
  replacedBy: null,
  ...changes,
})
const transcriptOf = {
  person: {
    id: 'clara',
    name: 'Clara Nwosu',
    credentials: 'MD',
    affiliation: '',
    profession: 'physician' as const,
    roles: ['clinician' as const],
  },
  provider: 'Cardiology Update 2026',
  timeZone: 'Europe/Berlin',
  at,
  verifyUrl: `${address}/verify`,
}

test('on a trial address a certificate says that it is none, and nobody has signed it', async () => {
  const issued = certificate({ print })
  const { text, raw } = await readPdf(
    await renderCertificate(issued, 'http://127.0.0.1:4400', { isTrial: true }),
  )
  const words = onOneLine(text)
  expect(words).toMatch(/^Trial: not a certificate\. Nobody can verify it at the address below/)
  expect(words).not.toContain('Hana Ito')
  expect(words).toContain('Clara Nwosu, MD')
  expect(raw).not.toContain('/Sig')
  const whole = onOneLine((await readPdf(await renderCertificate(issued, address))).text)
  expect(whole).not.toContain('Trial')
  expect(whole).toContain('Hana Ito, MD')
  const transcript = await readPdf(await renderTranscript({ ...transcriptOf, isTrial: true }, [issued]))
  expect(onOneLine(transcript.text)).toMatch(/^Trial: not a transcript/)
})

test('a certificate says who, what, when, how much, by whom, and where it is verified', async () => {
  const issued = certificate()
  const text = onOneLine((await readPdf(await renderCertificate(issued, address))).text)
  for (const part of [
    'Certificate of credit',
    'Clara Nwosu, MD',
    'for a maximum of 1.00 AMA PRA Category 1 Credit(s)™.',
    'Heart failure in 2026',
    '2 March 2026',
    '0.75 AMA PRA Category 1 Credits™',
    'The Institute',
  ])
    expect(text).toContain(part)
  // The code and the address are broken across lines.
  expect(text.replaceAll(' ', '')).toContain(issued.code)
  expect(text.replaceAll(' ', '')).toContain(`${address}/verify/${issued.code}`)
  expect(text).not.toContain('Revoked')
})

test('a certificate is tagged: one heading, paragraphs, a list, and a figure with alternative text', async () => {
  const { tags, raw, metadata } = await readPdf(await renderCertificate(certificate(), address))
  expect(tags.filter((tag) => tag === 'H1')).toHaveLength(1)
  expect(tags).toEqual(expect.arrayContaining(['Document', 'P', 'H1', 'L', 'LI', 'Lbl', 'LBody', 'Figure']))
  expect(raw).toMatch(/\/Alt \(QR code for the page that verifies this certificate/)
  expect(raw).toContain('/Marked true')
  expect(metadata).toContain('<pdfuaid:part>1</pdfuaid:part>')
  expect(raw).toContain('/Lang (en-GB)')
  expect(raw).toContain('/DisplayDocTitle true')
  expect(metadata).toContain('Certificate of credit: Heart failure in 2026')
})

test.each([
  ['accents', 'Łukasz Żółć-Größe, Dvořák, Ñandú, Şahin'],
  ['Greek', 'Ελένη Παπαδοπούλου'],
  ['Cyrillic', 'Владимир Щербаков'],
  ['Chinese', '王小明'],
  ['Korean', '김철수'],
  ['Japanese', '山田 はなこ'],
  ['Hindi', 'अमित'],
])('a name with %s prints, every letter of it', async (_script, name) => {
  const { text } = await readPdf(await renderCertificate(certificate({ holder: name }), address))
  expect(text).not.toContain('�')
  const printed = new Set(onOneLine(text).replaceAll(' ', ''))
  for (const letter of name.replaceAll(' ', '')) expect(printed).toContain(letter)
})

test.each([
  ['Arabic', 'محمد بن علي الحسن'],
  ['Hebrew', 'דוד בן-גוריון'],
])('%s words stand from right to left, and what follows them on their right', async (_script, name) => {
  const issued = certificate({ holder: `${name}, MD`, statements: [`${name} took part.`] })
  const drawn = onOneLine((await readPdf(await renderCertificate(issued, address))).text)
  // In drawing order, from left to right.
  const fromTheLeft = Array.from(name).reverse().join('')
  expect(drawn).toContain(`${fromTheLeft}, MD`)
  expect(drawn).toContain(`${fromTheLeft} took part.`)
})

test.each(policies.map((policy) => [policy.id, policy] as const))(
  'with the longest names that there can be, the certificate of %s is one page',
  async (_id, policy) => {
    const activity = plannedActivity('long', {
      title: 'A title of many words '.repeat(10).slice(0, 200),
      format: 'Live internet activity '.repeat(4).slice(0, 80),
      place: 'A place by the sea '.repeat(7).slice(0, 120),
      provider: {
        name: 'An institute of many parts '.repeat(6).slice(0, 160),
        address: '1 Main Street, Springfield '.repeat(9).slice(0, 240),
      },
      designations: [{ policyId: policy.id, maximum: 100, designatedAt: at - 1, number: '9'.repeat(40) }],
    })
    const issued = certificateOf({
      code: newCode(),
      issuedAt: at,
      amount: 99.75,
      person: {
        ...transcriptOf.person,
        name: 'Maximiliane von und zu '.repeat(6).slice(0, 120),
        credentials: 'MD, PhD, FACC, FESC '.repeat(3).slice(0, 60),
      },
      activity,
      policy,
      policies,
      sessions: [viewOf(plannedSession('s', 'long'))],
      conference: { id: 'c', title: 'C', timeZone: 'Europe/Berlin' },
      print,
    })
    const pdf = await renderCertificate(issued, address)
    expect((await readPdf(pdf)).pages).toBe(1)
  },
)

test('a name of one endless word is broken into lines, none of which leaves the page', async () => {
  const holder = 'Wolfeschlegelsteinhausenbergerdorff'.repeat(3)
  const { text } = await readPdf(await renderCertificate(certificate({ holder }), address))
  const ofTheName = text.split('\n').filter((line) => /^[a-z\u200b]{20,}$/i.test(line))
  expect(ofTheName.length).toBeGreaterThan(2)
  for (const line of ofTheName) expect(line.length).toBeLessThan(60)
  expect(text.replaceAll(/[\s\u200b]/g, '')).toContain(holder)
})

test('letters that no font has are printed as a box in titles, and cost nobody a document', async () => {
  const issued = certificate({ activityTitle: 'Heart 🫀 failure', provider: 'ᠮᠣᠩᠭᠣᠯ Institute' })
  const { text } = await readPdf(await renderCertificate(issued, address))
  expect(onOneLine(text)).toContain('Heart □ failure')
  expect(onOneLine((await readPdf(await renderTranscript(transcriptOf, [issued]))).text)).toContain('□')
  const evaluation = await renderEvaluation({
    evaluation: {
      activityId: 'a',
      title: 'Heart 🫀 failure',
      learners: 9,
      submitted: 1,
      bias: { count: 0, comments: [] },
      questions: [
        {
          id: 'q',
          prompt: 'What will you change? 🤔',
          kind: 'text',
          counts: [],
          answered: 1,
          mean: null,
          texts: ['Everything 👍🏽 \u0001'],
          isWithheld: false,
          isEarlier: false,
        },
      ],
    } as never,
    at,
    timeZone: 'UTC',
  })
  expect(onOneLine((await readPdf(evaluation)).text)).toContain('Everything □')
})

test('a certificate whose own template fails for it is printed with the shipped one', async () => {
  const template = `#if data.holder.len() > 6 { panic("too long") }
#if data.holder == "Ben" { pagebreak(weak: true) } else if data.holder != "Ada" [*Our own:* #name]
#facts #statements #accreditation #verification`
  const own = createPrinter({
    typst,
    trying: typst,
    designs: { source: async () => certificateBundle(template) },
    uploads: { pathOf: (fileId) => fileId },
  })
  const textOf = async (holder: string) =>
    onOneLine((await readPdf(await own.renderCertificate(certificate({ holder, print }), address))).text)
  expect(await textOf('Clara')).toContain('Our own: Clara')
  // It fails, leaves out the name, or cannot be compiled.
  for (const holder of ['Clara Nwosu', 'Ada', 'Ben']) {
    const text = await textOf(holder)
    expect([holder, text.includes('Our own'), text.includes('Verify this certificate')]).toEqual([
      holder,
      false,
      true,
    ])
    expect(text).toContain(holder)
  }
})

test('a certificate and a transcript name the session that is claimed by itself', async () => {
  const issued = certificate({ partId: 's1', partTitle: 'Heart failure at night' })
  const { text } = await readPdf(await renderCertificate(issued, address))
  expect(onOneLine(text)).toMatch(/Session ?Heart failure at night/)
  const transcript = await readPdf(await renderTranscript(transcriptOf, [issued]))
  expect(onOneLine(transcript.text)).toContain('Heart failure in 2026: Heart failure at night')
})

test('a revoked certificate says so, and names its replacement', async () => {
  const revoked = certificate({ revokedAt: at, replacedBy: newCode() })
  const text = onOneLine((await readPdf(await renderCertificate(revoked, address))).text)
  expect(text).toContain('Revoked on 2 March 2026. It is not valid any more.')
  expect(text.replaceAll(' ', '')).toContain(revoked.replacedBy)
})

test('a certificate is one page however long its statements are', async () => {
  const statements = Array.from({ length: 4 }, () => 'A statement of some length. '.repeat(14))
  const pdf = await renderCertificate(certificate({ statements }), address)
  expect((await readPdf(pdf)).pages).toBe(1)
})

test('a transcript lists every certificate and adds up each kind of credit separately', async () => {
  const certificates = [
    certificate({ amount: 1, unit: 'AMA PRA Category 1 Credit™' }),
    certificate({ amount: 0.75, activityTitle: 'Imaging' }),
    certificate({ policyId: 'acpe', amount: 0.5, unit: 'contact hours', also: '0.05 CEU' }),
  ]
  const { text, tags } = await readPdf(await renderTranscript(transcriptOf, certificates))
  const line = onOneLine(text)
  for (const part of ['Clara Nwosu, MD', 'Heart failure in 2026', 'Imaging', '0.50 contact hours (0.05 CEU)'])
    expect(line).toContain(part)
  expect(line).toContain('Totals 1.75 AMA PRA Category 1 Credits™ 0.50 contact hours')
  for (const { code } of certificates) expect(line.replaceAll(' ', '')).toContain(code)
  expect(tags.filter((tag) => tag === 'TR')).toHaveLength(4)
  expect(tags.filter((tag) => tag === 'TH')).toHaveLength(3)
})

test('a transcript without certificates says so; one with many spans several pages', async () => {
  expect(onOneLine((await readPdf(await renderTranscript(transcriptOf, []))).text)).toContain(
    'No credit has been claimed yet.',
  )
  const pdf = await renderTranscript(
    transcriptOf,
    Array.from({ length: 40 }, () => certificate()),
  )
  const { pages, text } = await readPdf(pdf)
  expect(pages).toBeGreaterThan(1)
  expect(onOneLine(text)).toContain('30.00 AMA PRA Category 1 Credits™')
})

test('a transcript is on the paper of the provider’s country, as certificates are', async () => {
  const printedIn = async (country: string): Promise<string> => {
    const { renderTranscript: print } = createPrinter({
      typst,
      trying: typst,
      designs: {
        source: async () => certificateBundle(),
        plan: async () => ({ country, signerName: '', signerTitle: '' }),
      },
      uploads: { pathOf: (fileId) => fileId },
    })
    return (await readPdf(await print(transcriptOf, []))).raw.match(/MediaBox \[ ([^\]]*) \]/)?.[1] ?? ''
  }
  expect(await printedIn('US')).toMatch(/^0 0 612 792/)
  expect(await printedIn('DE')).toMatch(/^0 0 595\./)
  expect(await printedIn('')).toMatch(/^0 0 595\./)
})
