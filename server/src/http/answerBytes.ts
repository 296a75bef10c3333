// What one person may be sent by HTTP, in the answers that are built whole in memory.
import type { RequestHandler } from 'express'
import { createAnswerBudget } from '../core/answerBudget.ts'

/** Counts every answer of somebody who is signed in; beyond `bytes` in `seconds` they are `rate_limited`. */
export function limitAnswers(bytes: number, seconds: number): RequestHandler {
  const budget = createAnswerBudget('answers', bytes, seconds)
  return async (_request, response, next) => {
    const person = response.locals.person
    if (!person) return next()
    await budget.check(person.id)
    const send = response.send.bind(response)
    // `json` comes here, too, with its text.
    response.send = (body) => {
      if (typeof body === 'string' || Buffer.isBuffer(body)) void budget.spend(person.id, body.length)
      return send(body)
    }
    next()
  }
}
