// How much people may write, in characters. In a file of its own, so a page that only shows a limit loads no
// validation.

// conference
/** How to reach the organiser: an email address, a telephone number. */
export const contactMax = 160

// people
export const nameMax = 120
export const credentialsMax = 60
/** The name as certificates print it, credentials included. */
export const printedNameMax = nameMax + 2 + credentialsMax
export const affiliationMax = 120
/** RFC 5321: the longest address that can be sent to. */
export const mailAddressMax = 254
/** State licences of one person. */
/** Characters of a discipline, and of the name of a company that recruits. */
export const disciplineMax = 120
/** Disciplines that an activity is accredited for, of one profession. */
export const disciplinesMax = 200
export const licencesMax = 10
/** Entries in the history of changes to one person; the oldest go first. */
export const historyMax = 200
/** People shown at once in the office's list. */
export const peoplePageMax = 100
/** Groups of probable duplicates shown at once. */
export const duplicatesMax = 200
/** People who may register themselves for one conference. */
export const registrationsMax = 100_000

// program
export const titleMax = 200
export const summaryMax = 4000
export const trackMax = 80
/** Of a conference. */
export const sessionsMax = 1000
export const tracksMax = 50
/** Sessions that are submitted or approved by one request. */
export const reviewedAtOnceMax = 500
/** Sessions made from one rule: four years of weeks. */
export const seriesMax = 208
/** One learning objective, and how many a session has. */
export const objectiveMax = 400
export const objectivesMax = 20
/** Spoken in one session. */
export const languagesMax = 12
/** Sessions of a conference that can be restored after they were removed. */
export const removedMax = 200
/** Earlier plans of a session, to tell what has changed since one of them. */
export const earlierPlansMax = 10
/** Speakers, moderators and planners of a session, each. */
export const facultyMax = 100
/** Sessions in one person’s own agenda. */
export const agendaMax = 500
/** What the reporter found to be commercial bias; what the office found and did. */
export const biasReportMax = 1000
/** Per person and session. */
export const biasReportsEach = 100

/** Per session; each break is in its state and in the ledger. */
export const breaksMax = 100

// stage
/** Presenters' pages on one stage, backstage included. The node's contract depends on it. */
export const presentersMax = 64
export const producersMax = 8
/** Stretches of one person's time on stage; beyond it, the two with the shortest pause between become one. */
export const stageStretchesMax = 200
/** Viewers of a stage on one node; far more than a node can serve. */
export const peopleOfStageMax = 20_000
export const mediaMax = presentersMax * producersMax
/** How long a peer that was prepared before its person asked to watch waits to be used, in ms. */
export const preparedMs = 20_000

// disclosures
/** In one form. */
export const relationshipsMax = 40
/** Versions of one person's form. */
export const formsMax = 60
/** Everything ever signed, withdrawn or decided about one person. */
export const disclosureActsMax = 1000

// commercial support
/** Of one conference. */
export const agreementsMax = 200
/** Activities that one agreement gives something to. */
export const allocationsMax = 60
/** Sessions that one agreement names for one activity. */
export const sessionsOfSupportMax = 200
/** Everything ever recorded about one agreement, or one statement of income and expense. */
export const supportActsMax = 200
/** What an agreement is about, in words. */
export const supportWordsMax = 2000
/** Lines of one statement of income and expense. */
export const statementLinesMax = 100

// handouts
/** Of one session, those not yet reviewed and those returned included. */
export const handoutsMax = 12
/** Why a handout is returned. */
export const handoutReasonMax = 500

// questions
export const questionMax = 500
/** Per person and session. */
export const questionsEach = 200
/** A written answer. */
export const answerMax = 2000
/** The reason for dismissing a question. */
export const reasonMax = 200

// polls
/** Per session, drafts included. */
export const pollsOfSessionMax = 200
export const promptMax = 300
export const optionMax = 200
/** An answer to an open question. */
export const openTextMax = 500

/** Feedback on the right answer. */
export const feedbackMax = 1000

// crew
export const crewMessageMax = 500
/** Per session; older messages are dropped. */
export const crewMessagesMax = 200
export const cueMinutesMax = 60

// credit
/** Text to or from the CE office: an appeal, an answer in a form, the reason for a decision. */
export const appealMax = 2000
export const answerToFormMax = 2000
export const officeReasonMax = 500
/** Of a person, about one session. */
export const appealsMax = 10
/** Numbers of one designation, each for a profession, a session or a day. */
export const numbersMax = 100
/** Questions of an evaluation or a test. */
export const evaluationMax = 30
export const testMax = 50
/**
 * Questions that one person is asked in an evaluation, those for each session, speaker and objective
 * included.
 */
export const askedMax = 160
/** Questions of an activity that are asked before and after it. */
export const pairedMax = 20
/** The case that such a question is about. */
export const vignetteMax = 2000
/** Changes, and barriers, that the office offers to those who commit to one. */
export const commitmentOptionsMax = 12
/** What somebody will change, in their own words. */
export const commitmentWordsMax = 1000
/** Characters of a policy's file, and of its table of cases, that the office uploads. */
export const policyFileMax = 24_000
/** Attempts of a person at one test if no policy limits them: each is kept, and recorded in the ledger. */
export const attemptsMax = 100

// booths
export const boothsMax = 1000
/** Per exhibitor. */
export const staffMax = 200
export const boothNameMax = 80
export const categoryMax = 40
/** Of one booth. */
export const categoriesMax = 6
export const linksMax = 12
export const openingHoursMax = 30
export const descriptionMax = 4000
export const linkLabelMax = 80
export const urlMax = 500
export const fileNameMax = 120
export const chatMessageMax = 1000
/** One field that a visitor leaves, such as the message. */
export const leadValueMax = 160
export const leadMessageMax = 1000
/** The staff's notes on a lead. */
export const notesMax = 2000

// health
/** An announcement to the people of a conference, and how many are shown at a time. */
export const announcementMax = 300
export const announcementsMax = 20

// registers
/** A register's answer as it came back, and its reason for one record. */
export const registerAnswerMax = 40_000
export const registerReasonMax = 300
