// The files that a CE office begins its week with: people as a CSV of Windows-1252, and a programme as a
// spreadsheet.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { workbook } from '../server/src/http/xlsx.ts'

interface Week {
  /** Titles of the sessions that matter. */
  lecture: string
  satellite: string
  /** The date in n days, as "2027-03-01". */
  day: (n: number) => string
}

/** Five people and one row that cannot be read; a lecture, a panel, a workshop and a satellite. */
export async function writeWeekFiles(
  folder: string,
  { lecture, satellite, day }: Week,
): Promise<{ people: string; programme: string }> {
  const files = { people: join(folder, 'people.csv'), programme: join(folder, 'programme.xlsx') }
  const people = [
    'Vorname;Nachname;E-Mail;Klinik;Beruf;Rolle;NPI',
    'Adaeze;Okafor;okafor@example.org;Karlberg;Physician;speaker;',
    'Maja;Lindqvist;lindqvist@example.org;Karlberg;Physician;speaker;',
    'Samuel;Moreau;moreau@example.org;Lyon;Physician;moderator;',
    'Ona;Berg;berg@example.org;Münster;Other;organiser;',
    'Clara;Nwosu;clara@example.org;Münster;Physician;clinician;1234567893',
    'Zoë;Müller;no address;Münster;Nurse;clinician;',
  ]
  writeFileSync(files.people, Buffer.from(people.join('\n'), 'latin1'))

  const head = ['ID', 'Title', 'Type', 'Date', 'Start', 'End', 'Room', 'Speakers', 'Chair']
  const [okafor, lindqvist] = ['<okafor@example.org>', '<lindqvist@example.org>']
  const rows = [
    ['L', lecture, 'Lecture', day(3), '09:00', '09:45', 'Main hall', okafor, '<moreau@example.org>'],
    ['P', 'Devices', 'Panel', day(3), '10:00', '10:30', 'Main hall', `${lindqvist}; ${okafor}`, ''],
    ['W', 'Reading the ECG', 'Workshop', day(4), '09:00', '10:00', 'Room 2', lindqvist, ''],
    ['S', satellite, 'Satellite', day(4), '12:00', '12:45', 'Room 3', 'Tom Reed <reed@example.org>', ''],
  ]
  writeFileSync(files.programme, await workbook([{ name: 'Programme', head, rows }]))
  return files
}
