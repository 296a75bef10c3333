// Compiles Typst in a process of its own. The compiler has no time limit, so its process is ended and
// replaced when a document takes too long or too much memory. It reaches no network and no file but those
// that it is given.
import { type ChildProcess, spawn } from 'node:child_process'
import { tmpdir } from 'node:os'
import { fileURLToPath } from 'node:url'
import { inflateSync } from 'node:zlib'
import PQueue from 'p-queue'
import { limitedNode } from '../core/limitedNode.ts'
import type { Outcome, SourceProblem, TypstAnswer, TypstJob } from './job.ts'

export interface TypstLimits {
  /** For one document, in ms. */
  wallMs: number
  memoryMiB: number
}

export type Compiled =
  | Extract<Outcome, { ok: true }>
  /** The source is wrong. */
  | { ok: false; stopped: null; problems: SourceProblem[] }
  /** It was ended at a limit. */
  | { ok: false; stopped: 'time' | 'memory'; problems: [] }

const program = fileURLToPath(new URL('./typstProcess.ts', import.meta.url))
/** It needs 110 MiB with the fonts, and 10 ms for a page; beyond these the process is replaced. */
const enough = { bytes: 400 * 1024 * 1024, cpuMs: 60_000 }
/** The kernel ends it then, even if its server was killed while it compiled something that never ends. */
const cpuSeconds = 120
/** A port on which nothing listens: what Typst would download from packages.typst.org fails at once. */
const nowhere = 'http://127.0.0.1:9'

function start(memoryMiB: number): ChildProcess {
  const child = spawn(...limitedNode({ cpuSeconds, memoryMiB }, program), {
    cwd: tmpdir(),
    // Without the server's secrets.
    env: { HTTP_PROXY: nowhere, HTTPS_PROXY: nowhere, ALL_PROXY: nowhere, HOME: '/nowhere' },
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    serialization: 'advanced',
  })
  // It waits for work as long as the server lives, and keeps nothing alive.
  child.unref()
  child.channel?.unref()
  // While it compiles somebody listens; after that its end concerns nobody.
  child.on('error', () => undefined)
  return child
}

/** Compiles one document at a time. The process starts with the first one. */
export class Typst {
  readonly #limits: TypstLimits
  readonly #queue = new PQueue({ concurrency: 1 })
  #child: ChildProcess | undefined

  constructor(limits: TypstLimits = { wallMs: 10_000, memoryMiB: 1200 }) {
    this.#limits = limits
  }

  compile(job: TypstJob): Promise<Compiled> {
    return this.#queue.add(() => this.#compileNow(job))
  }

  #start(): ChildProcess {
    const child = start(this.#limits.memoryMiB)
    child.once('exit', () => {
      if (this.#child === child) this.#child = undefined
    })
    return child
  }

  async #compileNow(job: TypstJob): Promise<Compiled> {
    this.#child ??= this.#start()
    const child = this.#child
    child.channel?.ref()
    const answer = await this.#ask(child, job)
    child.channel?.unref()
    if (typeof answer === 'string') return { ok: false, stopped: answer, problems: [] }
    if (answer.bytes > enough.bytes || answer.cpuMs > enough.cpuMs) this.close()
    if (!answer.ok) return { ok: false, stopped: null, problems: answer.problems }
    const { bytes: _, cpuMs: __, ...outcome } = answer
    const pixels = outcome.pixels && { ...outcome.pixels, grey: inflateSync(outcome.pixels.grey) }
    return { ...outcome, pixels, pdf: Buffer.from(outcome.pdf) }
  }

  async #ask(child: ChildProcess, job: TypstJob): Promise<TypstAnswer | 'time' | 'memory'> {
    const { promise, resolve, reject } = Promise.withResolvers<TypstAnswer | 'time' | 'memory'>()
    const ended = () => resolve('memory')
    const timer = setTimeout(() => resolve('time'), this.#limits.wallMs)
    child.once('message', (answer) => resolve(answer as TypstAnswer))
    child.once('exit', ended)
    child.once('error', reject)
    try {
      child.send(job, (error) => error && ended())
      const answer = await promise
      if (typeof answer === 'string') this.close()
      return answer
    } catch (error) {
      this.close()
      throw error
    } finally {
      clearTimeout(timer)
      child.removeAllListeners('message').off('exit', ended).off('error', reject)
    }
  }

  /** Ends the process; the next document starts another. */
  close(): void {
    this.#child?.kill('SIGKILL')
    this.#child = undefined
  }
}
