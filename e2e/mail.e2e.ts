// An invitation arrives by mail, its link signs in, and the office sees what became of it; without a mail
// server the office passes the link on.

import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { launchBrowser, visit } from './browser.ts'
import { axe } from './checks.ts'
import { linkIn, type Mailbox, openMailbox, recipientsOf } from './mailbox.ts'
import { type Product, startProduct } from './product.ts'

let mailbox: Mailbox
let withMail: Product
let without: Product
let browser: Browser

/** Sends the invitation to the only optometrist. */
async function sendInvitations(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Mail' }).click()
  await page.getByRole('tab', { name: 'Send' }).click()
  await page.getByLabel('Only people who have not signed in yet').check()
  await page.getByLabel('Profession').selectOption('Optometrist')
  await page.getByRole('button', { name: 'Send to 1 person …' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Send' }).click()
  await page.getByText('The mails are on their way').waitFor()
  await axe(page)
}

beforeAll(async () => {
  mailbox = await openMailbox()
  withMail = await startProduct({ env: mailbox.env, mediaNode: false })
  without = await startProduct({ mediaNode: false })
  browser = await launchBrowser()
}, 90_000)
afterAll(async () => {
  await browser?.close()
  await withMail?.close()
  await without?.close()
  await mailbox?.close()
})

const newcomer = {
  name: 'Ruth Adler',
  roles: ['clinician'],
  profession: 'optometrist',
  email: 'ruth@example.org',
}
test('the invitation arrives, its link signs in, and the office sees it', async () => {
  await withMail.invite(newcomer)
  const office = await visit(browser, await withMail.linkOf({ personId: 'ito' }), { path: '/office' })
  await sendInvitations(office.page)
  await office.page.getByRole('tab', { name: 'Mails' }).click()
  await office.page.getByText('Sent', { exact: true }).first().waitFor()
  await axe(office.page)
  expect(mailbox.received.map(recipientsOf)).toEqual(['"Ruth Adler" <ruth@example.org>'])

  const ruth = await visit(browser, linkIn(mailbox.received[0]!))
  await ruth.page.getByText('Ruth Adler').first().waitFor()
  await ruth.context.close()

  await office.page.getByRole('button', { name: 'Ruth Adler' }).click()
  await office.page.getByRole('dialog').getByText('Your invitation to').first().waitFor()
  await office.context.close()
})

test('a person who lost the link gets it by mail, and can end mails that nobody asked for', async () => {
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.goto(`${withMail.addresses[0]}/sign-in`)
  await page.getByLabel('Your mail address').fill('ruth@example.org')
  await page.getByRole('button', { name: 'Email me my link' }).click()
  await page.getByText('is the address of a participant').waitFor()
  await axe(page)
  await mailbox.mailTo(newcomer.email, /^Your link to/)
  const unsubscribe = /http:\/\/\S+\/unsubscribe\/\S+/.exec(mailbox.received[0]!.text!)![0]
  await page.goto(unsubscribe)
  await page.getByRole('button', { name: 'Unsubscribe' }).click()
  await page.getByRole('heading', { name: 'You have unsubscribed' }).waitFor()
  await axe(page)
  await context.close()
})

test('without a mail server the link is passed on, until it is used', async () => {
  await without.invite(newcomer)
  const office = await visit(browser, await without.linkOf({ personId: 'ito' }), { path: '/office' })
  await sendInvitations(office.page)
  await office.page.getByRole('tab', { name: 'Mails' }).click()
  await office.page.getByText('No mail server').waitFor()
  await office.page.getByRole('button', { name: 'Copy the link of Ruth Adler' }).waitFor()
  const answer = await office.page.request.get(`${without.addresses[0]}/api/office/mail`)
  const { mails } = (await answer.json()) as { mails: { link: string }[] }
  const ruth = await visit(browser, mails[0]!.link)
  await ruth.page.getByText('Ruth Adler').first().waitFor()
  await ruth.context.close()
  await office.page.reload()
  await office.page.getByText('Link used').first().waitFor()
  expect(await office.page.getByRole('button', { name: /^Copy the link/ }).count()).toBe(0)
  await office.context.close()
})
