// Makes samples/talk.mp4: a minute on heart failure, with slides, something that moves, a spoken text, and
// along the lower edge each frame's number as a strip that a program can read (e2e/media/frameCounter.ts).
// node samples/makeTalk.ts       needs chromium, and ffmpeg with flite
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { counterCells, encodeFrameNumber } from '../e2e/media/frameCounter.ts'
import { type Slide, slides } from './slides.ts'

const fps = 25
const width = 1280
const height = 720
const stripHeight = height / 18
const slideSeconds = 10
const frames = slides.length * slideSeconds * fps
const folder = mkdtempSync(join(tmpdir(), 'lectern-talk-'))

const page = ({ title, points }: Slide, index: number): string => `
<style>
  body { margin: 0; width: ${width}px; height: ${height}px; background: #f5f7f9; color: #141a21;
    font-family: "DejaVu Sans", sans-serif; }
  header { height: 14px; background: #0f5c63; }
  main { padding: 70px 90px; }
  h1 { font-size: 52px; margin: 0 0 44px; color: #0f5c63; }
  li { font-size: 31px; margin: 0 0 24px; line-height: 1.35; }
  footer { position: absolute; right: 90px; bottom: 190px; font-size: 20px; color: #66768a; }
</style>
<header></header><main><h1>${title}</h1><ul>${points.map((point) => `<li>${point}</li>`).join('')}</ul></main>
<footer>${index + 1} / ${slides.length}</footer>`

/** Two screens wide, so that it can run through without a seam: one beat every 160 pixels. */
const trace = (): string => {
  const beat = 'h40 q10 -14 20 0 h14 l5 8 l8 -62 l9 74 l6 -20 h14 q14 -22 28 0 h16'
  return `<body style="margin:0;background:#f5f7f9"><svg width="${width * 2}" height="110">
    <path d="M0 70 ${beat.repeat(16)}" fill="none" stroke="#0f5c63" stroke-width="4"/></svg>`
}

async function drawPictures(): Promise<void> {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_BIN ?? '/usr/bin/chromium',
    args: ['--no-sandbox'],
  })
  const tab = await browser.newPage({ viewport: { width, height } })
  for (const [index, slide] of slides.entries()) {
    await tab.setContent(page(slide, index))
    await tab.screenshot({ path: join(folder, `slide${index}.png`) })
  }
  await tab.setViewportSize({ width: width * 2, height: 110 })
  await tab.setContent(trace())
  await tab.screenshot({ path: join(folder, 'trace.png') })
  await browser.close()
}

function encode(): Promise<void> {
  for (const [index, { speech }] of slides.entries())
    writeFileSync(join(folder, `speech${index}.txt`), speech)
  const pictures = slides.flatMap((_, index) => [
    '-loop',
    '1',
    '-framerate',
    `${fps}`,
    '-t',
    `${slideSeconds}`,
    '-i',
    join(folder, `slide${index}.png`),
  ])
  const voices = slides.flatMap((_, index) => [
    '-f',
    'lavfi',
    '-i',
    `flite=textfile=${join(folder, `speech${index}.txt`)}:voice=slt`,
  ])
  const n = slides.length
  const each = slides.map((_, index) => index)
  const filters = [
    `${each.map((index) => `[${index}:v]`).join('')}concat=n=${n}:v=1:a=0[slides]`,
    `[slides][${2 * n}:v]overlay=x='-mod(t*160\\,${width})':y=${height - stripHeight - 130}[moving]`,
    `[${2 * n + 1}:v]scale=${width}:${stripHeight}:flags=neighbor[strip]`,
    `[moving][strip]overlay=x=0:y=${height - stripHeight}[picture]`,
    ...each.map((index) => `[${n + index}:a]aresample=48000,apad,atrim=0:${slideSeconds}[voice${index}]`),
    `${each.map((index) => `[voice${index}]`).join('')}concat=n=${n}:v=0:a=1[sound]`,
  ]
  const ffmpeg = spawn(
    'ffmpeg',
    [
      ...['-v', 'error', '-y', ...pictures, ...voices],
      ...['-loop', '1', '-framerate', `${fps}`, '-i', join(folder, 'trace.png')],
      ...[
        '-f',
        'rawvideo',
        '-pix_fmt',
        'gray',
        '-s',
        `${counterCells}x1`,
        '-framerate',
        `${fps}`,
        '-i',
        'pipe:0',
      ],
      ...[
        '-filter_complex',
        filters.join(';'),
        '-map',
        '[picture]',
        '-map',
        '[sound]',
        '-t',
        `${n * slideSeconds}`,
      ],
      ...[
        '-c:v',
        'libx264',
        '-preset',
        'slow',
        '-crf',
        '27',
        '-g',
        '50',
        '-pix_fmt',
        'yuv420p',
        '-r',
        `${fps}`,
      ],
      ...['-c:a', 'aac', '-b:a', '48k', '-ac', '1', '-movflags', '+faststart', '-fflags', '+bitexact'],
      join(import.meta.dirname, 'talk.mp4'),
    ],
    { stdio: ['pipe', 'inherit', 'inherit'] },
  )
  for (let frame = 0; frame < frames; frame++)
    ffmpeg.stdin.write(Uint8Array.from(encodeFrameNumber(frame), (cell) => cell * 255))
  ffmpeg.stdin.end()
  // It closes its input when it has all it needs.
  ffmpeg.stdin.on('error', () => undefined)
  return new Promise((resolve, reject) => {
    ffmpeg.once('close', (status) =>
      status === 0 ? resolve() : reject(new Error(`ffmpeg ended with status ${status}`)),
    )
  })
}

await drawPictures()
await encode()
rmSync(folder, { recursive: true })
