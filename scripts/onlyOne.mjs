// Allows one npm start per data folder. A socket in the folder belongs to the process running there: it
// answers what it is, and the system releases it when that process ends, however it ends.
import { unlinkSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { socketPathIn } from './embeddedRedis.mjs'

const answerMs = 2000

/** The answer of the process that holds the folder, or undefined if there is none. @param {string} path */
const askHolder = (path) =>
  new Promise((resolve) => {
    const socket = connect(path)
    let said = ''
    socket.setTimeout(answerMs, () => socket.destroy())
    socket.on('data', (data) => {
      said += data
    })
    socket.once('error', () => resolve(undefined))
    socket.once('connect', () => socket.once('close', () => resolve(said)))
  })

/** @param {import('node:net').Server} server @param {string} path */
const listen = (server, path) =>
  new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(path, () => resolve(undefined))
  })

/**
 * Takes the folder for this process until it ends. Returns undefined, or the answer of the process that has
 * it.
 * @param {string} folder @param {() => string} describe this process's answer to later ones
 * @returns {Promise<string | undefined>}
 */
export async function holdFolder(folder, describe) {
  const path = socketPathIn(folder, 'start.sock')
  const server = createServer((socket) => {
    socket.on('error', () => undefined)
    socket.end(describe())
  })
  server.unref()
  try {
    await listen(server, path)
  } catch (error) {
    if (error.code !== 'EADDRINUSE') throw error
    const said = await askHolder(path)
    if (said !== undefined) return said
    // Left by a run that was killed.
    unlinkSync(path)
    await listen(server, path)
  }
}
