// The text of an uploaded file.
import { type Encoding, textIn } from '@lectern/shared/textEncoding'
import { UnfitFile } from '../unfitFile.ts'

const problems = {
  incomplete:
    'This file ends in the middle of a character: it is incomplete. Save or download it again, and send that.',
  binary:
    'This file is neither a spreadsheet nor a text, even if its name says so. Send an Excel file (.xlsx), a CSV file or a schedule.json.',
} as const

/** @throws {UnfitFile} */
export function decodeText(content: Buffer): { text: string; encoding: Encoding } {
  const read = textIn(content)
  if ('problem' in read) throw new UnfitFile(problems[read.problem])
  return read
}
