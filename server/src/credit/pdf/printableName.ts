import { errors } from '@lectern/shared/errors'
import { isPrintable } from '../../typst/fonts.ts'

/**
 * Throws `name_unprintable` for a name of which a letter would print as an empty box, the same for every
 * name.
 */
export function requirePrintable(name: string): void {
  if (!isPrintable(name)) throw errors.nameUnprintable()
}
