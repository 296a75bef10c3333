// Words for credit, before and during the session: requirements, and the worth of the counted time so far.
// The credit rules decide what it is worth in the end.
import type { Announced, AttendancePolicy, Meter } from '@lectern/shared/attendance'
import { amountOf, amountText } from '@lectern/shared/creditAmount'
import { slotMs } from '@lectern/shared/slotTimes'
import { counted, percent } from '../words/counts.ts'
import { figure } from '../words/credit.ts'
import { durationWords } from '../words/durations.ts'

type Credit = Announced['credits'][number]

function testDemand({ test }: Credit): string | false {
  if (!test) return false
  const often = test.attempts === null ? 'as often as you like' : counted(test.attempts, 'attempt')
  const when = test.days === undefined ? '' : `, within ${counted(test.days, 'day')} of the end`
  const demand =
    test.minimumScore === 0 ? 'take the test' : `pass the test with at least ${percent(test.minimumScore)}`
  return `${demand} (${often}${when})`
}

/** Number of checks per credit, and the share to answer. */
function checkShare({ minimumChecks, rate }: Credit, { checks }: AttendancePolicy): string | false {
  if (!checks) return false
  const number = checks.perHour * ((rate?.minutesPerUnit ?? 60) / (checks.perMinutes ?? 60))
  const about = Number.isInteger(number) ? `${number}` : `about ${figure(number)}`
  const come =
    rate && `Attention checks for each ${counted(rate.minutesPerUnit, 'minute')} of live time: ${about}.`
  const needed =
    minimumChecks && `Answer at least ${percent(minimumChecks)} of the attention checks, and at least one.`
  return [come, needed].filter(Boolean).join(' ')
}

type Demanded = Pick<Announced, 'credits' | 'attendance'>

/** The different values of a demand, from the lowest to the highest. */
const values = <Value extends number>(
  credits: Demanded['credits'],
  of: (credit: Credit) => Value | null,
): Value[] => [...new Set(credits.map(of))].filter((value) => value !== null).sort((a, b) => a - b)

/** "Watch at least 80% and answer the attention checks" */
export function watchDemand({ credits, attendance }: Demanded): string {
  const shares = values(credits, ({ minimumShare }) => minimumShare)
  const highest = shares.at(-1) ?? 0
  const watch =
    highest === 0
      ? 'Credit is for the time you watch'
      : shares.length > 1
        ? `Watch up to ${percent(highest)}, depending on the credit body`
        : `Watch at least ${percent(highest)}`
  if (!attendance.checks) return watch
  return `${watch}${watch.includes(',') ? ',' : ''} and answer the attention checks`
}

/** "Complete the evaluation and pass the test" */
export function afterDemand({ credits }: Demanded): string {
  const evaluates = credits.some(({ evaluation }) => evaluation)
  const isTested = credits.some(({ test }) => test)
  const hasScore = credits.some(({ test }) => test && test.minimumScore > 0)
  if (!evaluates && !isTested) return 'Nothing to fill in afterwards'
  return [evaluates && 'complete the evaluation', isTested && (hasScore ? 'pass the test' : 'take the test')]
    .filter((part) => part !== false)
    .join(' and ')
    .replace(/^./, (letter) => letter.toUpperCase())
}

/** "Claim within 90 days" */
export function claimDemand({ credits }: Demanded): string {
  const [soonest] = values(credits, ({ claimDays }) => claimDays)
  return soonest === undefined ? 'Claim your credit at any time' : `Claim within ${counted(soonest, 'day')}`
}

const perWords = (per: Credit['per']): string => (per ? ` for each ${per}` : '')

function appealWords(days: number, { reportDays }: Credit): string {
  const last =
    reportDays === undefined
      ? ''
      : `, but no later than ${counted(reportDays, 'day')} after your last session, when the register closes`
  return `If an appeal is granted, it can be claimed for ${counted(days, 'day')} after that${last}.`
}

const amountWith = ({ rate }: Pick<Credit, 'rate'>, amount: number): string =>
  rate ? amountText(amount, rate) : figure(amount)

/** "1.50 contact hours", "2 Punkte": as the body counts. */
export const creditWords = (credit: Pick<Credit, 'rate' | 'unit' | 'unitOfOne'>, amount: number): string => {
  const { unit, unitOfOne = unit } = credit
  return `${amountWith(credit, amount)} ${amount === 1 ? unitOfOne : unit}`
}

/** "Up to 1.00 credits. Watch at least 80% …" */
export function creditDemands(credit: Credit, attendance: AttendancePolicy): string {
  const { maximum, minimumShare, shareOf, evaluation, claimDays, isWhole, per, dailyMaximum } = credit
  const after = [evaluation && 'complete the evaluation', testDemand(credit)].filter(Boolean)
  const scope = shareOf === 'session' ? 'each session' : 'the whole activity'
  return [
    isWhole
      ? `${creditWords(credit, maximum)}${perWords(per)}, for those who meet all requirements, and nothing for others.`
      : `Up to ${creditWords(credit, maximum)}${perWords(per)}.`,
    dailyMaximum !== undefined && `At most ${amountWith(credit, dailyMaximum)} for one day.`,
    minimumShare > 0
      ? `Watch at least ${percent(minimumShare)} of the live time of ${scope}; breaks do not count.`
      : 'Credit is for the time you watch; breaks do not count.',
    checkShare(credit, attendance),
    after.length > 0 && `Afterwards, ${after.join(' and ')}.`,
    claimDays === null
      ? 'There is no deadline for claiming it.'
      : `Claim it within ${counted(claimDays, 'day')} after ${isWhole ? 'the end' : 'your last session'}.`,
    claimDays !== null && credit.appealDays !== undefined && appealWords(credit.appealDays, credit),
  ]
    .filter(Boolean)
    .join(' ')
}

const stretchWords = (minutes: number): string => (minutes === 60 ? 'an hour' : `in ${minutes} minutes`)

/** The number of attention checks and their limits; empty if there are none. */
export function checkDemands({ checks }: AttendancePolicy): string {
  if (!checks) return ''
  const { perHour, perMinutes = 60, answerSeconds, extensionSeconds, uncreditMinutes } = checks
  return [
    perHour === 1
      ? `Once ${stretchWords(perMinutes)}, at a random moment, you are asked whether you are still there.`
      : `${perHour} times ${stretchWords(perMinutes)}, at random moments, you are asked whether you are still there.`,
    `You have ${durationWords(answerSeconds * 1000)} to answer`,
    extensionSeconds > 0 ? `and can ask for ${durationWords(extensionSeconds * 1000)} more.` : '.',
    'Answering a poll counts as an answer.',
    uncreditMinutes > 0
      ? `A missed check takes back the time since your last answer, at most ${counted(uncreditMinutes, 'minute')}.`
      : 'A missed check takes no time back.',
    'If your page is offline when a check comes, it comes again once you are back; one still unanswered at the end is missed. Only a fault of the platform cancels a check.',
  ]
    .join(' ')
    .replace(' .', '.')
}

/** What counts as watching, for everyone. */
export const watchingWords =
  'Time counts while this page shows the video or plays the sound, on any of your devices. Another window may be in front as long as the sound is on. Two devices count once, and time in the exhibit hall does not count.'

export const outageWords = ({ excuseOutages, maxExcusedMinutes }: AttendancePolicy): string =>
  excuseOutages && maxExcusedMinutes > 0
    ? `If a fault of the platform interrupts a running talk for you, that time counts if you were watching right before, up to ${counted(maxExcusedMinutes, 'minute')}. Time with nothing on stage counts for no one.`
    : ''

/** "0.50 contact hours so far", of the person's first credit body; empty if there is none. */
export function soFarWords({ credits }: Announced, { creditedSlots }: Pick<Meter, 'creditedSlots'>): string {
  const [credit] = credits
  if (!credit) return ''
  const { rate, maximum } = credit
  if (!rate) return `up to ${creditWords(credit, maximum)}`
  const amount = Math.min(amountOf(creditedSlots * slotMs, rate).hundredths / 100, maximum)
  return `${creditWords(credit, amount)} so far`
}
