/** What the browser has for uploads, played by the test: assign it to `globalThis.XMLHttpRequest`. */
export class PlayedUpload {
  static last: PlayedUpload
  readonly upload: { onprogress?: (event: { loaded: number; total: number }) => void } = {}
  readonly headers: Record<string, string> = {}
  onload?: () => void
  onerror?: () => void
  status = 0
  response: unknown = null
  responseType = ''
  method = ''
  url = ''
  body: unknown
  constructor() {
    PlayedUpload.last = this
  }
  open(method: string, url: string) {
    this.method = method
    this.url = url
  }
  setRequestHeader(name: string, value: string) {
    this.headers[name] = value
  }
  send(body: unknown) {
    this.body = body
  }
  answer(status: number, response: unknown) {
    this.status = status
    this.response = response
    this.onload?.()
  }
}
