// A small IMAP server for tests: one mailbox, as much of the protocol as a reader needs.
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { atEnd } from '../../testing/atEnd.ts'

export async function startMailbox({ password = 'secret' } = {}) {
  const box = {
    messages: [] as string[],
    uidValidity: 1,
    /** Sections of messages that were fetched, as "from:to". */
    fetched: [] as string[],
  }

  /** The untagged lines, and the end of the tagged one, that answer a command. */
  function answer(command: string, rest: string): { lines: string[]; end: string } {
    const ok = { lines: [] as string[], end: 'OK done' }
    switch (command) {
      case 'CAPABILITY':
        return { ...ok, lines: ['* CAPABILITY IMAP4rev1'] }
      case 'LOGIN':
        return rest.includes(password) ? ok : { lines: [], end: 'NO [AUTHENTICATIONFAILED] wrong password' }
      case 'LIST':
        return { ...ok, lines: ['* LIST (\\HasNoChildren) "/" INBOX'] }
      case 'SELECT':
      case 'EXAMINE':
        return {
          lines: [
            '* FLAGS (\\Seen)',
            `* ${box.messages.length} EXISTS`,
            `* OK [UIDVALIDITY ${box.uidValidity}] valid`,
            `* OK [UIDNEXT ${box.messages.length + 1}] next`,
          ],
          end: 'OK [READ-ONLY] done',
        }
      case 'UID FETCH': {
        const [, from = '1'] = /^(\d+)/.exec(rest) ?? []
        box.fetched.push(rest.split(' ')[0]!)
        const section = /BODY(?:\.PEEK)?\[\](?:<\d+\.\d+>)?/.exec(rest)?.[0] ?? ''
        const name = section.replace('.PEEK', '').replace(/<(\d+)\.\d+>/, '<$1>')
        const last = box.messages.length
        const lines = box.messages.flatMap((message, i) =>
          i + 1 >= Math.min(Number(from), last)
            ? [`* ${i + 1} FETCH (UID ${i + 1} ${name} {${Buffer.byteLength(message)}}\r\n${message})`]
            : [],
        )
        return { ...ok, lines }
      }
      case 'LOGOUT':
        return { ...ok, lines: ['* BYE'] }
      default:
        return ok
    }
  }

  const server = createServer((socket) => {
    socket.on('error', () => undefined)
    socket.write('* OK ready\r\n')
    let rest = ''
    socket.on('data', (data) => {
      rest += data.toString()
      for (let end = rest.indexOf('\r\n'); end >= 0; end = rest.indexOf('\r\n')) {
        const line = rest.slice(0, end)
        rest = rest.slice(end + 2)
        const [, tag, command, more = ''] = /^(\S+) (UID \S+|\S+) ?(.*)$/.exec(line) ?? []
        if (!tag || !command) continue
        const { lines, end: said } = answer(command.toUpperCase(), more)
        socket.write([...lines, `${tag} ${said}`, ''].join('\r\n'))
      }
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  atEnd(() => server.close())
  return Object.assign(box, { port: (server.address() as AddressInfo).port })
}
