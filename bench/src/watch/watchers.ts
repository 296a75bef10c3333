// Thousands of viewers of one session, each with a socket, a peer on the stage, and beats.
import { beatEveryMs } from '@lectern/shared/attendance'
import { CrowdSocket } from '../crowd/crowdSocket.ts'
import { answerQuestions } from '../helper.ts'
import { inFlight } from '../inFlight.ts'

const openAtOnce = 32
/** Beats of one period are spread over this many portions, as evenly as those of ten thousand pages. */
const portions = 100
const rtpCapabilities = { codecs: [] }

interface Watcher {
  socket: CrowdSocket
  peerId: string
}
const watchers: Watcher[] = []
let sent = 0
let told = 0
let timer: NodeJS.Timeout | undefined

const isSlot = (data: Buffer): boolean => data.indexOf('"attendance.slot"') >= 0

const handlers = {
  open: ({ address, cookies, sessionId }: { address: string; cookies: string[]; sessionId: string }) =>
    inFlight(cookies.length, openAtOnce, async (index) => {
      const socket = await CrowdSocket.open(address, cookies[index]!, (data) => {
        if (isSlot(data)) told++
      })
      await socket.send('program.follow', { sessionId })
      const { disclosures } = await socket.send('attendance.status', { sessionId })
      await socket.send('attendance.acknowledge', { sessionId, version: disclosures.version })
      const { peerId } = await socket.send('stage.watch', { sessionId, rtpCapabilities })
      watchers[index] = { socket, peerId }
    }),
  /** All beat like pages until told to stop. */
  beat: (on: boolean): void => {
    clearInterval(timer)
    if (!on) return
    let portion = 0
    timer = setInterval(() => {
      for (let index = portion % portions; index < watchers.length; index += portions) {
        const { socket, peerId } = watchers[index]!
        socket.emit('beat', { peerId })
        sent++
      }
      portion++
    }, beatEveryMs / portions)
  },
  /** Beats sent, and counts sent to pages, so far. */
  counts: () => ({ sent, told }),
}
export type Watchers = typeof handlers
answerQuestions(handlers)
