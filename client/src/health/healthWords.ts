// What the health page says. Pure.
import type { Health, HealthMinute, Trouble } from '@lectern/shared/health'
import { counted, listWords } from '../words/counts.ts'

/** Why a join failed, by the error's code. */
const causes: Record<string, string> = {
  stage_unavailable: 'no media server had room or could be reached',
  storage_unavailable: 'the storage could not be reached',
  codec_unsupported: 'the browser cannot play the stage',
  rate_limited: 'too many attempts',
  peer_gone: 'the connection to the stage was lost',
  no_answer: 'the server did not answer in time',
  not_found: 'the session was not found',
  internal: 'something went wrong on the server, and was logged',
}
const causeOf = (code: string): string => causes[code] ?? code.replaceAll('_', ' ')

const helps: Record<string, string> = {
  codec_unsupported: 'Ask them to open the page in a current Chrome, Edge, Firefox or Safari.',
  stage_unavailable: 'Check the media servers below: start another one, or restart the one that is gone.',
  storage_unavailable: 'Check Redis. Pages join by themselves once it is back.',
}

interface TroubleWords {
  what: string
  help: string
}

export function troubleWords({ kind, code = '' }: Pick<Trouble, 'kind' | 'code'>): TroubleWords {
  if (kind === 'failed')
    return {
      what: `Could not join: ${causeOf(code)}`,
      help: helps[code] ?? 'Ask them to reload the page.',
    }
  if (kind === 'not_playing')
    return {
      what: 'Is in the room, and nothing plays',
      help: 'Ask them to press Play or turn the sound on. If there is no picture either, their network blocks media: another network, or a phone’s hotspot, helps.',
    }
  return {
    what: 'Plays, and media does not arrive',
    help: 'Their connection is too thin or drops. Ask them to choose “sound only” or another network. Their minutes do not count meanwhile.',
  }
}

/** "2 × the browser cannot play the stage and 1 × …" */
export const failedWords = (failed: readonly { code: string; count: number }[]): string =>
  listWords(failed.map(({ code, count }) => `${count} × ${causeOf(code)}`))

const outageWords = {
  server: 'A server failed',
  node: 'A media server failed',
  stall: 'A server stood still',
} satisfies Record<Health['outages'][number]['cause'], string>
export const outageOf = ({ cause }: Pick<Health['outages'][number], 'cause'>): string => outageWords[cause]

/** What one must know of the whole in a sentence. */
export function summaryOf({ sessions, nodes, outages }: Health): string {
  const running = sessions.filter(({ phase }) => phase !== 'ended')
  const troubled = running.reduce((sum, session) => sum + session.troubled, 0)
  const watching = running.reduce((sum, { now }) => sum + now.watching, 0)
  const open = outages.filter(({ to, cause }) => to === null && cause !== 'stall').length
  const parts = [
    `${counted(running.length, 'session')} ${running.length === 1 ? 'runs' : 'run'}`,
    `${counted(watching, 'person', 'people')} ${watching === 1 ? 'watches' : 'watch'}`,
    troubled === 0 ? 'nobody has trouble' : `${counted(troubled, 'person', 'people')} with trouble`,
  ]
  const platform =
    nodes.length === 0 ? ' No media server is there.' : open > 0 ? ' The platform has a failure.' : ''
  return `${running.length === 0 ? 'No session runs now' : listWords(parts)}.${platform}`
}

type Minutes = readonly Pick<HealthMinute, 'playing' | 'reached' | 'failedSoFar'>[]

/**
 * How many people played the stage in each minute without media reaching them; null where nobody measures.
 */
export const starvedByMinute = (minutes: Minutes): (number | null)[] =>
  minutes.map(({ playing, reached }) =>
    playing === null || reached === null ? null : Math.max(0, playing - reached),
  )

/** Joins that failed in each minute; what failed before the first one is not in it. */
export const failedByMinute = (minutes: Minutes): number[] =>
  minutes.map(({ failedSoFar }, i) => Math.max(0, failedSoFar - (minutes[i - 1] ?? minutes[0]!).failedSoFar))
