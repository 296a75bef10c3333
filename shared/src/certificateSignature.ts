// The signature in a certificate's file: a comment before the last `startxref`, over every other byte. A PDF
// may hold a comment between any two of its objects, so readers, tags and PDF/UA are not touched, the end of
// the file stays where readers look for it, and there is only one version of the page: whatever is added
// behind it, as an incremental update would be, is not what was signed. No imports at run time: an auditor
// needs only Node.

export interface SignedAbout {
  /** The certificate's. */
  code: string
  /** The ledger when it was issued (`headCode`); `-` for earlier certificates. */
  head: string
  /** Ed25519, 32 bytes in base64url. */
  publicKey: string
}

const format = 'lectern-certificate-1'
/** Code and head are printed where the file is judged: they hold nothing that a terminal obeys. */
const comment = /\n%lectern-certificate-1 ([\w-]{1,64}) ([\w-]{1,40}) ([\w-]{43}) ([\w-]{86})(?=\n)/g
const tail = /^startxref\s+\d+\s+%%EOF\s*$/

/** One character a byte, so that positions in both are the same. */
const latin1 = ({ buffer, byteOffset, byteLength }: Uint8Array): string =>
  Buffer.from(buffer, byteOffset, byteLength).toString('latin1')
const bytesOf = (text: string): Uint8Array => Buffer.from(text, 'latin1')

const joined = (...parts: readonly Uint8Array[]): Uint8Array => {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}

const lineOf = ({ code, head, publicKey }: SignedAbout): string => `${format} ${code} ${head} ${publicKey}`
/** What is signed: the line, and everything in the file but the comment. */
const signedBytes = (about: SignedAbout, before: Uint8Array, after: Uint8Array): Uint8Array =>
  joined(bytesOf(`${lineOf(about)}\n`), before, after)

/** The finished file with its signature. `sign` returns base64url. Throws if the file is no finished PDF. */
export function signedPdf(
  pdf: Uint8Array,
  about: SignedAbout,
  sign: (bytes: Uint8Array) => string,
): Uint8Array {
  const text = latin1(pdf)
  const at = text.lastIndexOf('startxref')
  if (!text.startsWith('%PDF-') || at < 1 || text[at - 1] !== '\n' || !tail.test(text.slice(at)))
    throw new Error('only a finished PDF can be signed')
  const [before, after] = [pdf.subarray(0, at - 1), pdf.subarray(at)]
  const signature = sign(signedBytes(about, before, after))
  return joined(before, bytesOf(`\n%${lineOf(about)} ${signature}\n`), after)
}

export type SignatureReport =
  | ({ is: 'genuine' } & SignedAbout)
  | { is: 'altered' | 'unsigned' | 'no certificate'; why: string }

/**
 * Whether the file is, byte for byte, what the holder of a key signed; `isSigned` judges the key's signature.
 */
export function verifySignedPdf(
  file: Uint8Array,
  isSigned: (bytes: Uint8Array, signature: string, publicKey: string) => boolean,
): SignatureReport {
  const text = latin1(file)
  if (!text.startsWith('%PDF-')) return { is: 'no certificate', why: 'it is no PDF' }
  const found = [...text.matchAll(comment)]
  const [match] = found
  if (!match) {
    const isWhole = /%%EOF\s*$/.test(text)
    return isWhole
      ? {
          is: 'unsigned',
          why: 'it bears no signature: it was not made by Lectern, was printed again, or its signature was removed',
        }
      : { is: 'altered', why: 'it was cut off: it does not end as a PDF ends' }
  }
  if (found.length > 1)
    return { is: 'altered', why: `it bears ${found.length} signatures, and a certificate has one` }
  const [whole, code, head, publicKey, signature] = match as unknown as [
    string,
    string,
    string,
    string,
    string,
  ]
  const about = { code, head, publicKey }
  const after = match.index + whole.length + 1
  const rest = text.slice(after)
  const end = rest.indexOf('%%EOF')
  if (end < 0) return { is: 'altered', why: 'it was cut off: it ends before the end of its last line' }
  if (!tail.test(rest)) {
    const added = rest.slice(end + '%%EOF'.length).trimStart().length
    return {
      is: 'altered',
      why: added > 0 ? `${added} bytes were added after its end` : 'its last line was changed',
    }
  }
  if (
    !isSigned(signedBytes(about, file.subarray(0, match.index), file.subarray(after)), signature, publicKey)
  )
    return {
      is: 'altered',
      why: 'its bytes are not those that were signed: text was changed, or the signature is another certificate’s',
    }
  return { is: 'genuine', ...about }
}
