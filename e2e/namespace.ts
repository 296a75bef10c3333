// A network namespace: its programs have their own loopback and interfaces and nothing else. Needs root,
// unshare and nsenter (util-linux), and ip and tc (iproute2).
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import type { Server } from 'node:net'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { leadToPorts, portThrough } from './pipes.ts'

const gate = fileURLToPath(new URL('namespaceGate.ts', import.meta.url))
const run = promisify(execFile)

const refused = (cause: unknown) =>
  new Error(
    'This test makes a network namespace, and that failed. It needs root (CAP_SYS_ADMIN and CAP_NET_ADMIN), and the ' +
      `Debian packages util-linux and iproute2.\n${cause instanceof Error ? cause.message : String(cause)}`,
  )

export class Namespace {
  readonly pid: number
  readonly #holder: ChildProcess
  readonly #folder: string
  readonly #doors: Server[] = []
  #out: Server | undefined

  private constructor(holder: ChildProcess, folder: string) {
    this.#holder = holder
    this.#folder = folder
    this.pid = holder.pid!
  }

  /** With a loopback only. Throws an explanation if this machine allows none. */
  static async make(): Promise<Namespace> {
    const folder = mkdtempSync(join(tmpdir(), 'lectern-net-'))
    const holder = spawn(
      'unshare',
      ['--net', '--', process.execPath, '--disable-warning=ExperimentalWarning', gate, folder],
      { stdio: ['ignore', 'inherit', 'pipe', 'ipc'], env: { ...process.env, NODE_OPTIONS: '' } },
    )
    let complaint = ''
    holder.stderr!.on('data', (data) => {
      complaint += data
    })
    try {
      await new Promise<void>((resolve, reject) => {
        holder.once('message', () => resolve())
        holder.once('error', reject)
        holder.once('close', () => reject(new Error(complaint.trim())))
      })
      const namespace = new Namespace(holder, folder)
      await namespace.run('ip', 'link', 'set', 'lo', 'up')
      return namespace
    } catch (error) {
      holder.kill()
      rmSync(folder, { recursive: true, force: true })
      throw refused(error)
    }
  }

  /**
   * With an interface that has this address, e.g. "10.77.0.2", and a default route, like a machine in a
   * network.
   */
  static async withInterface(address: string): Promise<Namespace> {
    const namespace = await Namespace.make()
    await namespace.run('ip', 'link', 'add', 'net0', 'type', 'veth', 'peer', 'name', 'net1')
    await namespace.run('ip', 'link', 'set', 'net1', 'up')
    await namespace.#address('net0', address)
    await namespace.run('ip', 'route', 'add', 'default', 'dev', 'net0')
    return namespace
  }

  /** A cable between this namespace and another; each end is called "cable". */
  async cableTo(other: Namespace, address: string, otherAddress: string): Promise<void> {
    const peer = ['type', 'veth', 'peer', 'name', 'cable', 'netns', String(other.pid)]
    await this.run('ip', 'link', 'add', 'cable', ...peer)
    await this.#address('cable', address)
    await other.#address('cable', otherAddress)
  }

  async #address(device: string, address: string): Promise<void> {
    await this.run('ip', 'address', 'add', `${address}/24`, 'dev', device)
    await this.run('ip', 'link', 'set', device, 'up')
  }

  /** The command that runs `command` in the namespace. */
  inside(command: string[]): string[] {
    return ['nsenter', `--net=/proc/${this.pid}/ns/net`, '--', ...command]
  }

  /** A program that runs the one at `path` in the namespace, for callers that take a single path. */
  program(path: string): string {
    const file = join(this.#folder, basename(path))
    writeFileSync(file, `#!/bin/sh\nexec ${this.inside([path]).join(' ')} "$@"\n`)
    chmodSync(file, 0o755)
    return file
  }

  /** Runs a command in it to its end; returns its output. */
  async run(...command: string[]): Promise<string> {
    const [program, ...args] = this.inside(command)
    try {
      return (await run(program!, args)).stdout
    } catch (error) {
      throw refused(error)
    }
  }

  /** From here on 127.0.0.1:`port` leads to the same port of the namespace's own loopback. */
  async reach(port: number): Promise<void> {
    const door = portThrough(join(this.#folder, 'in'), port)
    this.#doors.push(door)
    await once(door, 'listening')
  }

  /** From here on 127.0.0.1:`port` in the namespace leads to the same port out here. */
  async letOut(port: number): Promise<void> {
    if (!this.#out) {
      this.#out = leadToPorts().listen(join(this.#folder, 'out'))
      this.#doors.push(this.#out)
    }
    this.#holder.send(port)
    await once(this.#holder, 'message')
  }

  async close(): Promise<void> {
    for (const door of this.#doors) door.close()
    const gone = once(this.#holder, 'exit')
    this.#holder.kill()
    await gone
    rmSync(this.#folder, { recursive: true, force: true })
  }
}
