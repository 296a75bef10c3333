import { MantineProvider } from '@mantine/core'
import { cleanup, render } from '@testing-library/react'
import { Demands } from './Demands.tsx'
import { announced } from './fakeAttendance.ts'

afterEach(cleanup)

test('the accreditors’ and the bodies’ statements are shown in their words, with their italics', () => {
  const statements = {
    accreditation: ['The Institute is accredited by the ACCME.'],
    designation: ['A maximum of 1.00 *AMA PRA Category 1 Credit(s)*™.'],
  }
  render(
    <MantineProvider>
      <Demands announced={{ ...announced, statements }} order={2} />
    </MantineProvider>,
  )
  expect(document.body.textContent).toContain('The Institute is accredited by the ACCME.')
  expect(document.body.textContent).toContain('A maximum of 1.00 AMA PRA Category 1 Credit(s)™.')
  const italics = Array.from(document.querySelectorAll('em'), (em) => em.textContent)
  expect(italics).toContain('AMA PRA Category 1 Credit(s)')
})
