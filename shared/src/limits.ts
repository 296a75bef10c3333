// How much people may write, in characters. By itself, so that a page that only shows a limit loads no validation.

// people
export const nameMax = 120
export const credentialsMax = 60
export const affiliationMax = 120

// program
export const titleMax = 200
export const summaryMax = 4000
export const trackMax = 80
/** Speakers, moderators and planners of a session, each. */
export const facultyMax = 100
/** What seemed to be commercial bias, in the reporter's words. */
export const biasReportMax = 1000
/** Of one person about one session. */
export const biasReportsEach = 100

/** Of one session; each is in its state, and in the ledger. */
export const breaksMax = 100

// stage
/** Pages of presenters on one stage, backstage included, and what one of them sends. The node's contract is sized by them. */
export const presentersMax = 64
export const producersMax = 8
/** People who watch a stage on one node; far more than a node can serve. */
export const peopleOfStageMax = 20_000
export const mediaMax = presentersMax * producersMax

// questions
export const questionMax = 500
/** Of one person in one session. */
export const questionsEach = 200
/** An answer in writing. */
export const answerMax = 2000
/** The reason for a dismissal. */
export const reasonMax = 200

// polls
/** Of one session, drafts included. */
export const pollsOfSessionMax = 200
export const promptMax = 300
export const optionMax = 200
/** An answer to an open question. */
export const openTextMax = 500

/** What is told about the right answer. */
export const feedbackMax = 1000

// credit
/** Something said to the CE office or by it: an appeal, an answer to a question of a form; the reason of an act. */
export const appealMax = 2000
export const answerToFormMax = 2000
export const officeReasonMax = 500
/** Questions of an evaluation and of a test. */
export const evaluationMax = 30
export const testMax = 50
/** Of one person at one test, where no policy sets a number: each attempt is kept, and is in the ledger. */
export const attemptsMax = 100

// booths
export const boothsMax = 1000
/** Of one exhibitor. */
export const staffMax = 200
export const boothNameMax = 80
export const categoryMax = 40
export const descriptionMax = 4000
export const linkLabelMax = 80
export const urlMax = 500
export const fileNameMax = 120
export const chatMessageMax = 1000
/** One field of what a visitor leaves, and the message among them. */
export const leadValueMax = 160
export const leadMessageMax = 1000
/** What the staff write about a lead. */
export const notesMax = 2000
