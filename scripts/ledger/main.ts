// npm run verify-ledger -- FILE [--key PUBLICKEY] [--head CODE]
import { createReadStream } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { readHeadCode } from '../../shared/src/ledgerChain.ts'
import { timeText } from '../../shared/src/verifying/findings.ts'
import { isBase64url } from '../../shared/src/verifying/items.ts'
import { linesOf } from '../../shared/src/verifying/lines.ts'
import { isSigned, sha256 } from '../../shared/src/verifying/signature.ts'
import { verifyLedger } from '../../shared/src/verifying/verifyLedger.ts'
import { type CreditReport, createAudit } from './credit/audit.ts'
import { creditLines } from './credit/words.ts'

const usage = `Verifies an export of the ledger, offline.

  npm run verify-ledger -- FILE [--key PUBLICKEY] [--head CODE] [--credit]

  --key PUBLICKEY   the conference's public key, as its CE office shows it; without it the file's own is taken, and
                    only its fingerprint tells whose it is
  --head CODE       whether the ledger holds the entry that a certificate or receipt prints, e.g. 1204-3f2a9-c01d7
  --credit          computes every certificate again, from the export alone, and names each that differs and why

Exit status: 0 unaltered, 1 altered or a certificate differs, 2 no export, or one that cannot be read.`

const status = { unaltered: 0, altered: 1, unreadable: 2 } as const

function fail(message: string): never {
  console.error(message)
  process.exit(status.unreadable)
}

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: { key: { type: 'string' }, head: { type: 'string' }, credit: { type: 'boolean' } },
    })
  } catch (error) {
    return fail(`${(error as Error).message}\n\n${usage}`)
  }
}

/** Whether every certificate is what the ledger gives. */
function judgeCredit(report: CreditReport): void {
  const lines = creditLines(report)
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

const { positionals, values } = readArguments()
const [file] = positionals
if (!file || positionals.length > 1) fail(usage)
if (values.key !== undefined && !isBase64url(values.key, 32))
  fail('--key is no public key: it has 43 letters, digits, - and _, as the CE office shows it.')

const head = values.head === undefined ? undefined : readHeadCode(values.head)
if (values.head !== undefined && !head) fail('--head is no code of a ledger’s entry, like 1204-3f2a9-c01d7.')

try {
  let printed: string | undefined
  const audit = values.credit ? createAudit() : undefined
  const chunks = createReadStream(resolve(process.env.INIT_CWD ?? '.', file))
  const report = await verifyLedger(linesOf(chunks), { sha256, isSigned, pinnedKey: values.key }, (item) => {
    if (item.entry.seq === head?.seq) printed = item.entry.hash
    audit?.see(item)
  })
  if (report.is === 'no export') fail(`${file} is no export of a ledger.`)
  if (report.is === 'altered') {
    console.error(`ALTERED. ${report.finding.message}`)
    process.exit(status.altered)
  }
  const { count, from, to, fingerprint } = report
  const period = count === 0 ? '' : `, ${timeText(from)} to ${timeText(to)}`
  console.log(`Unaltered: ${count} ${count === 1 ? 'entry' : 'entries'}${period}, signed by ${fingerprint}.`)
  if (head) judgeHead(head, printed)
  if (audit) judgeCredit(audit.report())
  if (values.key === undefined)
    console.log('Compare that fingerprint with the one the conference gave you, or give its key with --key.')
} catch (error) {
  fail(`${file} cannot be read: ${(error as Error).message}`)
}
