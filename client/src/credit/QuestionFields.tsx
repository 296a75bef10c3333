import type { AskedQuestion, FormAnswers } from '@lectern/shared/creditForms'
import { chosenIn, withChosen } from '@lectern/shared/formAnswers'
import { answerToFormMax } from '@lectern/shared/limits'
import { Checkbox, Fieldset, Radio, Stack, Text, Textarea } from '@mantine/core'
import { useId } from 'react'
import { type Segment, Segments } from '../ui/Segments.tsx'
import type { FormProblems } from './formProblems.ts'

/** `vignette`: the case that it is about. */
export type ShownQuestion = AskedQuestion & { vignette?: string }

interface QuestionFieldsProps {
  questions: readonly ShownQuestion[]
  answers: FormAnswers
  problems: FormProblems
  onAnswer: (questionId: string, value: string) => void
}

/** The questions of a form, each with its kind of answer. */
export function QuestionFields({ questions, answers, problems, onAnswer }: QuestionFieldsProps) {
  return questions.map((question, index) => (
    <Question
      key={question.id}
      question={question}
      number={index + 1}
      answer={answers[question.id] ?? ''}
      problem={problems[question.id]}
      onAnswer={(value) => onAnswer(question.id, value)}
    />
  ))
}

interface QuestionProps {
  question: ShownQuestion
  number: number
  answer: string
  problem: string | undefined
  onAnswer: (value: string) => void
}

function Question(props: QuestionProps) {
  const { question, number, problem } = props
  const [problemId, vignetteId] = [useId(), useId()]
  const about = question.subject ? `${question.subject}: ` : ''
  const prompt = `${number}. ${about}${question.prompt}${question.required ? '' : ' (optional)'}`
  if (question.kind === 'text') return <OpenText {...props} prompt={prompt} />
  const describedBy = [question.vignette && vignetteId, problem && problemId].filter(Boolean).join(' ')
  const fields = (
    <Fieldset
      variant="unstyled"
      data-question={question.id}
      legend={
        <Text fw={500} mb="sm" dir="auto">
          {prompt}
        </Text>
      }
      {...(describedBy && { 'aria-describedby': describedBy })}
    >
      <Choices {...props} />
      {problem && (
        <Text id={problemId} size="sm" c="red" mt="sm">
          {problem}
        </Text>
      )}
    </Fieldset>
  )
  if (!question.vignette) return fields
  return (
    <div>
      <Text id={vignetteId} mb="sm" className="credit-words" dir="auto">
        {question.vignette}
      </Text>
      {fields}
    </div>
  )
}

const scale: Segment[] = ['1', '2', '3', '4', '5'].map((value) => ({
  value,
  label: value,
  ...(value === '1' && { name: '1 (lowest)' }),
  ...(value === '5' && { name: '5 (highest)' }),
}))
const yesNo: Segment[] = [
  { value: 'yes', label: 'Yes' },
  { value: 'no', label: 'No' },
]

function Choices(props: QuestionProps) {
  const { question, answer, problem, onAnswer } = props
  const { kind, options } = question
  const name = useId()
  const common = { value: answer, onChange: onAnswer, isInvalid: problem !== undefined }
  if (kind === 'rating') return <Segments segments={scale} ends={['Low', 'High']} {...common} />
  if (kind === 'multiple') return <SeveralChoices {...props} />
  if (kind === 'yes_no') return <Segments segments={yesNo} {...common} />
  return (
    <Stack gap="sm">
      {options.map(({ id, text }) => (
        <Radio
          key={id}
          name={name}
          value={id}
          label={text}
          checked={answer === id}
          {...(problem && { 'aria-invalid': true })}
          onChange={() => onAnswer(id)}
        />
      ))}
    </Stack>
  )
}

function SeveralChoices({ question, answer, problem, onAnswer }: QuestionProps) {
  const chosen = chosenIn(answer)
  return (
    <Stack gap="sm">
      <Text size="sm" c="gray.7">
        Choose all that apply.
      </Text>
      {question.options.map(({ id, text }) => (
        <Checkbox
          key={id}
          label={text}
          checked={chosen.includes(id)}
          {...(problem && { 'aria-invalid': true })}
          onChange={(event) =>
            onAnswer(withChosen(question, answer, { id, isChosen: event.currentTarget.checked }))
          }
        />
      ))}
    </Stack>
  )
}

/** Announced near the limit. */
function lengthWords(answer: string): string {
  const length = answer.trim().length
  return length > answerToFormMax * 0.8 ? ` ${length} of ${answerToFormMax} characters.` : ''
}

function OpenText({ question, answer, problem, onAnswer, prompt }: QuestionProps & { prompt: string }) {
  return (
    <Textarea
      data-question={question.id}
      size="md"
      label={prompt}
      description={`Don’t include anything that could identify a patient.${lengthWords(answer)}`}
      autosize
      minRows={3}
      value={answer}
      error={problem}
      onChange={(event) => onAnswer(event.currentTarget.value)}
    />
  )
}
