// Limits the bytes of HTTP replies per person, for replies built whole in memory.
import type { RequestHandler } from 'express'
import { createAnswerBudget } from '../core/answerBudget.ts'

/** Counts every reply to a signed-in person; beyond `bytes` in `seconds` requests get `rate_limited`. */
export function limitAnswers(bytes: number, seconds: number): RequestHandler {
  const budget = createAnswerBudget('answers', bytes, seconds)
  return async (_request, response, next) => {
    const person = response.locals.person
    if (!person) return next()
    await budget.check(person.id)
    const send = response.send.bind(response)
    // `json` ends up here, too, with its text.
    response.send = (body) => {
      if (typeof body === 'string' || Buffer.isBuffer(body)) void budget.spend(person.id, body.length)
      return send(body)
    }
    next()
  }
}
