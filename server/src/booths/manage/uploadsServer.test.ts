// Booth files over HTTP: uploads and downloads.
import { readdir } from 'node:fs/promises'
import { describe, expect, test } from '@jest/globals'
import type { ProgramClient } from '../../../../scripts/programClient.ts'
import { codeOf } from '../../testing/answers.ts'
import { createCast } from '../../testing/booths.ts'
import { pdf, png } from '../../testing/files.ts'
import { startServers } from '../../testing/servers.ts'

const server = await startServers({ servers: 2, noMistakes: true })
const { booth, learner } = createCast(server)
const organiser = await server.connect('ito')

describe('uploads', () => {
  const upload = async (
    client: ProgramClient,
    boothId: string,
    kind: string,
    name: string,
    content: Buffer,
    headers: Record<string, string> = {},
  ) => {
    const answer = await fetch(
      `${server.servers[0]!.address}/api/booths/${boothId}/files?kind=${kind}&name=${encodeURIComponent(name)}`,
      {
        method: 'POST',
        headers: { cookie: client.cookie, 'content-type': 'application/octet-stream', ...headers },
        body: new Uint8Array(content),
      },
    )
    const body = (await answer.json()) as Record<string, never> & {
      error?: { code: string; message: string }
    }
    return { status: answer.status, body, code: body.error?.code ?? 'ok' }
  }
  const download = (cookie: string, boothId: string, fileId: string) =>
    fetch(`${server.servers[1]!.address}/api/booths/${boothId}/files/${fileId}`, { headers: { cookie } })

  test('are served as their real type, inert, under any name', async () => {
    const { boothId, ann } = await booth()
    const done = await upload(ann.client, boothId, 'document', '../../etc/“price” list.html', pdf(), {
      'content-type': 'text/html',
    })
    expect([done.status, done.code]).toEqual([201, 'ok'])
    const settings = await ann.client.send('booths.myBooth', {})
    const [file] = settings.documents
    expect(file).toMatchObject({ kind: 'document', type: 'application/pdf' })
    expect(file!.name).not.toMatch(/[/\\]/)
    const { client } = await learner()
    const answer = await download(client.cookie, boothId, file!.id)
    const served = Buffer.from(await answer.arrayBuffer())
    expect([served.toString('latin1', 0, 5), served.length]).toEqual(['%PDF-', file!.bytes])
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': expect.stringMatching(/^attachment; filename\*=UTF-8''/),
      'x-content-type-options': 'nosniff',
      'content-security-policy': "sandbox; default-src 'none'",
    })
    const image = await upload(ann.client, boothId, 'image', 'logo.png', png())
    expect(image.status).toBe(201)
    const [logo] = (await ann.client.send('booths.myBooth', {})).images
    const shown = await download(client.cookie, boothId, logo!.id)
    expect(shown.headers.get('content-type')).toBe('image/png')
    expect(shown.headers.get('content-disposition')).toMatch(/^inline;/)
    expect((await client.send('booths.enterHall', {})).booths.find(({ id }) => id === boothId)?.coverId).toBe(
      logo!.id,
    )
    expect((await download('', boothId, file!.id)).status).toBe(401)
    expect((await download(client.cookie, boothId, 'nothing')).status).toBe(404)
    expect((await download(client.cookie, 'meridian', file!.id)).status).toBe(404)
  })

  test('of another kind, with a script, or too large are refused, and leave nothing behind', async () => {
    const { boothId, ann } = await booth()
    const before = await readdir(server.uploads)
    const attempt = async (kind: string, content: Buffer) =>
      (await upload(ann.client, boothId, kind, 'file.pdf', content)).code
    expect(await attempt('document', Buffer.from('<html><script>alert(1)</script></html>'))).toBe(
      'file_refused',
    )
    expect(await attempt('document', Buffer.from('<svg onload="alert(1)"/>'))).toBe('file_refused')
    expect(await attempt('image', Buffer.from('<svg onload="alert(1)"/>'))).toBe('file_refused')
    expect(await attempt('document', pdf('/OpenAction << /S /JavaScript /JS (app.alert(1)) >>'))).toBe(
      'file_refused',
    )
    expect(await attempt('document', Buffer.alloc(0))).toBe('file_refused')
    expect(await attempt('image', png([['tEXt', Buffer.alloc(2 * 1024 * 1024)]]))).toBe('too_large')
    expect(await attempt('image', png([['tEXt', Buffer.alloc(1024 * 1024)]]))).toBe('ok')
    expect(await attempt('document', pdf(`/Title (${'x'.repeat(10 * 1024 * 1024)})`))).toBe('too_large')
    expect(await attempt('video', pdf())).toBe('invalid_request')
    expect((await readdir(server.uploads)).length).toBe(before.length + 1)
  })

  test('as a logo or cover are shown on the floor; a new one replaces the one before', async () => {
    const { boothId, ann } = await booth()
    const { client } = await learner()
    const files = (await readdir(server.uploads)).length
    const sides = { logo: 0, cover: 0 }
    for (const kind of ['logo', 'cover'] as const)
      for (const side of [2, 3]) {
        const { code } = await upload(ann.client, boothId, kind, `${kind}.png`, png([], side, side))
        expect([kind, code]).toEqual([kind, 'ok'])
        sides[kind] = side
      }
    const { logo, cover, images } = await ann.client.send('booths.myBooth', {})
    expect(images).toEqual([])
    expect((await readdir(server.uploads)).length).toBe(files + 2)
    const summary = (await client.send('booths.enterHall', {})).booths.find(({ id }) => id === boothId)
    expect(summary).toMatchObject({ logoId: logo!.id, coverId: cover!.id })
    const shown = await download(client.cookie, boothId, logo!.id)
    const content = Buffer.from(await shown.arrayBuffer())
    // A PNG's width.
    expect([shown.headers.get('content-disposition'), content.readUInt32BE(16)]).toEqual([
      expect.stringMatching(/^inline;/),
      sides.logo,
    ])
    const { version } = await ann.client.send('booths.myBooth', {})
    await organiser.send('booths.permit', { boothId, version, open: true, editable: ['documents'] })
    const refused = await upload(ann.client, boothId, 'logo', 'logo.png', png())
    expect(refused.code).toBe('forbidden')
    expect(await codeOf(ann.client.send('booths.removeFile', { boothId, fileId: logo!.id }))).toBe(
      'forbidden',
    )
    await organiser.send('booths.removeFile', { boothId, fileId: logo!.id })
    expect((await ann.client.send('booths.myBooth', {})).logo).toBeNull()
  })

  test('are for organisers, and for the booth’s staff if the organiser permits', async () => {
    const [mine, other] = [await booth(), await booth()]
    const { boothId } = mine
    const { client } = await learner()
    const attempt = async (by: ProgramClient) => (await upload(by, boothId, 'document', 'a.pdf', pdf())).code
    expect(await attempt(client)).toBe('forbidden')
    expect(await attempt(other.ann.client)).toBe('forbidden')
    expect(await attempt(organiser)).toBe('ok')
    const { version } = await mine.ann.client.send('booths.myBooth', {})
    await organiser.send('booths.permit', { boothId, version, open: true, editable: ['images'] })
    expect(await attempt(mine.ann.client)).toBe('forbidden')
    expect(await attempt(organiser)).toBe('ok')
    const [file] = (await mine.ann.client.send('booths.myBooth', {})).documents
    const remove = (by: ProgramClient) => codeOf(by.send('booths.removeFile', { boothId, fileId: file!.id }))
    expect(await remove(mine.ann.client)).toBe('forbidden')
    expect(await remove(organiser)).toBe('ok')
    expect(await remove(organiser)).toBe('not_found')
    expect((await download(organiser.cookie, boothId, file!.id)).status).toBe(404)
    expect(await readdir(server.uploads)).not.toContain(file!.id)
  })

  test('that are repeated, in turn or at once, are stored once, and another file of the same name is stored as well', async () => {
    const { boothId, ann, ben } = await booth()
    const before = (await readdir(server.uploads)).length
    const send = (by: ProgramClient, name: string, content = pdf()) =>
      upload(by, boothId, 'document', name, content).then(({ code }) => code)
    expect(await send(ann.client, 'dose.pdf')).toBe('ok')
    const again = [ann, ben, ann, ben].map(({ client }) => send(client, 'dose.pdf'))
    expect(await Promise.all(again)).toEqual(['ok', 'ok', 'ok', 'ok'])
    const [file, ...others] = (await ann.client.send('booths.myBooth', {})).documents
    expect(others).toEqual([])
    expect(file).not.toHaveProperty('digest')
    expect((await readdir(server.uploads)).length).toBe(before + 1)
    expect(await send(ann.client, 'dose.pdf', pdf('/Title (second edition)'))).toBe('ok')
    expect(await send(ann.client, 'other.pdf')).toBe('ok')
    expect((await ann.client.send('booths.myBooth', {})).documents).toHaveLength(3)
    // A removed file can be uploaded again.
    await ann.client.send('booths.removeFile', { boothId, fileId: file!.id })
    expect(await send(ann.client, 'dose.pdf')).toBe('ok')
    expect((await ann.client.send('booths.myBooth', {})).documents).toHaveLength(3)
  })

  test('whose sender loses the job meanwhile are refused', async () => {
    const { boothId, exhibitorId, ann } = await booth()
    const before = await readdir(server.uploads).catch(() => [])
    const content = pdf()
    let send: ReadableStreamDefaultController<Uint8Array>
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        send = controller
        send.enqueue(content.subarray(0, 20))
      },
    })
    const answer = fetch(
      `${server.servers[0]!.address}/api/booths/${boothId}/files?kind=document&name=a.pdf`,
      { method: 'POST', headers: { cookie: ann.client.cookie }, body, duplex: 'half' } as RequestInit,
    )
    // By now the upload has been admitted.
    await codeOf(ann.client.send('booths.desk', { boothId }))
    await server.invite({
      id: ann.staffId,
      name: 'Ann',
      roles: ['exhibitor'],
      exhibitorId: `${exhibitorId}-other`,
    })
    send!.enqueue(content.subarray(20))
    send!.close()
    expect((await answer).status).toBe(403)
    expect(await readdir(server.uploads).catch(() => [])).toEqual(before)
  })

  test('are limited in number, even if many come at once', async () => {
    const { boothId, ann, ben } = await booth()
    const before = (await readdir(server.uploads)).length
    const codes = await Promise.all(
      Array.from({ length: 12 }, (_, i) =>
        upload([ann, ben][i % 2]!.client, boothId, 'image', `${i}.png`, png()).then(({ code }) => code),
      ),
    )
    expect(codes.filter((code) => code === 'ok')).toHaveLength(8)
    expect(codes.filter((code) => code === 'conflict')).toHaveLength(4)
    expect((await ann.client.send('booths.myBooth', {})).images).toHaveLength(8)
    expect((await readdir(server.uploads)).length).toBe(before + 8)
  })
})
