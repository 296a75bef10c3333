// The built pages' files. Those that have compressed copies beside them are sent as such a copy.
import { existsSync, readdirSync } from 'node:fs'
import { extname, join } from 'node:path'
import express, { type RequestHandler, Router } from 'express'

/** By encoding, the better one first: the extension of its copies. */
const copies = { br: '.br', gzip: '.gz' } as const
type Encoding = keyof typeof copies
const encodings = Object.keys(copies) as Encoding[]
const encodingOf = (path: string): Encoding | undefined =>
  encodings.find((encoding) => extname(path) === copies[encoding])

/** `clientDir` is read once: new pages come with a new process. */
export function serveBuiltFiles(clientDir: string): RequestHandler {
  const assets = join(clientDir, 'assets')
  const there = new Set(existsSync(assets) ? readdirSync(assets) : [])
  const router = Router()

  const chooseCopy: RequestHandler = (request, response, next) => {
    const name = request.path.slice(1)
    const available = encodings.filter((encoding) => there.has(name + copies[encoding]))
    if (available.length > 0) response.vary('Accept-Encoding')
    const chosen = available.find((encoding) => request.acceptsEncodings(encoding))
    if (chosen) request.url += copies[chosen]
    next()
  }
  router.use(
    '/assets',
    chooseCopy,
    // Their content's hash is in their name.
    express.static(assets, {
      immutable: true,
      maxAge: '1y',
      index: false,
      setHeaders(response, path) {
        const encoding = encodingOf(path)
        if (!encoding) return
        response.setHeader('Content-Encoding', encoding)
        response.type(extname(path.slice(0, -copies[encoding].length)))
      },
    }),
  )
  router.use(express.static(clientDir, { index: false, maxAge: '1h' }))
  return router
}
