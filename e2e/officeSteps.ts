// What a CE office and its faculty press, step by step, for tests that pass through there.
import type { Page } from 'playwright-core'

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name })

/** Opens a page of the office by its tab. */
export const toTab = (page: Page, name: string): Promise<void> =>
  page.getByRole('link', { name, exact: true }).first().click()

/** Imports a file from the page of imports. `applies`: the words of the button after the preview. */
export async function importFile(
  page: Page,
  { kind, path, applies }: { kind: 'People' | 'Programme'; path: string; applies: string },
): Promise<void> {
  await toTab(page, 'Import and export')
  await page.getByRole('radio', { name: kind }).check()
  await page.getByLabel(`File with the ${kind.toLowerCase()}`).setInputFiles(path)
  await button(page, 'Show the preview').click()
  await button(page, applies).click()
  await page.getByRole('heading', { name: 'Applied' }).waitFor()
}

/** Opens a session from the programme's list. */
export async function openSession(page: Page, title: string): Promise<void> {
  await button(page, title).click()
  await page.getByRole('form', { name: 'Session', exact: true }).waitFor()
}
export async function saveSession(page: Page): Promise<void> {
  await button(page, /^Save$/).click()
  await page.getByText('Saved.').waitFor()
}
export async function closeSession(page: Page): Promise<void> {
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
}

/** Sends mails to a group from the page of mails. `to`: "1 person" */
export async function sendMails(
  page: Page,
  { fields, to }: { fields: Record<string, string>; to: string },
): Promise<void> {
  await toTab(page, 'Mail')
  await page.getByRole('tab', { name: 'Send' }).click()
  for (const [label, option] of Object.entries(fields))
    await page.getByLabel(label, { exact: true }).selectOption(option)
  await button(page, `Send to ${to} …`).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Send' }).click()
  await page.getByText('The mails are on their way').waitFor()
}

interface Form {
  part: string
  /** Of which the person is a consultant; without one there is nothing to disclose. */
  company?: string
}

/** On the person's own form. */
export async function fillInForm(page: Page, { part, company }: Form): Promise<void> {
  await page.getByRole('checkbox', { name: part }).check()
  if (company === undefined) {
    await page.getByRole('radio', { name: /have had no financial relationship/ }).check()
    return
  }
  await page.getByRole('radio', { name: /or have had, such/ }).check()
  await page.getByRole('textbox', { name: 'Company' }).fill(company)
  await page.getByRole('combobox', { name: 'Nature of the relationship' }).click()
  await page.getByRole('option', { name: 'Consultant' }).click()
}

export async function signForm(page: Page, name: string): Promise<void> {
  await page.getByRole('checkbox', { name: /I have disclosed all/ }).check()
  await page.getByRole('textbox', { name: /as your signature/ }).fill(name)
  await button(page, 'Sign the form').click()
  await page.getByText(`Signed as “${name}”`).waitFor()
}

/** On the office's page about the person: relevant, and mitigated by peer review. */
export async function decideMitigated(page: Page, company: string): Promise<void> {
  await button(page, `Decide on ${company}`).click()
  await page.getByRole('radio', { name: 'Yes, it is relevant' }).check()
  await page.getByRole('combobox', { name: 'Mitigation' }).click()
  await page.getByRole('option', { name: 'Peer review of the content' }).click()
  await button(page, 'Record the decision').click()
  await page.getByText('peer review of the content. By').first().waitFor()
}

/** A file that a link of the page downloads. */
export async function downloaded(page: Page, name: RegExp): Promise<string> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name }).first().click(),
  ])
  return download.path()
}

interface Newcomer {
  givenName: string
  /** Also the name of their mailbox at example.org. */
  familyName: string
  role: string
}

/** A new person with one role at this conference. */
export async function addPerson(page: Page, { givenName, familyName, role }: Newcomer): Promise<void> {
  await toTab(page, 'People')
  await button(page, 'New person').click()
  const dialog = page.getByRole('dialog', { name: 'New person' })
  await dialog.getByLabel('Given name').fill(givenName)
  await dialog.getByLabel('Family name').fill(familyName)
  await dialog.getByLabel('Mail address').fill(`${familyName.toLowerCase()}@example.org`)
  await dialog.getByRole('checkbox', { name: 'Clinician' }).uncheck()
  await dialog.getByRole('checkbox', { name: role }).check()
  await dialog.getByRole('button', { name: 'Add', exact: true }).click()
  await page.getByRole('heading', { level: 1, name: `${givenName} ${familyName}` }).waitFor()
}
