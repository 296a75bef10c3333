import { expect, test } from '@jest/globals'
import type { Presenter } from '@lectern/shared/stage'
import { MantineProvider } from '@mantine/core'
import { render, screen } from '@testing-library/react'
import { SilentNotice } from './SilentNotice.tsx'

const presenterWith = (producer: object): Presenter => ({
  peerId: 'p',
  personId: 'ada',
  name: 'Ada',
  credentials: '',
  onStageAt: 1,
  producers: [{ producerId: 'c', kind: 'video', source: 'camera', paused: false, ...producer }],
})
const show = (presenter: Presenter) =>
  render(
    <MantineProvider>
      <SilentNotice presenter={presenter} />
    </MantineProvider>,
  )

test('a presenter of whom nothing arrives is told so, with what to do', () => {
  show(presenterWith({ silent: true }))
  expect(screen.getByRole('alert').textContent).toMatch(
    /Your camera isn’t getting through: no one sees or hears it\..*Try another network/,
  )
})

test('nothing is said of what arrives, or of what the presenter has switched off', () => {
  show(presenterWith({}))
  show(presenterWith({ silent: true, paused: true }))
  expect(screen.queryByRole('alert')).toBeNull()
})
