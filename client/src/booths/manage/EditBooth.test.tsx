import type { BoothSettings } from '@lectern/shared/booths'
import { act, cleanup, screen, within } from '@testing-library/react'
import { useState } from 'react'
import { draw, nextTurn, text, violations } from '../../testing/drawPage.tsx'
import { FakeBooths, refusal, settings } from '../fakeBooths.ts'
import { EditBooth } from './EditBooth.tsx'
import type { Upload } from './uploadFile.ts'

let server: FakeBooths
/** What the server has, which a colleague may change. */
let stored: BoothSettings
const uploads: { name: string; progress: (share: number) => void }[] = []
let upload: Upload

function Page({ isOrganiser }: { isOrganiser: boolean }) {
  const [shown, setShown] = useState(stored)
  return (
    <>
      <h1>Edit</h1>
      <EditBooth
        settings={shown}
        isOrganiser={isOrganiser}
        onSettings={setShown}
        onReload={async () => setShown(stored)}
        upload={(...given) => upload(...given)}
      />
    </>
  )
}

async function page(isOrganiser = false) {
  stored = settings
  server = new FakeBooths({
    'booths.edit': ({ content }) => {
      const changed = Object.fromEntries(Object.entries(content).filter(([, value]) => value !== undefined))
      stored = { ...stored, ...changed, version: stored.version + 1 }
      return stored
    },
    'booths.removeFile': () => ({ ...stored, documents: [] }),
  })
  return draw(<Page isOrganiser={isOrganiser} />, { connection: server.connection })
}
const press = (name: string | RegExp) => screen.getByRole('button', { name })
const field = (name: string) => screen.getByRole('textbox', { name })
const preview = () => within(screen.getByRole('region', { name: 'As visitors see it' }))
const pdf = (size = 10) => new File(['x'.repeat(size)], 'New.pdf', { type: 'application/pdf' })

afterEach(() => {
  uploads.length = 0
  cleanup()
})

test('staff change what the organiser lets them, and see it as visitors will', async () => {
  const { user } = await page()
  expect(screen.queryByRole('textbox', { name: 'Name' })).toBeNull()
  expect(text()).toContain('Only organisers can change the name and categories.')
  await user.clear(field('Description'))
  await user.type(field('Description'), 'New words.')
  expect(preview().getByText('New words.')).toBeTruthy()
  expect(text()).toContain('Not saved yet.')
  await user.click(press('Save'))
  expect(server.requests('booths.edit')).toEqual([
    { boothId: 'meridian', version: 1, content: { description: 'New words.' } },
  ])
  expect(text()).toContain('Saved. Visitors see it now.')
  expect(await violations()).toEqual([])
})

test('organisers change everything', async () => {
  const { user } = await page(true)
  await user.type(field('Name'), ' AG')
  await user.click(press('Save'))
  expect(server.requests('booths.edit')[0]?.content).toEqual({ name: 'Meridian Imaging AG' })
})

test('a link that is not whole is told, and the field has the focus', async () => {
  const { user } = await page()
  await user.click(press('Add link'))
  await user.type(field('Link text 2'), 'Home')
  await user.type(field('URL 2'), 'http://meridian.example')
  await user.click(press('Save'))
  expect(text()).toContain('Give a whole address that begins with https://')
  expect(document.activeElement).toBe(field('URL 2'))
  expect(server.requests('booths.edit')).toEqual([])
  await user.click(press('Remove link 2'))
  expect(screen.queryByRole('textbox', { name: 'Link text 2' })).toBeNull()
})

test('opening hours are a range of days in the own zone, the same every day', async () => {
  const { user } = await page()
  await user.click(press('Add hours'))
  await user.click(press('Save'))
  expect(text()).toContain('Choose a day, and when it opens and closes.')
  await user.type(screen.getByLabelText('First day 1'), '2026-02-03')
  await user.type(screen.getByLabelText('Last day 1'), '2026-02-05')
  await user.click(press('Save'))
  expect(server.requests('booths.edit')[0]?.content).toEqual({
    hours: [3, 4, 5].map((day) => ({
      from: new Date(2026, 1, day, 9).getTime(),
      to: new Date(2026, 1, day, 17).getTime(),
    })),
  })
})

test('a colleague who was faster is not overwritten unasked', async () => {
  const { user } = await page()
  await user.type(field('Description'), ' Mine.')
  stored = { ...settings, description: 'Theirs.', version: 2 }
  server.refusals['booths.edit'] = [refusal('stale')]
  await user.click(press('Save'))
  await nextTurn()
  expect(screen.getByRole('alert').textContent).toContain(
    'Someone else changed this booth while you were writing',
  )
  await user.click(press('Save mine over theirs'))
  expect(server.requests('booths.edit').at(-1)).toMatchObject({
    version: 2,
    content: { description: 'Echocardiography systems. Mine.' },
  })
})

test('theirs may be taken instead', async () => {
  const { user } = await page()
  await user.type(field('Description'), ' Mine.')
  stored = { ...settings, description: 'Theirs.', version: 2 }
  server.refusals['booths.edit'] = [refusal('stale')]
  await user.click(press('Save'))
  await nextTurn()
  await user.click(press('Use theirs'))
  expect((field('Description') as HTMLTextAreaElement).value).toBe('Theirs.')
  expect(screen.queryByRole('alert')).toBeNull()
})

test('what was refused is kept', async () => {
  const { user } = await page()
  await user.type(field('Description'), ' More.')
  server.refusals['booths.edit'] = [refusal('no_answer', 'The server did not answer.')]
  await user.click(press('Save'))
  expect(screen.getByRole('alert').textContent).toContain('What you wrote is kept here.')
  expect((field('Description') as HTMLTextAreaElement).value).toContain('More.')
})

describe('files', () => {
  test('are sent with their progress, and are at the booth at once', async () => {
    const { promise, resolve } = Promise.withResolvers<BoothSettings>()
    upload = (_boothId, _kind, { name }, progress) => {
      uploads.push({ name, progress })
      return promise
    }
    const { user } = await page()
    await user.upload(screen.getByLabelText('Documents file'), pdf())
    act(() => uploads[0]!.progress(0.42))
    expect(screen.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('42')
    expect(text()).toContain('Uploading New.pdf: 42%')
    resolve({
      ...settings,
      version: 2,
      documents: [{ ...settings.documents[0]!, id: 'd2', name: 'New.pdf' }],
    })
    await nextTurn()
    expect(text()).toContain('New.pdf is at the booth now.')
    expect(press('Remove New.pdf')).toBeTruthy()
    // The file has made a new version: what is written meanwhile is still to be saved over it.
    await user.type(field('Description'), ' More.')
    await user.click(press('Save'))
    expect(server.requests('booths.edit')[0]?.version).toBe(2)
  })

  test('such as a logo replace the one before, and are shown in the preview', async () => {
    upload = async (_boothId, kind, { name }) => {
      stored = {
        ...stored,
        version: stored.version + 1,
        [kind]: { ...settings.images[0]!, id: `${kind}-2`, kind, name },
      }
      return stored
    }
    const { user, container } = await page()
    const picture = new File(['x'], 'Logo.png', { type: 'image/png' })
    await user.upload(screen.getByLabelText('Logo file'), picture)
    await nextTurn()
    expect(text()).toContain('Logo.png is at the booth now.')
    expect(press('Replace logo')).toBeTruthy()
    await user.upload(screen.getByLabelText('Cover file'), picture)
    await nextTurn()
    expect(container.querySelector('.booth-preview .booth-cover img')?.getAttribute('src')).toBe(
      '/api/booths/meridian/files/cover-2',
    )
    expect(await violations()).toEqual([])
  })

  test('that are refused say what is allowed', async () => {
    upload = async () => {
      throw refusal('file_refused', 'This is not a PDF document.')
    }
    const { user } = await page()
    await user.upload(screen.getByLabelText('Documents file'), pdf())
    await nextTurn()
    expect(screen.getByRole('alert').textContent).toBe(
      'New.pdf was not uploaded. This is not a PDF document.',
    )
  })

  test('that are too large or of another kind are not sent at all', async () => {
    upload = async () => {
      throw new Error('nothing should be sent')
    }
    const { user } = await page()
    const large = new File([new Uint8Array(2 * 1024 * 1024 + 1)], 'Large.png', { type: 'image/png' })
    await user.upload(screen.getByLabelText('Gallery file'), large)
    expect(screen.getByRole('alert').textContent).toContain('Allowed: PNG, JPEG or WebP, up to 2 MB.')
    const empty = new File([], 'Empty.pdf', { type: 'application/pdf' })
    await user.upload(screen.getByLabelText('Documents file'), empty)
    expect(text()).toContain('This file is empty.')
  })

  test('are removed', async () => {
    const { user } = await page()
    await user.click(press('Remove Brochure.pdf'))
    expect(server.requests('booths.removeFile')).toEqual([{ boothId: 'meridian', fileId: 'd1' }])
    expect(text()).toContain('Brochure.pdf was removed.')
  })
})
