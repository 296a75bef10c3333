import { staffWords } from './boothWords.ts'

/** "2 staff here" with a green dot, or "Staff away". */
export const StaffHere = ({ staff }: { staff: number }) => (
  <span className="staff-here" data-here={staff > 0 || undefined}>
    {staffWords(staff)}
  </span>
)
