// Sends files to routes that take them. `fetch` does not report an upload's progress; XMLHttpRequest does.
import { partsOf, type RouteName } from '@lectern/shared/addresses'
import { errors } from '@lectern/shared/errors'
import type { Address, Arguments, RouteReply } from '@lectern/shared/route'
import type { Routes } from '@lectern/shared/routes'
import { refusalOf, replyOf, urlOf } from './http.ts'

/** `share`: 0 to 1 */
export type OnProgress = (share: number) => void

/** Rejects with the server's AppError, or `no_answer`. */
export const upload = <Name extends RouteName>(
  name: Name,
  file: Blob,
  onProgress: OnProgress,
  ...given: Arguments<Address<Routes[Name]>>
): Promise<RouteReply<Routes[Name]>> =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open(partsOf(name).method, urlOf(name, ...given))
    request.setRequestHeader('Content-Type', 'application/octet-stream')
    request.setRequestHeader('Accept', 'application/json')
    request.responseType = 'json'
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0)
    request.onerror = () => reject(errors.noAnswer())
    request.onload = () => {
      const body: unknown = request.response
      if (request.status === 201 && body) resolve(replyOf(name, body))
      else reject(refusalOf(body))
    }
    request.send(file)
  })
