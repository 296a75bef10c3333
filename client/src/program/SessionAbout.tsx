import type { Session } from '@lectern/shared/program'
import { Text } from '@mantine/core'
import { listWords } from '../words/counts.ts'
import { languageWords } from '../words/languages.ts'

/** What a session is about: the summary, what people will be able to do afterwards, and its languages. */
export function SessionAbout({
  session: { summary, objectives = [], languages = [] },
}: {
  session: Session
}) {
  return (
    <>
      {summary && <Text dir="auto">{summary}</Text>}
      {objectives.length > 0 && (
        <section aria-label="Learning objectives">
          <Text fw={500}>Afterwards you will be able to:</Text>
          <ul className="session-objectives">
            {objectives.map((objective) => (
              <li key={objective} dir="auto">
                {objective}
              </li>
            ))}
          </ul>
        </section>
      )}
      {languages.length > 0 && <Text>Spoken in {listWords(languages.map(languageWords))}.</Text>}
    </>
  )
}
