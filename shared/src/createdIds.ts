// Commands that create something bear an id that the page makes: sent again with the same id, they answer with what stands.
// By themselves, so that a page that sends them loads no validation.

/** The field of each such command's request that holds the id. */
export const createdIds = {
  'questions.ask': 'questionId',
  'polls.create': 'pollId',
  'program.reportBias': 'reportId',
  'booths.consent': 'consentId',
  'booths.withdrawConsent': 'consentId',
  'booths.create': 'boothId',
  'booths.inviteStaff': 'staffId',
  'booths.say': 'messageId',
  'booths.reply': 'messageId',
} as const
