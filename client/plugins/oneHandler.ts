import type { Plugin } from 'vite'

const library = /mediasoup-client\/lib\/(index|Device)\.js$/
const unused = /^\.\/(handlers\/\w+|test\/fakeParameters)$/
const stub = '\0mediasoup-client:unused'

/**
 * mediasoup-client comes with its code for all kinds of browser, and for tests. The page imports the one for
 * its own browser by itself.
 */
export const oneHandler = (): Plugin => ({
  name: 'one-handler',
  apply: 'build',
  enforce: 'pre',
  resolveId: (source, importer) =>
    importer && library.test(importer) && unused.test(source) ? stub : undefined,
  load: (id) => (id === stub ? 'module.exports = {}' : undefined),
})
