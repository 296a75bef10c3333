import { type Run, statementRuns, termRuns } from '@lectern/shared/statements'

const italics = (runs: readonly Run[]) =>
  runs.map(({ text, isItalic }, index) => (isItalic ? <em key={index}>{text}</em> : text))

/** A text that may name a credit body's term, which is set in italics: the AMA asks for that. */
export const CreditText = ({ children }: { children: string }) => italics(termRuns(children))

/** A body's statement, in which *…* marks what is set in italics. */
export const StatementText = ({ children }: { children: string }) => italics(statementRuns(children))
