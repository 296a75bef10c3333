// The audit pack on a whole server: what is in it, that it can be verified offline, and that one is made at a
// time.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PDFDict, PDFDocument, PDFHexString, PDFName, PDFString } from '@cantoo/pdf-lib'
import { beforeAll, expect, test } from '@jest/globals'
import type { Pack } from '@lectern/shared/audit'
import type { Claim } from '@lectern/shared/credit'
import { keys } from '@lectern/shared/keys'
import type { LedgerEntry } from '@lectern/shared/ledger'
import { eventually } from '../mail/testing/eventually.ts'
import { statusAndCode } from '../testing/answers.ts'
import { atEnd } from '../testing/atEnd.ts'
import { startCreditServer } from '../testing/creditServer.ts'
import { onOneLine, readPdf } from '../testing/pdf.ts'
import { readZip } from '../testing/zip.ts'

const lectern = await startCreditServer({ clara: 60, noah: 60, shah: 20 })
const { answerOf, send, connection } = lectern
const activityId = 'heart-failure-2026'
const path = `/api/office/audit/${activityId}/packs`
const reading = `/api/audit/${activityId}/packs`

const packsOf = async (): Promise<Pack[]> => (await answerOf<{ packs: Pack[] }>('ito', 'GET', reading)).packs
const begin = (packId: string) => send('ito', 'POST', path, { packId })
const settled = (packId: string): Promise<Pack> =>
  eventually(async () => {
    const pack = (await packsOf()).find(({ id }) => id === packId)
    expect(pack?.state).not.toBe('making')
    return pack!
  }, 60_000)
const packed = async (): Promise<LedgerEntry[]> =>
  (await connection.xrange(keys.ledger('cardiology'), '-', '+'))
    .map(([, fields]) => JSON.parse(fields[1]!) as LedgerEntry)
    .filter(({ kind }) => kind === 'audit.packed')
const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')

let pack: Pack
let whole: Buffer
let files: Map<string, Buffer>
const textOf = (name: string): string => files.get(name)!.toString('utf8')
const rowsOf = (name: string): string[] => textOf(name).trim().split('\n')

beforeAll(async () => {
  await lectern
    .operate('POST', 'people', { id: 'clara', name: '=HYPERLINK("http://x")' })
    .catch(() => undefined)
  for (const who of ['clara', 'noah'] as const)
    await answerOf(who, 'PUT', `/api/credit/${activityId}/evaluation`, {
      ...{ answers: { useful: '5', 'commercial-bias': 'yes' }, submit: true },
    })
  await answerOf<Claim>('clara', 'POST', `/api/credit/${activityId}/claims`, {
    policyId: 'ama',
    amount: 0.75,
  })
  const noah = await lectern.connect('noah')
  const report = { sessionId: 'heart-failure', reportId: 'of-noah', text: 'One brand on every slide.' }
  await noah.send('program.reportBias', report)
  const { reports } = await answerOf<{ reports: { id: string }[] }>('ito', 'GET', '/api/program/bias-reports')
  await answerOf('ito', 'POST', `/api/program/heart-failure/bias-reports/${reports[0]!.id}`, {
    ...{ finding: 'bias', words: 'The generic name was added.', seen: null },
  })
  expect((await begin('first')).status).toBe(201)
  pack = await settled('first')
  const answer = await send('ito', 'GET', `${reading}/first.zip`)
  whole = Buffer.from(await answer.arrayBuffer())
  files = readZip(whole)
})

test('a pack is made once, with its digest in the ledger', async () => {
  expect(pack).toMatchObject({
    state: 'ready',
    progress: 1,
    file: { bytes: whole.length, isComplete: false },
  })
  expect(pack.file!.sha256).toBe(sha256(whole))
  expect((await begin('first')).status).toBe(201)
  const { bytes } = pack.file!
  expect(await packed()).toMatchObject([
    { by: 'ito', data: { activityId, packId: 'first', sha256: sha256(whole), bytes } },
  ])
})

test('the index names every file with its digest, what is missing and who must act', () => {
  const index = textOf('index.html')
  for (const [name, content] of files)
    if (name !== 'index.html' && name !== 'SHA256SUMS') {
      expect(index).toContain(`<a href="${name}">`)
      expect(index).toContain(sha256(content))
      expect(textOf('SHA256SUMS')).toContain(`${sha256(content)}  ${name}\n`)
    }
  expect(index).not.toMatch(/<script|javascript:|https?:/i)
  expect(index).toContain('lang="en"')
  expect(index).toContain('has no objectives.</bdi> <span class="who">(the CE office)</span>')
})

test('the PDF has a bookmark for each section, and says what people did', async () => {
  const pdf = files.get('abstract.pdf')!
  const document = await PDFDocument.load(pdf)
  const titles: string[] = []
  for (const [, object] of document.context.enumerateIndirectObjects())
    if (object instanceof PDFDict && object.has(PDFName.of('Dest')) && object.has(PDFName.of('Title'))) {
      const title = object.get(PDFName.of('Title'))
      if (title instanceof PDFString || title instanceof PDFHexString) titles.push(title.decodeText())
    }
  expect(titles).toEqual(
    expect.arrayContaining([
      'The activity',
      'Structured abstract',
      'Data on change',
      'Individuals in control of content',
      'Announcements as shown',
      'Commercial support',
      'How attendance is verified',
      'Evaluation',
      'Claims and certificates',
      'Reports of commercial bias',
      'Reports to registers',
      'The ledger',
    ]),
  )
  const text = onOneLine((await readPdf(pdf)).text)
  for (const part of [
    'Heart failure in 2026',
    'Adaeze Okafor, MD, FACC',
    '2 of 3 people submitted',
    '1 certificate was issued',
  ])
    expect(text).toContain(part)
})

test('the sheets have everybody, every certificate, and nothing that a spreadsheet would run', () => {
  const attendance = rowsOf('attendance.csv')
  expect(attendance.filter((row) => /^(clara|noah|shah),/.test(row))).toHaveLength(3)
  expect(attendance.find((row) => row.startsWith('shah,'))).toContain(',20.0,60.0,')
  expect(rowsOf('presenters.csv')[1]).toMatch(/^okafor,Adaeze Okafor,/)
  const [, certificate] = rowsOf('certificates.csv')
  expect(certificate).toMatch(/^[0-9A-Z-]{30},clara,.*,0\.75,.*,valid,/)
  // Fewer than five answered: a row might tell who.
  expect(rowsOf('evaluations.csv')).toHaveLength(1)
  for (const name of files.keys()) if (name.endsWith('.csv')) expect(textOf(name)).not.toMatch(/(^|,|")[=@]/m)
})

test('decisions are in words, with names and times; who reported bias is not named', () => {
  const [, , reported, decided] = rowsOf('decisions.csv')
  expect(reported).toMatch(/Commercial bias reported,a participant,"at 2026-[^"]*, session clock \d+\.0 min/)
  expect(reported).not.toMatch(/noah|Brandt/i)
  expect(decided).toMatch(/Report of bias decided,Hana Ito,.*finding bias.*,The generic name was added\./)
  expect(rowsOf('decisions.csv')[1]).toContain('ama for at most 1')
})

test('statements in the PDF have every blank, also beside words in italics', async () => {
  const text = onOneLine((await readPdf(files.get('abstract.pdf')!)).text)
  expect(text).toContain('for a maximum of 1.00 AMA PRA Category 1 Credit(s)™. Physicians')
  // The structured abstract says when it was held.
  expect(text).toMatch(/core criteria of educational planning .*Dates ?2 March 2026 .*Practice gap/)
})

test('the ledger inside is verified offline', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'lectern-pack-'))
  atEnd(() => rm(folder, { recursive: true, force: true }))
  await writeFile(join(folder, 'ledger.ndjson'), files.get('ledger.ndjson')!)
  const { status, stderr } = spawnSync(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      join(import.meta.dirname, '../../../scripts/ledger/main.ts'),
      'ledger.ndjson',
    ],
    { cwd: folder, env: { PATH: process.env.PATH, INIT_CWD: folder }, encoding: 'utf8' },
  )
  expect([status, stderr]).toEqual([0, ''])
})

test('a part of a pack can be downloaded, and nobody without a right gets any', async () => {
  const part = await lectern.request(`${reading}/first.zip`, { as: 'ito', headers: { range: 'bytes=0-3' } })
  expect([part.status, Buffer.from(await part.arrayBuffer()).toString('latin1')]).toEqual([
    206,
    'PK\u0003\u0004',
  ])
  for (const who of ['clara', 'okafor', 'ellis'] as const)
    expect(await statusAndCode(send(who, 'GET', `${reading}/first.zip`))).toEqual([404, 'not_found'])
  expect(await statusAndCode(send('ito', 'GET', `${reading}/nothing.zip`))).toEqual([404, 'not_found'])
})

test('while one is made another is refused in words; one that was cancelled leaves nothing', async () => {
  // As of a server that was killed before it gave the work to anybody.
  const waiting = { id: 'held', activityId, conferenceId: 'cardiology', by: 'ito', at: lectern.now }
  const held = { ...waiting, state: 'making', finishedAt: null, file: null, problem: null }
  await connection.hset(keys.auditPacks(), 'held', JSON.stringify(held))
  await connection.set(keys.auditBusy(), 'held')
  const refused = await begin('second')
  expect([refused.status, await refused.json()]).toMatchObject([
    409,
    { error: { message: expect.stringContaining('A pack of “Heart failure in 2026” is being made') } },
  ])
  await answerOf('ito', 'POST', `${path}/held/cancel`)
  expect(await settled('held')).toMatchObject({ state: 'cancelled', file: null })
  expect((await begin('second')).status).toBe(201)
  expect(await settled('second')).toMatchObject({ state: 'ready' })
  expect(await packed()).toHaveLength(2)
})
