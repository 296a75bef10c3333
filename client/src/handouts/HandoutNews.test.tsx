import { Notifications } from '@mantine/notifications'
import { act, cleanup, screen } from '@testing-library/react'
import { draw } from '../testing/drawPage.tsx'
import { FakeConnection } from '../testing/fakeConnection.ts'
import HandoutNews from './HandoutNews.tsx'

class Server extends FakeConnection {
  clock = 0
  answer = () => ({})
}
afterEach(cleanup)

test('whoever uploaded a file hears how the office decided', async () => {
  const server = new Server()
  await draw(
    <>
      <HandoutNews />
      <Notifications />
    </>,
    { connection: server.connection },
  )
  act(() => server.tell('handouts.reviewed', { sessionId: 'heart', status: 'returned' }))
  expect(screen.getByText(/has returned a file of yours/)).toBeTruthy()
})
