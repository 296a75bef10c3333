// The pages and the API of a conference live under /c/CONFERENCE_ID. What follows is served as if it stood
// alone; what the address says is kept for the routes.
import type { RequestHandler } from 'express'

const prefix = /^\/c\/([^/?]+)(?=[/?]|$)/

export const takeConferenceOff: RequestHandler = (request, response, next) => {
  const match = prefix.exec(request.url)
  if (match) {
    response.locals.said = match[1]!
    const rest = request.url.slice(match[0].length)
    request.url = rest.startsWith('/') ? rest : `/${rest}`
  }
  next()
}
