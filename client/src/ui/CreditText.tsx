import { creditParts } from '../words/credit.ts'

/** A text that may name a credit body's term, which is set in italics: the AMA asks for that. */
export const CreditText = ({ children }: { children: string }) =>
  creditParts(children).map(({ text, isTerm }, index) => (isTerm ? <em key={index}>{text}</em> : text))
