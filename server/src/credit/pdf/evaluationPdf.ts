// Draws the results of an evaluation: each question with bars, or with what was written.
import { leastShown, type OfficeEvaluations } from '@lectern/shared/creditOffice'
import { shownDates } from '../certificates.ts'
import { addText, bytesOf, decorate, ink, openPdf, type Part, type Pdf } from './document.ts'

type Question = OfficeEvaluations['questions'][number]

const margin = 56
const barWidth = 180
const barHeight = 8
/** The workbook has all texts. */
const textsMax = 40

const shareOf = (count: number, answered: number): number => (answered === 0 ? 0 : count / answered)

function needs(doc: Pdf, height: number): void {
  if (doc.y + height > doc.page.height - margin) doc.addPage()
}

function summaryOf({ answered, mean, isWithheld, isEarlier }: Question): string {
  return [
    `${answered} ${answered === 1 ? 'answer' : 'answers'}`,
    mean !== null && `mean ${mean.toFixed(2)} of 5`,
    isEarlier && 'as it was asked before',
    isWithheld && `not shown: fewer than ${leastShown} people answered`,
  ]
    .filter(Boolean)
    .join(' · ')
}

function addCount(doc: Pdf, list: Part, { text, count }: Question['counts'][number], answered: number): void {
  const share = shareOf(count, answered)
  const width = doc.page.width - 2 * margin - barWidth - 90
  doc.font('regular').fontSize(9.5)
  needs(doc, doc.heightOfString(text, { width }) + 6)
  const top = doc.y
  const item = doc.struct('LI')
  list.add(item)
  addText(doc, item, 'Lbl', text, { x: margin, y: top, width, size: 9.5 })
  const below = doc.y
  decorate(doc, () => {
    const x = margin + width + 10
    doc.rect(x, top + 2, barWidth, barHeight).fill(ink.line)
    doc.rect(x, top + 2, barWidth * share, barHeight).fill(ink.accent)
  })
  addText(doc, item, 'LBody', `${count} (${Math.round(share * 100)}%)`, {
    x: margin + width + barWidth + 20,
    y: top,
    width: 70,
    size: 9.5,
  })
  item.end()
  doc.y = Math.max(below, doc.y) + 2
}

function addQuestion(doc: Pdf, page: Part, question: Question): void {
  const { prompt, about, counts, texts, answered } = question
  const place = { x: margin, width: doc.page.width - 2 * margin }
  needs(doc, 70)
  addText(doc, page, 'H2', about ? `${about.subject}: ${prompt}` : prompt, {
    ...place,
    size: 12,
    face: 'bold',
    y: doc.y + 14,
  })
  addText(doc, page, 'P', summaryOf(question), { ...place, size: 9, colour: ink.quiet, y: doc.y + 1 })
  doc.y += 4
  if (counts.length > 0) {
    const list = doc.struct('L')
    page.add(list)
    for (const each of counts) addCount(doc, list, each, answered)
    list.end()
  }
  for (const text of texts.slice(0, textsMax)) {
    doc.font('regular').fontSize(9.5)
    needs(doc, Math.min(200, doc.heightOfString(text, { width: place.width }) + 6))
    addText(doc, page, 'P', `– ${text}`, { ...place, size: 9.5, y: doc.y + 2 })
  }
  if (texts.length > textsMax)
    addText(doc, page, 'P', `${texts.length - textsMax} more are in the workbook.`, {
      ...place,
      size: 9,
      colour: ink.quiet,
      y: doc.y + 2,
    })
}

/** `at`: when it was made, in ms. */
export async function evaluationPdf(
  { title, learners, submitted, questions, bias }: OfficeEvaluations,
  { at, timeZone }: { at: number; timeZone: string },
): Promise<Buffer> {
  const doc = openPdf(`Evaluation: ${title}`, 'portrait', margin)
  const page = doc.struct('Document')
  doc.addStructure(page)
  const place = { x: margin, width: doc.page.width - 2 * margin }
  addText(doc, page, 'P', 'Evaluation', { ...place, size: 11, colour: ink.accent, y: margin })
  addText(doc, page, 'H1', title, { ...place, size: 20, face: 'bold', y: doc.y + 4 })
  const share = Math.round(shareOf(submitted, learners) * 100)
  const facts = [
    `${submitted} of ${learners} learners submitted it (${share}%).`,
    bias.count > 0 && `${bias.count} of them reported commercial bias.`,
    `As of ${shownDates(at, at, timeZone)}. Answers are shown from ${leastShown} people on.`,
  ]
  addText(doc, page, 'P', facts.filter(Boolean).join(' '), { ...place, size: 10, y: doc.y + 4 })
  for (const question of questions) addQuestion(doc, page, question)
  page.end()
  return bytesOf(doc)
}
