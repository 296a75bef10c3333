// Runs in a page before its own scripts: records when each step of a join happened, in ms after the press.

/** In order. */
export const joinSteps = [
  'watchAsked',
  'watchAnswered',
  'connectAsked',
  'connectAnswered',
  'iceConnected',
  'dtlsConnected',
  'videoInserted',
  'firstFrame',
] as const
type JoinStep = (typeof joinSteps)[number]
export type JoinTimes = Partial<Record<JoinStep, number>>

declare global {
  interface Window {
    /** For the first frame that a video element of this page shows after the press. */
    joined: Promise<JoinTimes>
  }
}

/** Self-contained: the page gets it as text. */
export function traceJoin(): void {
  const times: JoinTimes = {}
  let pressedAt: number | undefined
  const note = (step: JoinStep) => {
    if (pressedAt !== undefined) times[step] ??= performance.now() - pressedAt
  }
  addEventListener(
    'click',
    (event) => {
      pressedAt ??= event.timeStamp
    },
    true,
  )

  // Both sides use Socket.IO: 42 and a number before a command, 43 and that number before its reply.
  const asked = new Map<string, 'watch' | 'connect'>()
  window.WebSocket = class extends WebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols)
      this.addEventListener('message', ({ data }) => {
        const [, id = ''] = String(data).match(/^43(\d+)/) ?? []
        const command = asked.get(id)
        if (command) note(`${command}Answered`)
      })
    }
    override send(data: string): void {
      const [, id = '', command] = String(data).match(/^42(\d+)\["command","stage\.(watch|connect)"/) ?? []
      if (command === 'watch' || command === 'connect') {
        asked.set(id, command)
        note(`${command}Asked`)
      }
      super.send(data)
    }
  }

  window.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(configuration?: RTCConfiguration) {
      super(configuration)
      this.addEventListener('iceconnectionstatechange', () => {
        if (this.iceConnectionState === 'connected') note('iceConnected')
      })
      this.addEventListener('connectionstatechange', () => {
        if (this.connectionState === 'connected') note('dtlsConnected')
      })
    }
  }

  window.joined = new Promise((resolve) => {
    const watched = new WeakSet<HTMLVideoElement>()
    new MutationObserver(() => {
      for (const video of document.querySelectorAll('video')) {
        if (watched.has(video)) continue
        watched.add(video)
        note('videoInserted')
        video.requestVideoFrameCallback(() => {
          note('firstFrame')
          resolve(times)
        })
      }
    }).observe(document, { childList: true, subtree: true })
  })
}
