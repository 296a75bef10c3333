// npm run verify-certificate -- FILE [--key PUBLICKEY]
import { readFileSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { verifySignedPdf } from '../../shared/src/certificateSignature.ts'
import { fingerprintOf } from '../../shared/src/ledgerChain.ts'
import { isBase64url } from '../../shared/src/verifying/items.ts'
import { isSigned, sha256 } from '../../shared/src/verifying/signature.ts'
import { fail as end, readArguments } from '../readArguments.ts'

const usage = `Verifies the PDF of a certificate, offline.

  npm run verify-certificate -- FILE [--key PUBLICKEY]

  --key PUBLICKEY   the provider's public key; without it the file's own is taken, and only its fingerprint tells
                    whose it is

Exit status: 0 genuine, 1 altered or unsigned, 2 no PDF, or one that cannot be read.`

const status = { genuine: 0, altered: 1, unreadable: 2 } as const
/** Longer than any certificate, in bytes. */
const mostBytes = 64 * 1024 * 1024

function fail(message: string): never {
  return end(message, status.unreadable)
}

const { positionals, values } = readArguments(usage, { key: { type: 'string' } }, status.unreadable)
const [file] = positionals
if (!file || positionals.length > 1) fail(usage)
if (values.key !== undefined && !isBase64url(values.key, 32))
  fail('--key is no public key: it has 43 letters, digits, - and _, as the provider publishes it.')

function readCertificate(name: string): Buffer {
  try {
    const path = resolve(process.env.INIT_CWD ?? '.', name)
    if (statSync(path).size > mostBytes) fail(`${name} is too large for a certificate.`)
    return readFileSync(path)
  } catch (error) {
    return fail(`${name} cannot be read: ${(error as Error).message}`)
  }
}

function judge(name: string, key: string | undefined): void {
  const report = verifySignedPdf(readCertificate(name), isSigned)
  if (report.is === 'no certificate') fail(`${name} is no certificate: ${report.why}.`)
  if (report.is !== 'genuine') {
    console.error(
      `${report.is === 'unsigned' ? 'NOT SIGNED.' : 'ALTERED.'} The file ${name} is not a certificate as it was issued: ${report.why}.`,
    )
    process.exit(status.altered)
  }
  const fingerprint = fingerprintOf(report.publicKey, sha256)
  if (key !== undefined && key !== report.publicKey) {
    console.error(
      `NOT THEIRS. The file is signed by another key (${fingerprint}) than the one given (${fingerprintOf(key, sha256)}).`,
    )
    process.exit(status.altered)
  }
  console.log(`Genuine: certificate ${report.code}, every byte as it was signed by ${fingerprint}.`)
  if (report.head !== '-')
    console.log(`Issued at ${report.head} of the ledger: verify-ledger finds it with --head.`)
  console.log('Whether it was revoked since, only the provider or a later export of the ledger can say.')
  if (key === undefined)
    console.log('Compare that fingerprint with the one the provider publishes, or give its key with --key.')
}

judge(file, values.key)
