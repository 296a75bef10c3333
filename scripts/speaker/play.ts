// Plays a recording into a session as its speaker: ffmpeg sends SRTP to the stage's ingest.
import { type ChildProcess, spawn } from 'node:child_process'
import type { Ingest, RtpTarget } from '@lectern/shared/stage'
import type { ProgramClient } from '../programClient.ts'

export interface PlayOptions {
  file: string
  sessionId: string
  /** Signed in as a speaker of the session. */
  client: ProgramClient
  /** Repeats until stopped. */
  loop?: boolean
  /**
   * Frames between keyframes: a joining viewer waits for the next, since ffmpeg answers no keyframe request.
   */
  keyframeInterval?: number
}

export interface Playing {
  peerId: string
  /** Resolves at the end of the recording, or when stopped; rejects with ffmpeg's output if it fails. */
  finished: Promise<void>
  stop(): Promise<void>
}

/** Upper bound for video, in bits per second. */
const videoBitrate = 1_200_000
/** RTP packets that fit any path. */
const packetBytes = 1200

const destination = ({ host, port, rtcpPort }: RtpTarget): string =>
  `srtp://${host}:${port}?rtcpport=${rtcpPort}&pkt_size=${packetBytes}`

export function ffmpegArguments(
  { file, loop, keyframeInterval = 25 }: Pick<PlayOptions, 'file' | 'loop' | 'keyframeInterval'>,
  ingest: Ingest,
): string[] {
  const numbers = ({ payloadType, ssrc, srtpKey }: RtpTarget) => [
    ...['-payload_type', `${payloadType}`, '-ssrc', `${ssrc}`],
    ...['-srtp_out_suite', 'AES_CM_128_HMAC_SHA1_80', '-srtp_out_params', srtpKey],
  ]
  const { audio, video } = ingest
  return [
    ...[
      '-hide_banner',
      '-loglevel',
      'error',
      '-nostdin',
      '-re',
      ...(loop ? ['-stream_loop', '-1'] : []),
      '-i',
      file,
    ],
    ...(video
      ? [
          ...[
            '-map',
            '0:v:0',
            '-an',
            '-c:v',
            'libvpx',
            '-deadline',
            'realtime',
            '-cpu-used',
            '8',
            '-pix_fmt',
            'yuv420p',
          ],
          ...['-b:v', `${videoBitrate}`, '-maxrate', `${videoBitrate}`, '-bufsize', `${videoBitrate / 2}`],
          ...[
            '-g',
            `${keyframeInterval}`,
            '-error-resilient',
            '1',
            ...numbers(video),
            '-f',
            'rtp',
            destination(video),
          ],
        ]
      : []),
    ...(audio
      ? [
          ...['-map', '0:a:0', '-vn', '-c:a', 'libopus', '-application', 'voip', '-ar', '48000', '-ac', '2'],
          ...['-b:a', '48k', '-frame_duration', '20', ...numbers(audio), '-f', 'rtp', destination(audio)],
        ]
      : []),
  ]
}

/** Which kinds of stream a file has. Throws ffprobe's message for an unreadable file. */
function streamsOf(file: string): Promise<{ audio: boolean; video: boolean }> {
  const probe = spawn('ffprobe', [
    '-v',
    'error',
    '-show_entries',
    'stream=codec_type',
    '-of',
    'csv=p=0',
    file,
  ])
  return new Promise((resolve, reject) => {
    let printed = ''
    let complaint = ''
    probe.stdout.on('data', (data) => {
      printed += data
    })
    probe.stderr.on('data', (data) => {
      complaint += data
    })
    probe.once('error', reject)
    probe.once('close', (status) => {
      if (status !== 0) return reject(new Error(`${file} cannot be played: ${complaint.trim()}`))
      resolve({ audio: printed.includes('audio'), video: printed.includes('video') })
    })
  })
}

const ended = (child: ChildProcess, isStopped: () => boolean): Promise<void> =>
  new Promise((resolve, reject) => {
    let complaint = ''
    child.stderr?.on('data', (data) => {
      complaint += data
    })
    child.once('error', reject)
    child.once('close', (status) =>
      status === 0 || isStopped()
        ? resolve()
        : reject(new Error(`ffmpeg ended with status ${status}: ${complaint.trim()}`)),
    )
  })

export async function play(options: PlayOptions): Promise<Playing> {
  const { file, sessionId, client } = options
  const streams = await streamsOf(file)
  const ingest = await client.send('stage.ingest', { sessionId, ...streams })
  const child = spawn('ffmpeg', ffmpegArguments(options, ingest), { stdio: ['ignore', 'ignore', 'pipe'] })
  let stopped = false
  const finished = ended(child, () => stopped)
  // Nobody has to wait for the end.
  finished.catch(() => undefined)
  return {
    peerId: ingest.peerId,
    finished,
    async stop() {
      stopped = true
      child.kill('SIGTERM')
      await finished.catch(() => undefined)
      await client.send('stage.leave', { peerId: ingest.peerId }).catch(() => undefined)
    },
  }
}
