// The code of a certificate as a person types it.
import { certificateCode } from '@lectern/shared/credit'

/** In its groups, whatever was written for a letter that looks like a digit; undefined where it cannot be one. */
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
