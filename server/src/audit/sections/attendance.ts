// How attendance is measured, in plain words, with what was demanded in this activity.
import type { Section } from '@lectern/shared/audit'
import type { Activity } from '@lectern/shared/credit'
import { slotMs } from '@lectern/shared/slotTimes'
import { counted } from '../words.ts'
import { type About, list, sectionOf, text } from './about.ts'

function checksWords({ attendance: { checks } }: Activity): string {
  if (!checks) return 'This activity has no attention checks.'
  const { perHour, perMinutes = 60, answerSeconds, extensionSeconds, uncreditMinutes } = checks
  const more = extensionSeconds > 0 ? `, and ${extensionSeconds} more if the person asks for them` : ''
  return `${counted(perHour, 'attention check', 'attention checks')} for each ${perMinutes} minutes, at moments that nobody can foresee. There are ${answerSeconds} seconds to answer${more}. A missed check takes back the time since the last sign of attention, at most ${uncreditMinutes} minutes. A silent page postpones a check and never cancels it; an answered content poll counts as one.`
}

function excuseWords({ attendance: { excuseOutages, maxExcusedMinutes } }: Activity): string {
  return excuseOutages
    ? `Where the platform itself failed during a talk, the time counts for people who were watching right before, at most ${maxExcusedMinutes} minutes for each session.`
    : 'Time that a failure of the platform took from somebody does not count.'
}

export function attendance({ activity }: About): Section {
  return sectionOf(
    {
      id: 'attendance',
      title: 'How attendance is verified',
      evidenceOf: 'Verification of learners’ participation; AMA: credit matches the extent of participation',
    },
    [
      text(
        `Attendance is measured by the server, in steps of ${slotMs / 1000} seconds from the moment a session goes live. A step counts only if all of this holds:`,
      ),
      list([
        'the session was live, not in a break, and something was on air;',
        'the person’s page played the session and said so to the server;',
        'the media server saw sound or pictures arrive at that person;',
        'the person was not in the exhibit hall on any device.',
      ]),
      text(
        'Several devices, reloads and lost connections can neither add time nor lose it: each step counts once. A moment that sessions share counts once.',
      ),
      text(checksWords(activity)),
      text(excuseWords(activity)),
      text(
        'When a session is over, its attendance is made final and recorded in the ledger. After that only the CE office can change minutes, with a reason, which the ledger holds, too (decisions.csv). attendance.csv has the minutes of each person in each session, attention-checks.csv every check that was sent, answered or not, and presenters.csv how long speakers were on stage.',
      ),
    ],
  )
}
