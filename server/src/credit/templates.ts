// The bodies' templates: tried before they are used, with everything that a certificate can say.
import {
  type PrintedField,
  printedFields,
  requiredFields,
  type SampleName,
  sampleNames,
  type TemplatePreview,
  type TemplateProblem,
} from '@lectern/shared/certificateDesign'
import type { Certificate, CertificatePrint } from '@lectern/shared/certificates'
import { fillStatements } from '@lectern/shared/certificateWords'
import type { CreditPolicy } from '@lectern/shared/creditPolicy'
import type { SourceProblem } from '../typst/job.ts'
import type { Compiled } from '../typst/typst.ts'
import { type Printer, UnprintableError } from './pdf/printer.ts'

const day = Date.UTC(2026, 2, 2, 8)

/** A certificate with everything, as long as it can be, or with as little as there can be. */
function sampleOf(policy: CreditPolicy, holder: string, isShort: boolean): Certificate {
  const number = isShort ? '' : '1234-0000-26-001-L01-P'
  const values = {
    name: holder,
    provider: 'The Riverside Institute of Continuing Education',
    activity: isShort
      ? 'Heart failure'
      : 'Heart failure in 2026: what the new guidelines change in daily practice',
    format: 'live activity',
    place: isShort ? '' : 'Springfield, Illinois',
    dates: '2 March 2026',
    amount: '0.75',
    maximum: '1.00',
    maximumUnit: policy.unit.many,
    unit: policy.unit.many,
    also: '',
    uan: number,
    designations: '1.00',
    presented: isShort
      ? 'on stage 5 minutes'
      : 'on stage 22 minutes 40 seconds, and 12 minutes as the CE office stated',
  }
  return {
    code: '0123AB-CDEFG-HJKMN-PQRST-VWXYZ',
    personId: 'sample',
    activityId: 'sample',
    policyId: policy.id,
    issuedAt: day,
    title: policy.certificate.title,
    holder,
    activityTitle: values.activity,
    ...(!isShort && { partTitle: 'When medicines are not enough: devices, and whom to refer' }),
    provider: values.provider,
    address: policy.certificate.withAddress || !isShort ? '1 Riverside Walk, Springfield, IL 62701' : '',
    format: 'Live activity',
    place: values.place,
    startsAt: day,
    endsAt: day,
    timeZone: 'UTC',
    amount: 0.75,
    unit: policy.unit.many,
    also: '',
    number,
    ...fillStatements(policy, policy.statements.accreditation, values),
    revokedAt: null,
    replacedBy: null,
  }
}

const reaches = /failed to download|file not found|access denied|failed to load|reads no files/
const closed = 'A template loads no packages and reads no files. It prints the fields that are listed.'

/** Only words that stand where Typst would run them: "important" and "#important" are none. */
const imports = /#\s*(?:import|include)\b|\b(?:import|include)[\s(]*"(?:[/@.]|[^"]*\.typ")|@preview\//

/** What a font lacks, in the compiler's words. */
const unprintable = /^PDF\/UA-1 error: the text `"(.+)"` could not be displayed/su
/** After a mistake the compiler names the functions through which it came there, ours among them. */
const throughWhich = /^while calling /

function inWords(message: string): string {
  if (reaches.test(message)) return closed
  const [, letters] = message.match(unprintable) ?? []
  return letters === undefined ? message : `Certificates have no letters for “${letters}”.`
}

/** One for each mistake. One within the fields has the line of the template that led there. */
function mistakesOf(problems: readonly SourceProblem[], linesBefore: number): TemplateProblem[] {
  const mistakes: TemplateProblem[] = []
  for (const { message, file, line } of problems) {
    const own = file === '/main.typ' && line !== null && line > linesBefore ? line - linesBefore : null
    const last = mistakes.at(-1)
    if (last && throughWhich.test(message)) last.line ??= own
    else mistakes.push({ message: inWords(message), line: own })
  }
  return mistakes
}

const stoppedWords = {
  time: 'It takes too long: it was stopped. A loop may never end.',
  memory: 'It takes too much memory, or is nested too deeply: it was stopped.',
}

/** How a template is printed when it is tried. */
export type Trial = Pick<Printer, 'tryTemplate' | 'unreadable'>

const mistakesIn = ({ stopped, problems }: Extract<Compiled, { ok: false }>, linesBefore: number) =>
  stopped ? [{ message: stoppedWords[stopped], line: null }] : mistakesOf(problems, linesBefore)

/** The first line that prints a field, by its name or within the facts. */
function lineOf(source: string, field: PrintedField): number | null {
  const lines = source.split('\n').map((line) => line.replace(/\/\/.*/, ''))
  const first = (name: string) =>
    lines.findIndex((line) => new RegExp(`(?<![\\w-])${name}(?![\\w-])`).test(line))
  const at = [first(field), first('facts')].find((line) => line >= 0)
  return at === undefined ? null : at + 1
}

interface Sample {
  policy: CreditPolicy
  source: string
  certificate: Certificate
  /** It has a value for every field. */
  isFull: boolean
}

async function problemsOf(
  trial: Trial,
  { policy, source, certificate, isFull }: Sample,
  { compiled, linesBefore }: Awaited<ReturnType<Trial['tryTemplate']>>,
): Promise<TemplateProblem[]> {
  if (!compiled.ok) return mistakesIn(compiled, linesBefore)
  const whole = (message: string) => ({ message, line: null })
  if (compiled.pages !== 1) return [whole(`It prints ${compiled.pages} pages. A certificate is one page.`)]
  const fields = requiredFields(policy)
  const demanded = printedFields.filter(({ id }) => fields.includes(id))
  const missing = demanded.filter(({ id }) => !compiled.found.includes(id))
  if (isFull && missing.length > 0)
    return missing.map(({ id, words }) => whole(`It leaves out #${id}: ${words}.`))
  try {
    const unreadable = await trial.unreadable(certificate, source, fields)
    return demanded.flatMap(({ id, words }) =>
      unreadable.has(id)
        ? [{ message: `It prints #${id} (${words}) ${unreadable.get(id)}.`, line: lineOf(source, id) }]
        : [],
    )
  } catch (error) {
    if (error instanceof UnprintableError) return mistakesIn(error.compiled, linesBefore)
    throw error
  }
}

export function createTemplates(trial: Trial, print: () => Promise<CertificatePrint>) {
  /** The line of what a template may not do, before anything runs. */
  function refused(source: string): TemplateProblem[] {
    const at = source.split('\n').findIndex((line) => imports.test(line.replace(/\/\/.*/, '')))
    return at < 0 ? [] : [{ message: closed, line: at + 1 }]
  }

  async function tried(sample: Sample): Promise<TemplatePreview> {
    const printed = await trial.tryTemplate(sample.certificate, sample.source)
    const svg = printed.compiled.ok ? printed.compiled.svg : null
    return { svg, problems: await problemsOf(trial, sample, printed) }
  }

  async function preview(policy: CreditPolicy, source: string, sample: SampleName): Promise<TemplatePreview> {
    const problems = refused(source)
    if (problems.length > 0) return { svg: null, problems }
    const certificate = { ...sampleOf(policy, sampleNames[sample], false), print: await print() }
    return tried({ policy, source, certificate, isFull: true })
  }

  return {
    preview,
    /** Everything that is wrong with a template. */
    async check(policy: CreditPolicy, source: string): Promise<TemplateProblem[]> {
      const { problems } = await preview(policy, source, 'longest')
      if (problems.length > 0) return problems
      const bare = { ...(await print()), logo: null, signature: null, signer: null }
      const certificate = { ...sampleOf(policy, sampleNames.latin, true), print: bare }
      return (await tried({ policy, source, certificate, isFull: false })).problems
    },
  }
}
