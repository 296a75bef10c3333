// Reads a certificate's code as people type it.
import { certificateCode } from '@lectern/shared/certificates'

/** The code in groups, with look-alike letters read as digits; undefined if it cannot be a code. */
export function codeOf(written: string): string | undefined {
  const letters = written
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replace(/[IL]/g, '1')
    .replace(/O/g, '0')
  const groups = [letters.slice(0, 6), ...(letters.slice(6).match(/.{1,5}/g) ?? [])]
  const { data } = certificateCode.safeParse(groups.join('-'))
  return data
}
