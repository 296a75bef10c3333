// How much people may write, in characters. By itself, so that a page that only shows a limit loads no validation.

// questions
export const questionMax = 500
/** An answer in writing. */
export const answerMax = 2000
/** The reason for a dismissal. */
export const reasonMax = 200

// polls
export const promptMax = 300
export const optionMax = 200
/** An answer to an open question. */
export const openTextMax = 500
