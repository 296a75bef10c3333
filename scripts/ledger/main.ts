// npm run verify-ledger -- FILE [--key PUBLICKEY] [--head CODE] [--ca FILE] [--stamp FILE] [--credit]
import { createReadStream } from 'node:fs'
import { resolve } from 'node:path'
import { readHeadCode } from '../../shared/src/ledgerChain.ts'
import { timeText } from '../../shared/src/verifying/findings.ts'
import { isBase64url } from '../../shared/src/verifying/items.ts'
import { linesOf } from '../../shared/src/verifying/lines.ts'
import { nodeTools } from '../../shared/src/verifying/signature.ts'
import { verifyLedger } from '../../shared/src/verifying/verifyLedger.ts'
import { fail as end, inOneLine, readArguments } from '../readArguments.ts'
import { type CreditReport, createAudit } from './credit/audit.ts'
import { creditLines } from './credit/words.ts'
import { certificatesIn, judgeStamps, type KeptStamp, keptStamp } from './stamps.ts'

const usage = `Verifies an export of the ledger, offline.

  npm run verify-ledger -- FILE [--key PUBLICKEY] [--head CODE] [--ca FILE] [--stamp FILE] [--credit]

  --key PUBLICKEY   the conference's public key, as its CE office shows it; without it the file's own is taken, and
                    only its fingerprint tells whose it is
  --head CODE       whether the ledger holds the entry that a certificate or receipt prints, e.g. 1204-3f2a9-c01d7
  --ca FILE         certificates (PEM), one of which must vouch for the authority of each time stamp
  --stamp FILE      whether the ledger holds the entry that a time stamp kept elsewhere fixes
  --credit          computes every certificate again, from the export alone, and names each that differs and why

Exit status: 0 unaltered, 1 altered or a certificate differs, 2 no export, or one that cannot be read.`

const status = { unaltered: 0, altered: 1, unreadable: 2 } as const

const options = {
  key: { type: 'string' },
  head: { type: 'string' },
  ca: { type: 'string' },
  stamp: { type: 'string' },
  credit: { type: 'boolean' },
} as const

function fail(message: string): never {
  return end(message, status.unreadable)
}

/** What the export of one activity does not have. */
const withheldLine = (activityId: string, withheld: number): string =>
  `Of the activity ${activityId}: ${withheld === 0 ? 'nothing was' : `${withheld} ${withheld === 1 ? 'content of an entry' : 'contents of entries'} about other activities or the whole conference ${withheld === 1 ? 'was' : 'were'}`} withheld, as the signature confirms. The entries themselves are complete.`

/** Whether every certificate is what the ledger gives. */
function judgeCredit(report: CreditReport): void {
  const lines = creditLines(report).map(inOneLine)
  if (report.differences.length === 0) {
    console.log(lines.join('\n'))
    return
  }
  console.error(lines.join('\n'))
  process.exit(status.altered)
}

/** Whether the ledger holds the printed entry. */
function judgeHead({ seq, digits }: { seq: number; digits: string }, hash: string | undefined): void {
  if (hash === undefined) {
    console.error(`NOT IN IT. The export ends before entry ${seq}: ask for a later one.`)
    process.exit(status.altered)
  }
  if (!hash.startsWith(digits)) {
    console.error(
      `REWRITTEN. Entry ${seq} is not the one that was printed: its hash begins with ${hash.slice(0, digits.length)}.`,
    )
    process.exit(status.altered)
  }
  console.log(`Entry ${seq} is the one that was printed, and so is everything before it.`)
}

/** Whether the ledger holds the entry that a time stamp kept elsewhere fixes. */
function judgeKeptStamp({ at, authority }: KeptStamp, seq: number | undefined): void {
  const whose = `the time stamp of ${timeText(at)} by “${inOneLine(authority)}”`
  if (seq === undefined) {
    console.error(
      `REWRITTEN. No entry has the hash that ${whose} fixes: an entry before it was rewritten, or the export ends before it.`,
    )
    process.exit(status.altered)
  }
  console.log(`Entry ${seq} is the one that ${whose} fixes, and so is everything before it.`)
}

const { positionals, values } = readArguments(usage, options, status.unreadable)
const [file] = positionals
if (!file || positionals.length > 1) fail(usage)
if (values.key !== undefined && !isBase64url(values.key, 32))
  fail('--key is no public key: it has 43 letters, digits, - and _, as the CE office shows it.')

const head = values.head === undefined ? undefined : readHeadCode(values.head)
if (values.head !== undefined && !head) fail('--head is no code of a ledger’s entry, like 1204-3f2a9-c01d7.')

const fileNamed = (name: string): string => resolve(process.env.INIT_CWD ?? '.', name)
const trusted = values.ca === undefined ? [] : certificatesIn(fileNamed(values.ca), fail)
const stamp = values.stamp === undefined ? undefined : keptStamp(fileNamed(values.stamp), trusted, fail)

try {
  let printed: string | undefined
  let stamped: number | undefined
  const audit = values.credit ? createAudit() : undefined
  const chunks = createReadStream(fileNamed(file))
  const report = await verifyLedger(linesOf(chunks), nodeTools(values.key, trusted), (item) => {
    if (item.entry.seq === head?.seq) printed = item.entry.hash
    if (item.entry.hash === stamp?.digest) stamped = item.entry.seq
    audit?.see(item)
  })
  if (report.is === 'no export')
    fail(`${file} is no export of a ledger${report.why === undefined ? '' : `: ${report.why}`}.`)
  if (report.is === 'altered') {
    console.error(inOneLine(`ALTERED. ${report.finding.message}`))
    process.exit(status.altered)
  }
  const { count, from, to, fingerprint } = report
  const period = count === 0 ? '' : `, ${timeText(from)} to ${timeText(to)}`
  console.log(`Unaltered: ${count} ${count === 1 ? 'entry' : 'entries'}${period}, signed by ${fingerprint}.`)
  if (report.activityId !== undefined)
    console.log(inOneLine(withheldLine(report.activityId, report.withheld)))
  const stamps = judgeStamps(report.stamps, values.ca !== undefined)
  for (const line of stamps.lines) console.log(inOneLine(line))
  if (!stamps.isGood) process.exit(status.altered)
  if (stamp) judgeKeptStamp(stamp, stamped)
  if (head) judgeHead(head, printed)
  if (audit) judgeCredit(audit.report())
  if (values.key === undefined)
    console.log('Compare that fingerprint with the one the conference gave you, or give its key with --key.')
} catch (error) {
  fail(`${file} cannot be read: ${(error as Error).message}`)
}
