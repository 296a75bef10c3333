import { expect, test } from '@jest/globals'
import sharp from 'sharp'
import { jpeg, pdf, png, webp } from '../testing/files.ts'
import { checkImage } from './checkImage.ts'
import { UnfitFile } from './unfitFile.ts'

const text = (content: string) => Buffer.from(content, 'latin1')
const secret = '<script>alert(1)</script>'

test.each<[string, Buffer, string]>([
  ['a PNG', png(), 'image/png'],
  ['a JPEG', jpeg(), 'image/jpeg'],
  ['a WebP', webp(), 'image/webp'],
])('%s stays what it is, and its pixels can be read', async (_what, uploaded, type) => {
  const checked = await checkImage(uploaded, 'image')
  expect(checked.type).toBe(type)
  expect(await sharp(checked.content).metadata()).toMatchObject({ width: 2, height: 2 })
})

test.each<[string, Buffer]>([
  ['a comment of a PNG', png([['tEXt', text(`Comment\0${secret}`)]])],
  ['a comment of a JPEG', jpeg(secret)],
  ['something behind a PNG', Buffer.concat([png(), text(secret)])],
  ['something behind a JPEG', Buffer.concat([jpeg(), text(secret)])],
  ['something behind a WebP', Buffer.concat([webp(), text(secret)])],
  ['a PDF behind a PNG', Buffer.concat([png(), pdf(`/Title (${secret})`)])],
])('%s is not kept', async (_what, uploaded) => {
  const { content } = await checkImage(uploaded, 'image')
  expect(content.toString('latin1')).not.toContain(secret)
  expect(content.toString('latin1')).not.toContain('%PDF')
})

const animated = () => {
  const picture = (background: string) =>
    sharp({ create: { width: 2, height: 2, channels: 3, background } })
      .png()
      .toBuffer()
  return Promise.all(['white', 'black'].map(picture)).then((all) => sharp(all, { join: { animated: true } }))
}

test('of an animation the first picture is kept; a GIF is refused as what it is', async () => {
  const control = Buffer.from([0, 0, 0, 1, 0, 0, 0, 0])
  const apng = await checkImage(png([['acTL', control]]), 'image')
  expect(apng.type).toBe('image/png')
  expect(apng.content.includes('acTL')).toBe(false)
  const { type, content } = await checkImage(await (await animated()).webp().toBuffer(), 'image')
  expect(type).toBe('image/webp')
  const kept = await sharp(content).metadata()
  expect([kept.width, kept.height, kept.pages ?? 1]).toEqual([2, 2, 1])
  await expect(checkImage(await (await animated()).gif().toBuffer(), 'image')).rejects.toThrow(
    /^This is a GIF\./,
  )
})

test('a photograph’s location is removed, and it stands upright', async () => {
  const photograph = await sharp({ create: { width: 40, height: 20, channels: 3, background: 'white' } })
    .withExif({ IFD0: { Copyright: 'somebody' } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer()
  const { content } = await checkImage(photograph, 'image')
  const kept = await sharp(content).metadata()
  expect(kept).toMatchObject({ width: 20, height: 40 })
  expect(kept.exif).toBeUndefined()
})

test('a large image is made smaller', async () => {
  const { content } = await checkImage(png([], 5000, 100), 'image')
  expect(await sharp(content).metadata()).toMatchObject({ width: 2400, height: 48 })
})

test.each<[string, Buffer, RegExp]>([
  ['nothing at all', Buffer.alloc(0), /PNG, JPEG or WebP/],
  ['a document', pdf(), /PNG, JPEG or WebP/],
  [
    'an SVG',
    text('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
    /PNG, JPEG or WebP/,
  ],
  ['a page', text(`<!doctype html>${secret}`), /PNG, JPEG or WebP/],
  ['a program', text('#!/bin/sh\nrm -rf /\n'), /PNG, JPEG or WebP/],
  ['a GIF', text('GIF89a;'), /PNG, JPEG or WebP/],
  ['a RIFF that is no WebP', text('RIFF\x10\0\0\0WAVEfmt 0000000000'), /PNG, JPEG or WebP/],
  ['a PNG that was cut off', png().subarray(0, 45), /damaged/],
  ['a JPEG that was cut off', jpeg().subarray(0, 200), /damaged/],
  ['a PNG whose header promises 20,000 × 20,000 pixels', png([], 20_000, 20_000), /20000 × 20000 pixels/],
])('%s is refused', async (_what, uploaded, words) => {
  const refusal = await checkImage(uploaded, 'image').catch((error: unknown) => error)
  expect(refusal).toBeInstanceOf(UnfitFile)
  expect((refusal as UnfitFile).message).toMatch(words)
})

const drawn = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: 'teal' } })
    .jpeg()
    .toBuffer()

test.each([
  [4000, 3000],
  [40, 900],
  [1, 1],
])('a face of %d × %d pixels becomes a small square', async (width, height) => {
  const { type, content } = await checkImage(await drawn(width, height), 'face')
  expect(type).toBe('image/webp')
  expect(await sharp(content).metadata()).toMatchObject({ format: 'webp', width: 256, height: 256 })
})

test('a logo keeps its proportions and its transparency', async () => {
  const transparent = { r: 0, g: 0, b: 0, alpha: 0 }
  const logo = await sharp({ create: { width: 2000, height: 500, channels: 4, background: transparent } })
    .webp()
    .toBuffer()
  const { type, content } = await checkImage(logo, 'logo')
  expect(type).toBe('image/png')
  expect(await sharp(content).metadata()).toMatchObject({ width: 512, height: 128, hasAlpha: true })
  expect(await sharp((await checkImage(png(), 'logo')).content).metadata()).toMatchObject({ width: 2 })
})
