import type { FormAnswers, FormQuestion } from '@lectern/shared/credit'
import { answerToFormMax } from '@lectern/shared/limits'
import { Fieldset, Radio, Stack, Text, Textarea } from '@mantine/core'
import { type ReactNode, useId } from 'react'
import type { FormProblems } from './formProblems.ts'

interface QuestionFieldsProps {
  questions: readonly FormQuestion[]
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
  question: FormQuestion
  number: number
  answer: string
  problem: string | undefined
  onAnswer: (value: string) => void
}

function Question(props: QuestionProps) {
  const { question, number, problem } = props
  const problemId = useId()
  const prompt = `${number}. ${question.prompt}${question.required ? '' : ' (optional)'}`
  if (question.kind === 'text') return <OpenText {...props} prompt={prompt} />
  return (
    <Fieldset
      variant="unstyled"
      data-question={question.id}
      legend={
        <Text fw={600} mb="sm">
          {prompt}
        </Text>
      }
      {...(problem && { 'aria-describedby': problemId })}
    >
      <Choices {...props} />
      {problem && (
        <Text id={problemId} size="sm" c="red" mt="sm">
          {problem}
        </Text>
      )}
    </Fieldset>
  )
}

interface Choice {
  value: string
  label: ReactNode
}
const scale: Choice[] = ['1 (lowest)', '2', '3', '4', '5 (highest)'].map((label, index) => ({
  value: String(index + 1),
  label,
}))
const yesNo: Choice[] = [
  { value: 'yes', label: 'Yes' },
  { value: 'no', label: 'No' },
]

function Choices({ question: { kind, options }, answer, problem, onAnswer }: QuestionProps) {
  const name = useId()
  const choices: Choice[] =
    kind === 'rating'
      ? scale
      : kind === 'yes_no'
        ? yesNo
        : options.map(({ id, text }) => ({ value: id, label: text }))
  const radios = choices.map(({ value, label }) => (
    <Radio
      key={value}
      name={name}
      value={value}
      label={label}
      checked={answer === value}
      {...(problem && { 'aria-invalid': true })}
      onChange={() => onAnswer(value)}
    />
  ))
  return kind === 'choice' ? <Stack gap="sm">{radios}</Stack> : <div className="credit-scale">{radios}</div>
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
      label={prompt}
      labelProps={{ fw: 600 }}
      description={`Write nothing that could identify a patient.${lengthWords(answer)}`}
      autosize
      minRows={3}
      value={answer}
      error={problem}
      onChange={(event) => onAnswer(event.currentTarget.value)}
    />
  )
}
