import './outerFrame.css'
import type { ReactNode } from 'react'
import { CompanyLogo } from './Face.tsx'

interface OuterFrameProps {
  /** The conference, where it is known to somebody who is not signed in. */
  name?: string | undefined
  logo?: string | undefined
  children: ReactNode
}

/** Around pages whose reader is not signed in: whose page it is, and the page. */
export const OuterFrame = ({ name = 'Lectern', logo, children }: OuterFrameProps) => (
  <>
    <header className="outer-header">
      <CompanyLogo name={name} src={logo} size={28} />
      <span dir="auto">{name}</span>
    </header>
    <main>{children}</main>
  </>
)
