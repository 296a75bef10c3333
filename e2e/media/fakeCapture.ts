// The sample talk for Chromium's fake camera and microphone: y4m keeps its frame rate, wav.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const talkFile = fileURLToPath(new URL('../../samples/talk.mp4', import.meta.url))

export interface FakeCapture {
  videoPath: string
  audioPath: string
}

/** Made once per version of the talk and form: `seconds` of it, in a loop. */
export function makeFakeCapture(
  options: { width?: number; fps?: number; seconds?: number } = {},
): FakeCapture {
  // Half the usual rate: tests run several cameras on few cores, and every frame is drawn, sent and read.
  const { width = 640, fps = 12, seconds = 12 } = options
  const hash = createHash('sha256').update(readFileSync(talkFile)).digest('hex').slice(0, 12)
  const folder = join(tmpdir(), 'lectern-fake-capture')
  mkdirSync(folder, { recursive: true })
  const base = join(folder, `${hash}-${width}-${fps}-${seconds}`)
  const make = (file: string, args: string[]): string => {
    if (existsSync(file)) return file
    const next = `${file}.${process.pid}${file.slice(file.lastIndexOf('.'))}`
    execFileSync('ffmpeg', ['-v', 'error', '-y', '-t', `${seconds}`, '-i', talkFile, ...args, next])
    renameSync(next, file)
    return file
  }
  return {
    videoPath: make(`${base}.y4m`, ['-an', '-vf', `fps=${fps},scale=${width}:-2`, '-pix_fmt', 'yuv420p']),
    audioPath: make(`${base}.wav`, ['-vn', '-ar', '48000', '-ac', '1']),
  }
}
