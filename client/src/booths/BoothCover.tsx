import { useState } from 'react'
import { tintOf } from '../ui/Face.tsx'

interface BoothCoverProps {
  name: string
  /** Without a picture, or one that does not load, a coloured ground stands in. */
  src: string | undefined
}

/** The wide picture of a booth. Decorative: its name is always written below. */
export function BoothCover({ name, src }: BoothCoverProps) {
  const [failed, setFailed] = useState<string>()
  return (
    <div className="booth-cover" data-tint={tintOf(name)} aria-hidden="true">
      {src && src !== failed && (
        <img src={src} alt="" loading="lazy" decoding="async" onError={() => setFailed(src)} />
      )}
    </div>
  )
}
