import './parts.css'
import { Avatar } from '@mantine/core'
import { here } from '../live/place.ts'
import { initialsOf } from '../words/initials.ts'

const tints = 6
/** One of the theme's tints, the same for a name wherever it is shown; for `data-tint`. */
export const tintOf = (name: string): number =>
  Array.from(name).reduce((sum, letter) => (sum * 31 + letter.codePointAt(0)!) % 9973, 7) % tints

interface FaceProps {
  name: string
  /** Address of the picture; initials stand in for one that is missing or does not load. */
  src?: string | undefined
  /** In px. */
  size?: number
}

/** Somebody's picture or initials. Decorative: the name is always written beside it. */
export const Face = ({ name, src, size = 32 }: FaceProps) => (
  <Avatar
    className="face"
    data-tint={tintOf(name)}
    src={src === undefined ? null : here.requestAt(src)}
    alt=""
    size={size}
    radius="50%"
    aria-hidden="true"
    imageProps={{ loading: 'lazy', decoding: 'async' }}
  >
    {initialsOf(name)}
  </Avatar>
)

interface FacesProps {
  people: readonly { personId: string; name: string; src?: string | undefined }[]
  /** As many are drawn; the rest is a number. */
  max?: number
  size?: number
}

/** Several people's faces, one over the next. */
export function Faces({ people, max = 4, size = 28 }: FacesProps) {
  const shown = people.length > max ? people.slice(0, max - 1) : people
  return (
    <span className="faces" aria-hidden="true">
      {shown.map(({ personId, name, src }) => (
        <Face key={personId} name={name} src={src} size={size} />
      ))}
      {shown.length < people.length && (
        <Avatar className="face" size={size} radius="50%">
          +{people.length - shown.length}
        </Avatar>
      )}
    </span>
  )
}

/** A company's or society's logo, or its initials. Decorative. */
export const CompanyLogo = ({ name, src, size = 48 }: FaceProps) => (
  <Avatar
    className="logo"
    src={src === undefined ? null : here.requestAt(src)}
    alt=""
    size={size}
    radius="md"
    aria-hidden="true"
  >
    {initialsOf(name)}
  </Avatar>
)
