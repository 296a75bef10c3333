// The sample talk, played into a session by `npm run speaker`.
import { talkFile } from './media/fakeCapture.ts'
import type { Namespace } from './namespace.ts'
import { interrupt, runScript, untilSaid } from './npmStart.ts'

/**
 * Resolves once it is on stage, or backstage if a moderator brings it on, to a function that ends it. `link`:
 * of its speaker.
 */
export async function playTalk({
  sessionId,
  link,
  env,
  namespace,
  isBroughtOn = false,
}: {
  sessionId: string
  link: string
  /** With the OPERATOR_TOKEN or the DATA_DIR. */
  env: NodeJS.ProcessEnv
  namespace?: Namespace
  /** By a moderator, at the desk. */
  isBroughtOn?: boolean
}): Promise<() => Promise<unknown>> {
  const script = ['speaker.mjs', talkFile, '--session', sessionId, '--link', link]
  const onStage = isBroughtOn ? [] : ['--live']
  const talk = runScript([...script, '--server', new URL(link).origin, ...onStage, '--loop'], env, {
    ...(namespace && { namespace }),
  })
  await untilSaid(talk, isBroughtOn ? /plays backstage/ : /is on stage/)
  return () => interrupt(talk, 'SIGTERM')
}
