// npm run speaker -- talk.mp4 --session ID [--link URL] [--server URL] [--loop] [--live]
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { AppError } from '@lectern/shared/errors'
import { localAddress, operatorToken } from '../operatorAccess.ts'
import { connect, operate, type ProgramClient } from '../programClient.ts'
import { fail, readArguments } from '../readArguments.ts'
import { play } from './play.ts'

const usage = `Plays a recording into a session as its speaker.

  npm run speaker -- FILE --session ID [options]

  --link URL     the speaker's personal link; without it, the operator token of this machine's DATA_DIR is used
  --server URL   where Lectern runs (default: http://127.0.0.1:PORT)
  --loop         again and again, until Ctrl-C
  --live         also start the session, if it is not live, and bring the recording on stage`

const { positionals, values } = readArguments(usage, {
  session: { type: 'string' },
  link: { type: 'string' },
  server: { type: 'string' },
  loop: { type: 'boolean', default: false },
  live: { type: 'boolean', default: false },
})
const [file] = positionals
const sessionId = values.session
if (!file || !sessionId) fail(usage)
const path = resolve(process.env.INIT_CWD ?? '.', file)
if (!existsSync(path)) fail(`There is no file ${path}.`)
const server = values.server ?? localAddress()

const linkFor = async (as: 'speaker' | 'moderator'): Promise<string> =>
  (await operate(server, operatorToken(), 'operator.makeLink', { body: { sessionId, as } })).link

/** Starts the session and brings the speaker on stage, as its director. */
async function goLive(speaker: ProgramClient, id: string): Promise<void> {
  const { session, state } = await speaker.send('program.follow', { sessionId: id })
  const director = session.moderators.length > 0 ? await connect(await linkFor('moderator')) : speaker
  if (state.phase === 'scheduled') await director.send('program.start', { sessionId: id })
  const stage = await director.send('stage.observe', { sessionId: id })
  const personIds = new Set(stage.presenters.map((presenter) => presenter.personId))
  for (const { personId } of session.speakers)
    if (personIds.has(personId)) await director.send('stage.bringOn', { sessionId: id, personId })
  if (director !== speaker) director.close()
}

try {
  const client = await connect(values.link ?? (await linkFor('speaker')))
  const playing = await play({ file: path, sessionId, client, loop: values.loop })
  process.once('SIGINT', () => void playing.stop())
  process.once('SIGTERM', () => void playing.stop())
  if (values.live) await goLive(client, sessionId)
  console.log(
    values.live
      ? `${file} is on stage. Ctrl-C stops it.`
      : `${file} plays backstage. Bring it on from the desk; Ctrl-C stops it.`,
  )
  await playing.finished
  await playing.stop()
  client.close()
} catch (error) {
  fail(error instanceof AppError || error instanceof Error ? error.message : String(error))
}
