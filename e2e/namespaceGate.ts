// The process that holds a network namespace, and its gate for TCP. The namespace ends with this process.
import { join } from 'node:path'
import { leadToPorts, portThrough } from './pipes.ts'

const folder = process.argv[2]!
leadToPorts().listen(join(folder, 'in'), () => process.send!('ready'))
process.on('message', (port: number) => {
  portThrough(join(folder, 'out'), port).once('listening', () => process.send!(port))
})
process.once('disconnect', () => process.exit())
