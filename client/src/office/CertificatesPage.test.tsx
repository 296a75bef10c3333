import type { Design, Template, TemplatePreview } from '@lectern/shared/certificateDesign'
import { cleanup, screen, waitFor } from '@testing-library/react'
import { drawAt, text } from '../testing/drawAt.tsx'
import { nextTurn, violations } from '../testing/drawPage.tsx'
import { FakeHttp } from '../testing/fakeHttp.ts'
import CertificatesPage from './CertificatesPage.tsx'
import CertificateTemplatePage from './CertificateTemplatePage.tsx'

const design: Design = {
  country: '',
  signerName: '',
  signerTitle: '',
  logo: null,
  signature: null,
  bodies: [
    { policyId: 'ama', title: 'AMA PRA Category 1 Credit™', savedAt: Date.UTC(2026, 2, 2) },
    { policyId: 'ancc', title: 'NCPD contact hours', savedAt: null },
  ],
}
const template: Template = {
  policyId: 'ama',
  title: 'AMA PRA Category 1 Credit™',
  source: '#name',
  shipped: '#name #facts',
  version: 2,
  required: ['name', 'facts'],
}
const good: TemplatePreview = { svg: '<svg/>', problems: [] }

let server: FakeHttp
beforeEach(() => {
  server = new FakeHttp()
})
afterEach(cleanup)

test('the signer and the country are saved, and the country says which paper', async () => {
  server.answers['GET /api/office/certificates'] = design
  const { user } = await drawAt(
    server,
    '/provider/certificates',
    '/provider/certificates',
    <CertificatesPage />,
  )
  expect(text()).toContain('Certificates are printed on A4.')
  expect(text()).toContain('your own, saved on')
  expect(text()).toContain('as shipped')
  await user.type(screen.getByRole('textbox', { name: 'Name of the signer' }), 'Hana Ito')
  await user.type(screen.getByRole('combobox', { name: 'Country of the provider' }), 'United States')
  await user.click(screen.getByRole('option', { name: 'United States', hidden: true }))
  expect(text()).toContain('Certificates are printed on Letter.')
  server.answers['PUT /api/office/certificates'] = { ...design, country: 'US', signerName: 'Hana Ito' }
  await user.click(screen.getByRole('button', { name: 'Save' }))
  await nextTurn()
  expect(server.bodies('PUT /api/office/certificates')).toEqual([
    { country: 'US', signerName: 'Hana Ito', signerTitle: '' },
  ])
  expect(text()).toContain('Saved.')
  expect(await violations()).toEqual([])
})

const templatePage = () =>
  drawAt(
    server,
    '/provider/certificates/:policyId',
    '/provider/certificates/ama',
    <CertificateTemplatePage />,
  )

test('a template is previewed with the longest name and in any script', async () => {
  server.answers['GET /api/office/certificates/templates/ama'] = template
  server.answers['POST /api/office/certificates/templates/ama/preview'] = good
  const { user } = await templatePage()
  await waitFor(() => expect(screen.getByRole('img', { name: /Maximiliane von und zu/ })).toBeTruthy())
  await user.selectOptions(screen.getByRole('combobox', { name: 'Name in' }), 'Thai')
  await waitFor(() => expect(screen.getByRole('img', { name: /สมชาย/ })).toBeTruthy())
  expect(await violations()).toEqual([])
})

test('the line that is wrong is shown with its mistake', async () => {
  server.answers['GET /api/office/certificates/templates/ama'] = { ...template, source: 'One\n#nmae' }
  server.answers['POST /api/office/certificates/templates/ama/preview'] = {
    svg: null,
    problems: [{ message: 'unknown variable: nmae', line: 2 }],
  }
  await templatePage()
  await waitFor(() => expect(text()).toContain('Line 2: unknown variable: nmae#nmae'))
  expect(await violations()).toEqual([])
})

test('what is wrong with a template is listed with its line, and a refused one is kept on the page', async () => {
  server.answers['GET /api/office/certificates/templates/ama'] = template
  server.answers['POST /api/office/certificates/templates/ama/preview'] = {
    svg: null,
    problems: [{ message: 'unknown variable: nmae', line: 3 }],
  }
  const { user } = await templatePage()
  await waitFor(() => expect(text()).toContain('Line 3: unknown variable: nmae'))
  server.refuse('PUT /api/office/certificates/templates/ama', 'template_refused', 'It leaves out #name.')
  await user.click(screen.getByRole('button', { name: 'Save' }))
  await nextTurn()
  expect(text()).toContain('It leaves out #name. What you wrote is kept here.')
  server.answers['DELETE /api/office/certificates/templates/ama'] = {
    ...template,
    source: template.shipped,
    version: 0,
  }
  await user.click(screen.getByRole('button', { name: 'Back to the shipped template' }))
  await nextTurn()
  expect(screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Template' }).value).toBe(template.shipped)
})
