// Commands that create something carry an id made by the page; a repeat with the same id returns what exists.
// In a file of its own, so a page can use it without loading the validation.

/** For each such command, the request field that holds the id. */
export const createdIds = {
  'questions.ask': 'questionId',
  'polls.create': 'pollId',
  'program.reportBias': 'reportId',
  'crew.say': 'messageId',
  'crew.giveCue': 'cueId',
  'booths.consent': 'consentId',
  'booths.withdrawConsent': 'consentId',
  'booths.create': 'boothId',
  'booths.inviteStaff': 'staffId',
  'booths.say': 'messageId',
  'booths.reply': 'messageId',
  'health.announce': 'announcementId',
} as const
